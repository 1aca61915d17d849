package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The assembler of the guests in {@code src/test/guests}. */
final class Nasm {
    private static final Path NASM = Path.of("/usr/bin/nasm");

    private Nasm() {
    }

    /** Assembles a source to a plain image; skips the test without nasm. */
    static Path assemble(Path source, Path image) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(NASM), "there is no " + NASM + "; the package nasm has it");
        Process nasm = new ProcessBuilder(NASM.toString(), "-f", "bin", "-o", image.toString(), source.toString()).inheritIO().start();
        assertThat(nasm.waitFor()).isZero();
        return image;
    }
}
