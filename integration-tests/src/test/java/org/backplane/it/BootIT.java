package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SeaBIOS on the machine {@code pc}: its boot menu on the screen, and a boot sector from every kind of drive. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BootIT {
    private static final Path FOLDER = Path.of("/usr/share/seabios");
    private static final Path MACHINE = Path.of("..", "launcher", "machines", "pc.json");

    /** In the status register of the power management block (ACPI §4.8.3.1.1). */
    private static final int PWRBTN_STS = 1 << 8;

    @TempDir
    Path folder;

    @BeforeEach
    void seaBiosIsInstalled() {
        assumeTrue(Files.isReadable(FOLDER.resolve("bios.bin")), "there is no " + FOLDER + "; the package seabios has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bios.bin", "bios-256k.bin"})
    void theBootMenuIsOnTheScreenAndListsTheDrives(String bios) throws Exception {
        int port = Distribution.freePort();
        Path picture = folder.resolve("screen.png");
        try (Distribution started = start(port, "--rom", FOLDER.resolve(bios).toString(), "--machine", machine(), "--boot-menu",
                "--serial", "none", "--display", "png:" + picture,
                "--floppy", BootSector.disk(folder.resolve("a.img"), 1440),
                "--disk", BootSector.disk(folder.resolve("c.img"), 1024), "--cdrom", BootSector.cdrom(folder.resolve("d.iso")));
                ShellPeer shell = ShellPeer.connect(port)) {
            assertThat(shell.awaitScreen("Press ESC for boot menu.")).startsWith("SeaBIOS (version ");
            assertThat(shell.type("pc:key esc")).isEmpty();
            shell.awaitScreen("Select boot device:", "Virtio disk PCI", "ata0-0: ", "DVD/CD [ata1-0: ", "Floppy [drive A]");
            shell.say("pc:off");
            assertThat(started.awaitEnd()).isZero();
            assertThat(started.err()).isEmpty();
        }
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(720, 400);
        assertThat(image.getRGB(0, 0, 720, 400, null, 0, 720)).as("light grey on black").contains(0xFFAAAAAA, 0xFF000000);
    }

    /** The machine {@code pc} with a virtio disk, and firmware that waits long for the key of its boot menu if it offers one. */
    private String machine() throws IOException {
        String firmware = "\"org.backplane.device.fwcfg\": {";
        String disk = "\"org.backplane.device.virtio.blk~a\": {\"image\": \"" + BootSector.disk(folder.resolve("v.img"), 1024)
                + "\"}, ";
        String pc = Files.readString(MACHINE);
        assertThat(pc).contains(firmware + "}");
        return Files.writeString(folder.resolve("machine.json"),
                pc.replace(firmware, disk + firmware + "\"bootMenuMillis\": 60000")).toString();
    }

    @Test
    void aDisketteBoots() throws Exception {
        boots("00", "--machine", "pc", "--floppy", BootSector.disk(folder.resolve("a.img"), 1440));
    }

    @Test
    void anIdeDiskBoots() throws Exception {
        boots("80", "--machine", "pc", "--disk", BootSector.disk(folder.resolve("c.img"), 1024));
    }

    @Test
    void aCdRomBoots() throws Exception {
        boots("E0", "--machine", "pc", "--cdrom", BootSector.cdrom(folder.resolve("d.iso")));
    }

    @Test
    void aVirtioDiskBoots() throws Exception {
        boots("80", "--machine", machine());
    }

    @Test
    void aDiskOfTheCommandLineCanBeAVirtioDisk() throws Exception {
        String image = "virtio:overlay:" + BootSector.disk(folder.resolve("v.img"), 1024);
        int port = Distribution.freePort();
        try (Distribution started = start(port, "--machine", "pc", "--rom", FOLDER.resolve("bios-256k.bin").toString(),
                "--serial", "stdio", "--disk", image); ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("Boot sector of drive 80\r\n");
            assertThat(shell.type("pci")).contains("1af4:1001", "org.backplane.device.virtio.blk~option0");
        }
    }

    /** The firmware has put the power management registers to 600h; the boot sector does not listen to them. */
    @Test
    void thePowerButtonIsAnEventForTheGuest() throws Exception {
        int port = Distribution.freePort();
        try (Distribution started = start(port, "--machine", "pc", "--rom", FOLDER.resolve("bios-256k.bin").toString(),
                "--serial", "stdio", "--floppy", BootSector.disk(folder.resolve("a.img"), 1440));
                ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("Boot sector of drive 00\r\n");
            assertThat(powerButtonStatus(shell)).as("nobody has pressed it").isZero();
            assertThat(shell.type("pc:power")).isEmpty();
            assertThat(powerButtonStatus(shell)).as("somebody has").isEqualTo(PWRBTN_STS);
            assertThat(shell.type("pc:status")).as("the guest decides").startsWith("main running");
        }
    }

    private static int powerButtonStatus(ShellPeer shell) throws Exception {
        return Integer.parseInt(shell.type("pc:in 600 2"), 16) & PWRBTN_STS;
    }

    /** The boot sector says its line in both places, takes a key and ends the process. */
    private static void boots(String drive, String... options) throws Exception {
        int port = Distribution.freePort();
        List<String> all = new ArrayList<>(List.of("--rom", FOLDER.resolve("bios-256k.bin").toString(), "--serial", "stdio"));
        all.addAll(List.of(options));
        try (Distribution started = start(port, all.toArray(String[]::new)); ShellPeer shell = ShellPeer.connect(port)) {
            started.awaitOutput("Boot sector of drive " + drive + "\r\n");
            shell.awaitScreen("Boot sector of drive " + drive);
            // The process may be gone before the shell prompts again.
            shell.say("pc:key enter");
            assertThat(started.awaitEnd()).as("the exit port; it said %s", started.err()).isEqualTo(BootSector.STATUS_OF_ENTER);
            assertThat(started.err()).isEmpty();
        }
    }

    private static Distribution start(int port, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--memory", "32M", "--shell", "tcp:" + port));
        all.addAll(List.of(options));
        return Distribution.start(all.toArray(String[]::new));
    }
}
