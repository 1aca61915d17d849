package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The firmware that Debian packs for emulators, as it comes, on a machine without PCI. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SeaBiosIT {
    private static final Path BIOS = Path.of("/usr/share/seabios/bios.bin");

    @BeforeEach
    void seaBiosIsInstalled() {
        assumeTrue(Files.isReadable(BIOS), "there is no " + BIOS + "; the package seabios has it");
    }

    @Test
    void itComesAsFarAsItsBootMenu() throws Exception {
        try (Distribution started = Distribution.start("--rom", BIOS.toString(), "--serial", "none", "--debugcon", "stdio",
                "--memory", "24M")) {
            started.awaitOutput("Press ESC for boot menu.");
            assertThat(started.out()).startsWith("SeaBIOS (version ");
            assertThat(started.out()).as("it finds no bridge, and goes on because there is RAM")
                    .contains("Unable to unlock ram - bridge not found\n", "Detected non-PCI system\n");
            assertThat(started.out()).as("it keeps its variables, and CMOS memory tells the size")
                    .contains("RamSize: 0x01800000 [cmos]\n");
            assertThat(started.out()).as("it moves to the top of RAM").containsPattern("Relocating init from 0x\\w+ to 0x017");
            assertThat(started.out()).as("COM1").contains("Found 1 serial ports\n");
            assertThat(started.err()).isEmpty();
        }
    }
}
