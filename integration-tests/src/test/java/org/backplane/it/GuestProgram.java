package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small C program for a Linux guest, linked statically for i386; {@link InitialRamDisk#file} takes it. */
final class GuestProgram {
    /** The static C library for 32 bits. */
    private static final Path LIBRARY = Path.of("/usr/lib32/libc.a");
    private static final int COMPILE_SECONDS = 60;

    private GuestProgram() {
    }

    /** Compiles a source; skips the test if there is no compiler for 32 bits. */
    static Path compile(String name, String source, Path directory) throws Exception {
        assumeTrue(Files.isReadable(LIBRARY), "there is no " + LIBRARY + "; the package gcc-multilib brings it");
        Path file = Files.writeString(directory.resolve(name + ".c"), source);
        Path program = directory.resolve(name);
        Process gcc = new ProcessBuilder("gcc", "-m32", "-march=i686", "-static", "-O1", "-Wall", "-Werror", "-o",
                program.toString(), file.toString()).redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(gcc.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS)).as("gcc ends").isTrue();
        assertThat(gcc.exitValue()).as("gcc says: %s", said).isZero();
        return program;
    }
}
