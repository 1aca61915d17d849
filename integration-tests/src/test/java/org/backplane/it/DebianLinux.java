package org.backplane.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's kernels for i386 and its static BusyBox, which {@code .ci/run} unpacks into a folder: the one that the
 * environment variable {@code BACKPLANE_LINUX} names, or else {@code ~/.cache/backplane/debian-i386}.
 */
final class DebianLinux {
    private static final Path FOLDER = Path.of(System.getenv().getOrDefault("BACKPLANE_LINUX",
            System.getProperty("user.home") + "/.cache/backplane/debian-i386"));

    /** Offsets in the setup header of a bzImage (Linux Documentation/x86/boot.rst). */
    private static final int SETUP_SECTS = 0x1F1;
    private static final int PAYLOAD_OFFSET = 0x248;
    private static final int PAYLOAD_LENGTH = 0x24C;
    /** Behind the compressed kernel its size follows. */
    private static final int SIZE_BYTES = 4;

    private static final String INIT = """
            #!/bin/sh
            /bin/busybox mkdir -p /proc /sys /usr/bin /usr/sbin /sbin
            /bin/busybox --install -s
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            exec setsid cttyhack sh
            """;
    private static final int DIRECTORY = 0040755;
    private static final int EXECUTABLE = 0100755;
    private static final int SYMBOLIC_LINK = 0120777;
    private static final int CHARACTER_DEVICE = 0020600;

    private DebianLinux() {
    }

    /** A kernel of the newest version that is there, by its flavour: {@code 686} or {@code 686-pae}; skips the test without. */
    static Path kernel(String flavour) throws IOException {
        assumeTrue(Files.isDirectory(FOLDER.resolve("boot")), "there is no " + FOLDER.resolve("boot")
                + "; .ci/run unpacks Debian's linux-image-686 there");
        try (Stream<Path> files = Files.list(FOLDER.resolve("boot"))) {
            List<Path> kernels = files.filter(file -> file.getFileName().toString().matches("vmlinuz-[-.0-9]+-" + flavour))
                    .sorted().toList();
            assumeTrue(!kernels.isEmpty(), "there is no vmlinuz-*-" + flavour + " in " + FOLDER.resolve("boot"));
            return kernels.get(kernels.size() - 1);
        }
    }

    /** Unpacks the kernel in a bzImage, so that the guest need not do it. */
    static Path unpack(Path kernel, Path directory) throws IOException, InterruptedException {
        ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(kernel)).order(ByteOrder.LITTLE_ENDIAN);
        int from = (1 + image.get(SETUP_SECTS)) * 512 + image.getInt(PAYLOAD_OFFSET);
        int to = from + image.getInt(PAYLOAD_LENGTH) - SIZE_BYTES;
        Path packed = Files.write(directory.resolve("vmlinux.xz"), Arrays.copyOfRange(image.array(), from, to));
        Path unpacked = directory.resolve("vmlinux");
        Process xz = new ProcessBuilder("xz", "-dc", packed.toString()).redirectOutput(unpacked.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (xz.waitFor() != 0) {
            throw new AssertionError("xz cannot unpack what is in " + kernel);
        }
        return unpacked;
    }

    /** An initial RAM disk around BusyBox, whose init ends in a shell on the console; skips the test without BusyBox. */
    static Path initialRamDisk(Path directory) throws IOException {
        Path busybox = FOLDER.resolve("bin/busybox");
        assumeTrue(Files.isReadable(busybox), "there is no " + busybox + "; .ci/run unpacks Debian's busybox-static there");
        Archive archive = new Archive();
        archive.add("dev", DIRECTORY, new byte[0], 0, 0);
        archive.add("dev/console", CHARACTER_DEVICE, new byte[0], 5, 1);
        archive.add("dev/ttyS0", CHARACTER_DEVICE, new byte[0], 4, 64);
        archive.add("dev/port", CHARACTER_DEVICE, new byte[0], 1, 4);
        archive.add("dev/zero", CHARACTER_DEVICE, new byte[0], 1, 5);
        archive.add("bin", DIRECTORY, new byte[0], 0, 0);
        archive.add("bin/busybox", EXECUTABLE, Files.readAllBytes(busybox), 0, 0);
        archive.add("bin/sh", SYMBOLIC_LINK, "busybox".getBytes(StandardCharsets.US_ASCII), 0, 0);
        archive.add("init", EXECUTABLE, INIT.getBytes(StandardCharsets.US_ASCII), 0, 0);
        archive.add("TRAILER!!!", 0, new byte[0], 0, 0);
        return Files.write(directory.resolve("initrd.cpio"), archive.out.toByteArray());
    }

    /** A cpio archive of the kind "newc" (Linux Documentation/driver-api/early-userspace/buffer-format.rst). */
    private static final class Archive {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int inode;

        void add(String name, int mode, byte[] contents, int major, int minor) {
            StringBuilder header = new StringBuilder("070701");
            for (int field : new int[] {++inode, mode, 0, 0, 1, 0, contents.length, 0, 0, major, minor, name.length() + 1,
                0}) {
                header.append(String.format("%08X", field));
            }
            out.writeBytes((header + name + '\0').getBytes(StandardCharsets.US_ASCII));
            pad();
            out.writeBytes(contents);
            pad();
        }

        private void pad() {
            while (out.size() % 4 != 0) {
                out.write(0);
            }
        }
    }
}
