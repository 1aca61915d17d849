package org.backplane.firmware.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images that are checked in are what their sources give; {@code make} in this module makes them anew. */
class AssemblyTest {
    private static final Path MAIN = Path.of("src/main/resources/org/backplane/firmware/internal");
    private static final Path TEST = Path.of("src/test/resources/org/backplane/firmware/internal");

    @TempDir
    Path directory;

    @BeforeEach
    void findAssembler() {
        HostProgram.assumeInstalled("nasm", "-v");
    }

    @Test
    void theMonitorIsAssembledFromItsSource() throws IOException {
        assertThat(assemble("src/main/asm/monitor.asm")).isEqualTo(Files.readAllBytes(MAIN.resolve("rom/monitor.rom")));
    }

    @Test
    void theBootRomIsAssembledFromItsSource() throws IOException {
        assertThat(assemble("src/main/asm/boot.asm")).isEqualTo(Files.readAllBytes(MAIN.resolve("kernel/boot.rom")));
    }

    @Test
    void theTestKernelIsAssembledFromItsSource() throws IOException {
        assertThat(assemble("src/test/asm/kernel.asm"))
                .isEqualTo(Files.readAllBytes(TEST.resolve("kernel/kernel.elf")));
    }

    private byte[] assemble(String source) throws IOException {
        Path image = directory.resolve("image");
        HostProgram.Result result = HostProgram.run(
                List.of("nasm", "-f", "bin", "-Werror", "-I", "src/main/asm/", "-o", image.toString(), source), "", "");
        assertThat(result).as(source).isEqualTo(new HostProgram.Result(0, ""));
        return Files.readAllBytes(image);
    }
}
