package org.backplane.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's kernels for i386, their modules, its static BusyBox and tools of a driver's author, which {@code .ci/run} unpacks
 * into a folder: the one that the environment variable {@code BACKPLANE_LINUX} names, or else {@code ~/.cache/backplane/debian-i386}.
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

    /** The folder of a kernel's modules, which bears the name of its release; skips the test without. */
    static Path modules(Path kernel) {
        Path folder = FOLDER.resolve("lib/modules").resolve(release(kernel));
        assumeTrue(Files.isDirectory(folder), "there is no " + folder + "; .ci/run unpacks it");
        return folder;
    }

    /** What {@code uname -r} says in a kernel. */
    static String release(Path kernel) {
        return kernel.getFileName().toString().substring("vmlinuz-".length());
    }

    /** A folder with lspci and setserial in {@code bin} and all of their libraries in {@code lib}; skips the test without. */
    static Path tools() {
        Path folder = FOLDER.resolve("tools");
        assumeTrue(Files.isExecutable(folder.resolve("bin/setserial")), "there is no " + folder
                + "; .ci/run unpacks Debian's pciutils and setserial there");
        return folder;
    }

    /** The static BusyBox; skips the test without. */
    static Path busybox() {
        Path busybox = FOLDER.resolve("bin/busybox");
        assumeTrue(Files.isReadable(busybox), "there is no " + busybox + "; .ci/run unpacks Debian's busybox-static there");
        return busybox;
    }
}
