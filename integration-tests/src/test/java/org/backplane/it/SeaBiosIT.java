package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The firmware that Debian packs for emulators, as it comes, on a machine without PCI, and on one with. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SeaBiosIT {
    private static final Path BIOS = Path.of("/usr/share/seabios/bios.bin");

    private static final int DISKETTE_BYTES = 1440 << 10;
    private static final byte[] HALTS = {(byte) 0xFA, (byte) 0xF4, (byte) 0xEB, (byte) 0xFD}; // cli; hlt; jmp to the hlt

    @TempDir
    Path folder;

    @BeforeEach
    void seaBiosIsInstalled() {
        assumeTrue(Files.isReadable(BIOS), "there is no " + BIOS + "; the package seabios has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interpreter", "translator", "check"})
    void itComesAsFarAsItsBootMenu(String engine) throws Exception {
        try (Distribution started = Distribution.start("--rom", BIOS.toString(), "--serial", "none", "--debugcon", "stdio",
                "--memory", "24M", "--engine", engine)) {
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

    /** The boot sector halts for good, so that the count of instructions stands. */
    @Test
    void aDeterministicBootIsTheSameWithEachEngine() throws Exception {
        byte[] diskette = new byte[DISKETTE_BYTES];
        System.arraycopy(HALTS, 0, diskette, 0, HALTS.length);
        diskette[510] = 0x55;
        diskette[511] = (byte) 0xAA;
        Path image = Files.write(folder.resolve("halts.img"), diskette);
        String interpreted = deterministicBoot(image, "interpreter", told -> assertThat(told).startsWith("the processor interprets"));
        assertThat(interpreted).contains("Booting from Floppy...").matches("(?s).* [0-9]{7,}");
        assertThat(deterministicBoot(image, "translator", told -> assertThat(told).startsWith("engine        translator")
                .doesNotContain("entries       0,"))).isEqualTo(interpreted);
    }

    /** What the firmware says, and how many instructions it has taken. */
    private static String deterministicBoot(Path image, String engine, Consumer<String> translator) throws Exception {
        int port = Distribution.freePort();
        try (Distribution started = Distribution.start("--machine", "pc", "--rom", BIOS.resolveSibling("bios-256k.bin").toString(),
                "--memory", "24M", "--serial", "none", "--debugcon", "stdio", "--floppy", image.toString(), "--deterministic",
                "--engine", engine, "--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("Booting from 0000:7c00");
            String count = shell.awaitHalt();
            translator.accept(shell.type("jit"));
            return started.out() + " " + count;
        }
    }
}
