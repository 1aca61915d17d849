package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A hard disk as an installer leaves it: GRUB in the master boot record and in the gap behind it, and a partition with ext2
 * that has the kernel, its RAM disk and GRUB's menu in it. Made with grub-mkimage and mke2fs.
 */
final class BootDisk {
    private static final Path GRUB = Path.of("/usr/lib/grub/i386-pc");
    private static final Path MKE2FS = Path.of("/usr/sbin/mke2fs");
    private static final List<String> GRUB_MODULES = List.of("biosdisk", "part_msdos", "ext2", "normal", "linux", "serial",
            "terminal", "echo", "vbe", "boot");
    private static final int SECTOR = 512;
    private static final int SECTORS = 32 << 11;
    /** Where partitions begin since disks have sectors of 4 KiB; GRUB's core is in the gap before. */
    private static final int FIRST_SECTOR = 2048;
    /** What of GRUB's boot.img is code; the table of partitions follows. It reads the core from sector 1 on. */
    private static final int CODE_BYTES = 440;
    private static final int TABLE = 446;
    private static final int ACTIVE = 0x80;
    private static final int LINUX = 0x83;
    /** A cylinder, head and sector that says: see the number of the sector. */
    private static final byte[] BEYOND = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF};
    private static final int TOOL_SECONDS = 60;

    private BootDisk() {
    }

    /**
     * Makes one that starts a kernel after the lines of GRUB's menu that a test adds; skips the test without the tools.
     *
     * @param lines such as {@code set gfxpayload=1024x768x32}
     */
    static Path make(Path directory, Path kernel, Path ramDisk, String kernelOptions, String lines) throws Exception {
        assumeTrue(Files.isReadable(GRUB.resolve("boot.img")), "there is no " + GRUB + "; the package grub-pc-bin has it");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/grub-mkimage")), "the package grub-common has grub-mkimage");
        assumeTrue(Files.isExecutable(MKE2FS), "there is no " + MKE2FS + "; the package e2fsprogs has it");
        Path core = directory.resolve("core.img");
        List<String> grub = new ArrayList<>(List.of("grub-mkimage", "-O", "i386-pc", "-p", "(hd0,msdos1)/boot/grub", "-o",
                core.toString()));
        grub.addAll(GRUB_MODULES);
        run(grub);
        Path tree = tree(directory.resolve("tree"), kernel, ramDisk, kernelOptions, lines);
        Path disk = directory.resolve("disk.img");
        writeBoot(disk, Files.readAllBytes(core));
        run(List.of(MKE2FS.toString(), "-q", "-F", "-t", "ext2", "-b", "1024", "-E", "offset=" + FIRST_SECTOR * SECTOR, "-d",
                tree.toString(), disk.toString(), Integer.toString((SECTORS - FIRST_SECTOR) / 2)));
        return disk;
    }

    private static Path tree(Path tree, Path kernel, Path ramDisk, String kernelOptions, String lines) throws IOException {
        Path menu = Files.createDirectories(tree.resolve("boot/grub")).resolve("grub.cfg");
        Files.copy(kernel, tree.resolve("boot/vmlinuz"));
        Files.copy(ramDisk, tree.resolve("boot/initrd"));
        Files.writeString(menu, """
                serial --unit=0 --speed=115200
                terminal_output console serial
                echo GRUB starts Linux
                %s
                linux /boot/vmlinuz %s
                initrd /boot/initrd
                boot
                """.formatted(lines, kernelOptions));
        return tree;
    }

    private static void writeBoot(Path disk, byte[] core) throws IOException {
        assertThat(core.length).as("GRUB's core fits before the partition").isLessThan((FIRST_SECTOR - 1) * SECTOR);
        ByteBuffer image = ByteBuffer.allocate(FIRST_SECTOR * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        image.put(Files.readAllBytes(GRUB.resolve("boot.img")), 0, CODE_BYTES);
        image.position(TABLE).put((byte) ACTIVE).put(BEYOND).put((byte) LINUX).put(BEYOND).putInt(FIRST_SECTOR)
                .putInt(SECTORS - FIRST_SECTOR);
        image.position(SECTOR - 2).put((byte) 0x55).put((byte) 0xAA).put(core);
        Files.write(disk, image.array());
        try (var channel = Files.newByteChannel(disk, StandardOpenOption.WRITE)) {
            channel.position((long) SECTORS * SECTOR - 1).write(ByteBuffer.allocate(1));
        }
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)).as("%s ends", command.get(0)).isTrue();
        assertThat(process.exitValue()).as("%s says: %s", command, said).isZero();
    }
}
