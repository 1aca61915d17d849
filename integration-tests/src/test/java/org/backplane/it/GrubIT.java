package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GRUB on the machine {@code pc}: in the place of the firmware, and from Debian's rescue media. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class GrubIT {
    private static final Path FIRMWARE = Path.of("/usr/share/qemu/grub.bin");
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path FLOPPY = Path.of("/usr/lib/grub-rescue/grub-rescue-floppy.img");
    private static final Path CDROM = Path.of("/usr/lib/grub-rescue/grub-rescue-cdrom.iso");

    private static void isInstalled(Path file, String debianPackage) {
        assumeTrue(Files.isReadable(file), "there is no " + file + "; the package " + debianPackage + " has it");
    }

    @Test
    void itIsFirmwareItself() throws Exception {
        isInstalled(FIRMWARE, "grub-firmware-qemu");
        lists("(memdisk) (proc)", "--rom", FIRMWARE.toString());
    }

    @Test
    void itStartsFromTheRescueDiskette() throws Exception {
        isInstalled(SEABIOS, "seabios");
        isInstalled(FLOPPY, "grub-rescue-pc");
        // The package has the sectors that are used, 1,296,384 bytes of a diskette of 1440 KiB.
        lists("(fd0) (fd0,msdos1)", "--rom", SEABIOS.toString(), "--floppy", "readonly:" + FLOPPY);
    }

    @Test
    void itStartsFromTheRescueCdRom() throws Exception {
        isInstalled(SEABIOS, "seabios");
        isInstalled(CDROM, "grub-rescue-pc");
        lists("(cd) (cd,msdos1)", "--rom", SEABIOS.toString(), "--cdrom", CDROM.toString());
    }

    /** GRUB lists these devices, started with these options. */
    private static void lists(String devices, String... options) throws IOException, InterruptedException {
        int port = Distribution.freePort();
        List<String> all = new ArrayList<>(List.of("--machine", "pc", "--memory", "32M", "--serial", "none", "--shell",
                "tcp:" + port));
        all.addAll(List.of(options));
        try (Distribution started = Distribution.startForWork(all.toArray(String[]::new));
                ShellPeer shell = ShellPeer.connect(port)) {
            GrubMenu.await(shell).lists(devices);
            assertThat(started.err()).isEmpty();
        }
    }
}
