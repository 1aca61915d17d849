package org.backplane.cpu.internal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that is checked in is what its source gives; {@code make} in {@code src/test/asm} makes it anew. */
class ConformanceImageTest {
    private static final String FOLDER = "src/test/asm/";

    @TempDir
    Path directory;

    @Test
    void theImageIsAssembledFromItsSource() throws IOException, InterruptedException {
        Path image = directory.resolve("image");
        int status = run("nasm", "-f", "bin", "-Werror", "-I", FOLDER, "-o", image.toString(),
                FOLDER + "conformance.asm");
        assertThat(status).isZero();
        assertThat(Files.readAllBytes(image)).isEqualTo(ConformanceGuest.image());
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not installed");
            return -1;
        }
    }
}
