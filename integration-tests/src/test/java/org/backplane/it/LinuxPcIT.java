package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debian's kernel on the machine {@code pc} as its users start it: SeaBIOS, GRUB from a disk, packed kernel, RAM disk. The
 * kernel's own drivers take the devices.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LinuxPcIT {
    private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
    private static final Path EDU = Path.of("target", "bundles", "device-edu.jar");
    private static final String KERNEL_OPTIONS = "console=tty0 " + LinuxShell.KERNEL_OPTIONS;
    private static final String[] DRIVERS = {"ata_piix", "sd_mod", "sr_mod", "virtio_pci", "virtio_blk", "floppy", "psmouse",
        "pcspkr", "i2c-piix4", "qemu_fw_cfg", "crc32c_generic", "ext4"};
    private static final int FLOPPY_BYTES = 1440 << 10;
    private static final int VIRTIO_BYTES = 1 << 20;
    private static final int REBOOT_SECONDS = 300;

    /**
     * What the kernel warns of that is no complaint of a device: this board has no APIC although SeaBIOS always makes an MP
     * table; its edge/level register is set anew with ACPI; a conventional PCI bus has no extended configuration space; and
     * where the host is busy the guest's interrupts take long.
     */
    private static final String EXPECTED_WARNINGS = "ACPI: No APIC-table, disabling MPS|ACPI: setting ELCR to 0200 \\(from 0c00\\)"
            + "|smpboot: weird, boot CPU \\(#0\\) not listed by the BIOS|acpi PNP0A03:00: fail to add MMCONFIG information, .*"
            + "|hrtimer: interrupt took [0-9]+ ns";

    /** A device of the kernel's, and the driver that has it. */
    private static final Map<String, String> BOUND = new LinkedHashMap<>();

    static {
        BOUND.put("pci/devices/0000:00:01.1", "ata_piix");
        BOUND.put("pci/devices/0000:00:01.3", "piix4_smbus");
        BOUND.put("pci/devices/0000:00:03.0", "virtio-pci");
        BOUND.put("virtio/devices/virtio0", "virtio_blk");
        BOUND.put("scsi/devices/0:0:0:0", "sd");
        BOUND.put("scsi/devices/1:0:0:0", "sr");
        BOUND.put("platform/devices/floppy.0", "floppy");
        BOUND.put("platform/devices/i8042", "i8042");
        BOUND.put("platform/devices/pcspkr", "pcspkr");
        BOUND.put("platform/devices/QEMU0002:00", "fw_cfg");
        BOUND.put("pnp/devices/00:00", "rtc_cmos");
        BOUND.put("pnp/devices/00:04", "serial");
        BOUND.put("pnp/devices/00:05", "serial");
        BOUND.put("serio/devices/serio0", "atkbd");
        BOUND.put("serio/devices/serio1", "psmouse");
    }

    /** Interrupt lines by /proc/interrupts. */
    private static final Map<String, String> LINES = Map.of("0", "timer", "1", "i8042", "4", "ttyS0", "6", "floppy",
            "8", "rtc0", "9", "acpi", "11", "virtio0", "12", "i8042", "14", "ata_piix", "15", "ata_piix");

    /** Maps a page of a file, writes the second register of the educational device there and prints the first two. */
    private static final String MAP = """
            #define _FILE_OFFSET_BITS 64
            #include <fcntl.h>
            #include <stdint.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            int main(int count, char **words) {
                int file = open(words[1], O_RDWR);
                if (file < 0) { perror("open"); return 1; }
                volatile uint32_t *registers = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, strtoull(words[2], 0, 0));
                if (registers == MAP_FAILED) { perror("mmap"); return 2; }
                registers[1] = 0x12345678;
                printf("%08x %08x\\n", registers[0], registers[1]);
                return 0;
            }
            """;

    @TempDir
    Path directory;

    private int port;

    @BeforeEach
    void seaBiosIsInstalled() throws Exception {
        assumeTrue(Files.isReadable(SEABIOS), "there is no " + SEABIOS + "; the package seabios has it");
        port = Distribution.freePort();
    }

    private Path random(String name, int bytes) throws Exception {
        byte[] contents = new byte[bytes];
        new Random(bytes).nextBytes(contents);
        return Files.write(directory.resolve(name), contents);
    }

    private static String md5(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
    }

    private Distribution start(String machine, Path disk, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("--machine", machine, "--rom", SEABIOS.toString(), "--memory", "128M",
                "--serial", "stdio", "--disk", disk.toString(), "--shell", "tcp:" + port));
        options.addAll(List.of(more));
        return Distribution.startForInteractiveWork(options.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"686", "686-pae"})
    void throughGrubAKernelFindsEveryDeviceAndHasNothingToComplainOf(String flavour) throws Exception {
        Path kernel = DebianLinux.kernel(flavour);
        Path ramDisk = InitialRamDisk.of(kernel).load(DRIVERS).shellOnScreen().write(directory.resolve("initrd.cpio"));
        Path disk = BootDisk.make(directory, kernel, ramDisk, KERNEL_OPTIONS, "");
        Path virtio = random("virtio.img", VIRTIO_BYTES);
        Path floppy = random("floppy.img", FLOPPY_BYTES);
        try (Distribution started = start("pc", disk, "--disk", "virtio:" + virtio, "--floppy", floppy.toString());
                ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            assertThat(linux.run("uname -r")).isEqualTo(DebianLinux.release(kernel));
            driversHaveTheDevices(linux);
            assertThat(linux.answer("dmesg -r | grep '^<[0-4]>' | sed 's/^<.>.[^]]*. //' | grep -v -x -E '" + EXPECTED_WARNINGS + "'")
                    .output()).as("nothing else").isEmpty();
            resourcesAreThoseOfTheMachine(linux, shell);
            theFirmwareConfigurationHasItsFiles(linux);
            disksHaveTheContentsOfTheirImages(linux, disk, virtio, floppy);
            theScreenHasAShell(shell, kernel);
            linux.say("poweroff -f");
            assertThat(started.awaitEnd()).as("ACPI S5").isZero();
        }
        assertThat(Files.readString(virtio, StandardCharsets.ISO_8859_1)).as("what the guest wrote")
                .startsWith("from the guest");
    }

    private static void driversHaveTheDevices(LinuxShell linux) throws Exception {
        for (Map.Entry<String, String> device : BOUND.entrySet()) {
            assertThat(linux.answer("basename $(readlink /sys/bus/" + device.getKey() + "/driver)").output()).as(device.getKey())
                    .isEqualTo(device.getValue());
        }
        String interrupts = linux.run("cat /proc/interrupts");
        LINES.forEach((line, owner) -> assertThat(interrupts).containsPattern("(?m)^ *" + line + ": .* " + owner + "$"));
    }

    /** Each base address register that {@code pc:pci} lists, the kernel has at the same address. */
    private static void resourcesAreThoseOfTheMachine(LinuxShell linux, ShellPeer shell) throws Exception {
        Matcher row = Pattern.compile("(?m)^00:(\\S+) .*").matcher(shell.type("pci"));
        int compared = 0;
        while (row.find()) {
            Matcher bar = Pattern.compile("bar(\\d)=([0-9a-f]+)").matcher(row.group());
            while (bar.find()) {
                assertThat(linux.run("sed -n " + (Integer.parseInt(bar.group(1)) + 1) + "p /sys/bus/pci/devices/0000:00:"
                        + row.group(1) + "/resource")).as(row.group()).matches("0x0*" + bar.group(2) + " .*");
                compared++;
            }
        }
        assertThat(compared).as("IDE has one, display adapter and virtio disk have two").isEqualTo(5);
        assertThat(linux.run("cat /proc/tty/driver/serial")).contains("0: uart:16550A port:000003F8 irq:4 ",
                "1: uart:16550A port:000002F8 irq:3 ");
        assertThat(linux.run("cat /proc/ioports")).contains("0020-0021 : pic1", "0040-0043 : timer0", "0060-0060 : keyboard",
                "0070-0071 : rtc0", "01f0-01f7 : ata_piix", "02f8-02ff : serial", "03f8-03ff : serial", "03c0-03df : vga+",
                "0600-0603 : ACPI PM1a_EVT_BLK", "0608-060b : ACPI PM_TMR");
    }

    private static void theFirmwareConfigurationHasItsFiles(LinuxShell linux) throws Exception {
        assertThat(linux.run("cd /sys/firmware/qemu_fw_cfg/by_name && find . -type l | sort; cd /")).isEqualTo("""
                ./etc/acpi/rsdp
                ./etc/acpi/tables
                ./etc/e820
                ./etc/smbios/smbios-anchor
                ./etc/smbios/smbios-tables
                ./etc/table-loader""");
        assertThat(linux.run("md5sum </sys/firmware/qemu_fw_cfg/by_name/etc/smbios/smbios-tables/raw"))
                .as("what SeaBIOS was given is what the kernel has").isEqualTo(linux.run("md5sum </sys/firmware/dmi/tables/DMI"));
        assertThat(linux.run("head -c 8 /sys/firmware/qemu_fw_cfg/by_name/etc/acpi/rsdp/raw")).isEqualTo("RSD PTR");
    }

    private static void disksHaveTheContentsOfTheirImages(LinuxShell linux, Path disk, Path virtio, Path floppy)
            throws Exception {
        assertThat(linux.run("md5sum </dev/vda")).startsWith(md5(virtio));
        assertThat(linux.run("md5sum </dev/fd0")).startsWith(md5(floppy));
        assertThat(linux.run("md5sum </dev/sda")).startsWith(md5(disk));
        linux.run("mount -r -t ext4 /dev/sda1 /mnt && test -d /mnt/boot/grub && umount /mnt");
        linux.run("printf 'from the guest' | dd of=/dev/vda conv=notrunc && sync");
    }

    private static void theScreenHasAShell(ShellPeer shell, Path kernel) throws Exception {
        shell.type("pc:type 'uname -r'");
        shell.type("pc:key enter");
        shell.awaitScreen("# uname -r\n" + DebianLinux.release(kernel));
    }

    /** With {@code gfxpayload} GRUB sets a mode by the video firmware's VBE, which vesafb takes over; {@code reboot} starts anew. */
    @Test
    void theConsoleIsAFrameBufferThatVbeHasSetAndRebootLeadsToGrub() throws Exception {
        Path kernel = DebianLinux.kernel("686");
        Path ramDisk = InitialRamDisk.of(kernel).write(directory.resolve("initrd.cpio"));
        Path disk = BootDisk.make(directory, kernel, ramDisk, KERNEL_OPTIONS, "set gfxpayload=1024x768x32");
        try (Distribution started = start("pc", disk); ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            assertThat(linux.run("cat /proc/fb")).isEqualTo("0 VESA VGA");
            assertThat(linux.run("cat /sys/class/graphics/fb0/virtual_size /sys/class/graphics/fb0/bits_per_pixel"))
                    .isEqualTo("1024,768\n32");
            linux.run("printf '\\x11\\x22\\x33\\x44' | dd of=/dev/fb0 bs=4 seek=$((1024 * 768 - 1)) conv=notrunc");
            assertThat(shell.type("peek fd2ffffc 4 4")).as("the last pixel").contains("11 22 33 44");
            int from = started.out().length();
            linux.say("reboot -f");
            started.awaitOutput("GRUB starts Linux", from, REBOOT_SECONDS);
        }
    }

    /** Linux maps a resource uncacheable; with a write-back mapping, which takes the MTRR away, the advisor names the entry. */
    @Test
    void aDriversMappingIsJudged() throws Exception {
        Path kernel = DebianLinux.kernel("686");
        Path program = GuestProgram.compile("map", MAP, directory);
        Path ramDisk = InitialRamDisk.of(kernel).file("bin/map", program).write(directory.resolve("initrd.cpio"));
        Path disk = BootDisk.make(directory, kernel, ramDisk, KERNEL_OPTIONS, "");
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.copy(EDU, plugins.resolve("device-edu.jar"));
        Path machine = new PcMachine().withEducationalDevice().write(directory.resolve("machine.json"));
        try (Distribution started = start(machine.toString(), disk, "--plugins", plugins.toString());
                ShellPeer shell = ShellPeer.connect(port)) {
            LinuxShell linux = LinuxShell.boot(started);
            String function = "/sys/bus/pci/devices/0000:00:05.0";
            linux.run("echo 1 >" + function + "/enable");
            assertThat(linux.run("map " + function + "/resource0 0")).as("identification, and what was written, inverted")
                    .isEqualTo("010000ed edcba987");
            assertThat(shell.type("pc:advice")).doesNotContain("org.backplane.device.edu");

            assertThat(linux.run("cat /proc/mtrr")).as("SeaBIOS makes the upper half uncacheable")
                    .contains("reg00: base=0x080000000 ( 2048MB), size= 2048MB, count=1: uncachable");
            linux.run("echo disable=0 >/proc/mtrr");
            linux.run("map /dev/mem $(head -n 1 " + function + "/resource | cut -d' ' -f1)");
            assertThat(shell.type("pc:advice")).containsPattern("memory-type, wrong.*\\n *where *org.backplane.device.edu/bar0")
                    .contains("mapped WB, but the range wants UC");
        }
    }
}
