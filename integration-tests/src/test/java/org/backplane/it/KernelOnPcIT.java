package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kernel on the machine {@code pc} with the kernel loader alone: drives and screen are there as if a BIOS had been at work. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KernelOnPcIT {
    private static final Path VIDEO_FIRMWARE = Path.of("/usr/share/seabios/vgabios-stdvga.bin");
    /** A Multiboot kernel that tells what it finds, and leaves with 0. */
    private static final Path MULTIBOOT = Path.of("..", "firmware", "src", "test", "resources", "org", "backplane", "firmware",
            "internal", "kernel", "kernel.elf");
    private static final String[] DRIVERS = {"ata_piix", "sd_mod", "sr_mod"};
    private static final int DISK_BYTES = 1 << 20;
    private static final int CDROM_BYTES = 512 << 10;

    @TempDir
    Path directory;

    private Path random(String name, int bytes) throws Exception {
        byte[] contents = new byte[bytes];
        new Random(bytes).nextBytes(contents);
        return Files.write(directory.resolve(name), contents);
    }

    private static String md5(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
    }

    @Test
    void linuxHasDiskCdromAndScreen() throws Exception {
        assumeTrue(Files.isReadable(VIDEO_FIRMWARE), "there is no " + VIDEO_FIRMWARE + "; the package seabios has it");
        Path kernel = DebianLinux.kernel("686");
        Path ramDisk = InitialRamDisk.of(kernel).load(DRIVERS).shellOnScreen().write(directory.resolve("initrd.cpio"));
        Path disk = random("disk.img", DISK_BYTES);
        Path cdrom = random("cdrom.iso", CDROM_BYTES);
        int port = Distribution.freePort();
        try (Distribution started = Distribution.startForInteractiveWork("--machine", "pc", "--memory", "128M", "--kernel",
                DebianLinux.unpack(kernel, directory).toString(), "--initrd", ramDisk.toString(), "--append",
                "console=tty0 " + LinuxShell.KERNEL_OPTIONS, "--serial", "stdio", "--disk", disk.toString(), "--cdrom",
                cdrom.toString(), "--shell", "tcp:" + port); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            assertThat(linux.run("md5sum </dev/sda")).startsWith(md5(disk));
            assertThat(linux.run("md5sum </dev/sr0")).startsWith(md5(cdrom));
            assertThat(linux.run("cat /proc/interrupts")).containsPattern("(?m)^ *14: .* ata_piix$")
                    .containsPattern("(?m)^ *15: .* ata_piix$");
            assertThat(linux.run("cat /proc/ioports")).as("the bus master has the place that the loader gave it")
                    .contains("c000-c00f : ata_piix");
            assertThat(linux.run("cat /proc/iomem")).as("and the display adapter").contains("e0000000-e0ffffff : 0000:00:02.0",
                    "e1000000-e1000fff : 0000:00:02.0").as("whose firmware is in place").contains("Video ROM");
            assertThat(linux.run("dmesg")).contains("Console: colour VGA+ 80x25");
            shell.type("pc:type 'uname -r'");
            shell.type("pc:key enter");
            shell.awaitScreen("# uname -r\n" + DebianLinux.release(kernel));
        }
    }

    private static String multiboot(String... options) throws Exception {
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(new String[] {"--kernel", MULTIBOOT.toString(), "--serial", "stdio"}, 0, all, options.length, 4);
        try (Distribution started = Distribution.start(all)) {
            assertThat(started.awaitEnd()).as("it leaves through the exit port with 0; it said: %s%s", started.out(),
                    started.err()).isEqualTo(1);
            return started.out();
        }
    }

    @Test
    void aMultibootKernelHasThemToo() throws Exception {
        assumeTrue(Files.isReadable(VIDEO_FIRMWARE), "there is no " + VIDEO_FIRMWARE + "; the package seabios has it");
        assertThat(multiboot("--machine", "pc", "--memory", "32M")).contains("screen mode 00000003\ncolumns 00000050\n"
                + "IDETIM 80008000\n");
    }

    @Test
    void withDamagedVideoFirmwareTheScreenStaysDark() throws Exception {
        byte[] image = new byte[512];
        image[0] = 0x55;
        image[1] = (byte) 0xAA;
        image[2] = 1;
        Path file = Files.write(directory.resolve("vgabios.bin"), image);
        assertThat(multiboot("--machine", "pc", "--memory", "32M", "--vgabios", file.toString()))
                .contains("screen mode 00000000\ncolumns 00000000\nIDETIM 80008000\n");
    }

    @Test
    void aMachineWithoutPciBootsAsBefore() throws Exception {
        assertThat(multiboot("--machine", "minimal", "--memory", "32M")).contains("screen mode 00000000\ncolumns 00000000\n"
                + "IDETIM FFFFFFFF\n");
    }
}
