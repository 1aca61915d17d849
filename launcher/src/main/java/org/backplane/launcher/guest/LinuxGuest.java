package org.backplane.launcher.guest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's kernel for i686 and an initial RAM disk around its static BusyBox, ready to start, in a folder that is kept.
 */
public final class LinuxGuest {
    /** What the guest writes to the exit port when its shell ends. */
    public static final int FAREWELL = 0x2a;

    private static final String KERNEL_PACKAGE = "linux-image-686";
    private static final String BUSYBOX_PACKAGE = "busybox-static";
    private static final String KERNEL = "vmlinux";
    private static final String BUSYBOX = "busybox";
    private static final String RAM_DISK = "initrd.cpio";

    private final Path folder;

    /**
     * Names the folder.
     *
     * @param folder where the files are or will be
     */
    public LinuxGuest(Path folder) {
        this.folder = folder;
    }

    /** The folder in the user's cache (XDG Base Directory Specification 0.8, {@code XDG_CACHE_HOME}). */
    public static Path cacheFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = cache != null && Path.of(cache).isAbsolute() ? Path.of(cache)
                : Path.of(System.getProperty("user.home"), ".cache");
        return home.resolve("backplane").resolve("linux-i386");
    }

    /** The unpacked kernel. */
    public Path kernel() {
        return folder.resolve(KERNEL);
    }

    /** The initial RAM disk. */
    public Path ramDisk() {
        return folder.resolve(RAM_DISK);
    }

    /**
     * Downloads and unpacks what is not there yet, and makes the RAM disk.
     *
     * @param err where progress goes
     * @throws GuestException if it cannot be had
     */
    public void prepare(PrintWriter err) {
        try {
            if (!Files.isReadable(kernel()) || !Files.isReadable(folder.resolve(BUSYBOX))) {
                Files.createDirectories(folder);
                try (Scratch scratch = new Scratch()) {
                    fetch(scratch.folder(), err);
                }
            }
            Files.write(ramDisk(), RamDisk.around(folder.resolve(BUSYBOX)));
        } catch (IOException failed) {
            throw new GuestException(folder + " cannot be filled: " + failed.getMessage());
        }
    }

    private void fetch(Path work, PrintWriter err) throws IOException {
        err.println("backplane: preparing Linux in " + folder + ", this is done once");
        Path unpacked = new DebianPackages(work).fetch(List.of(KERNEL_PACKAGE, BUSYBOX_PACKAGE));
        Path kernel = Files.write(work.resolve(KERNEL), BootImage.unpack(kernelIn(unpacked.resolve("boot"))));
        // The kernel last: with it everything is there, whatever interrupts this.
        Files.move(unpacked.resolve("bin").resolve("busybox"), folder.resolve(BUSYBOX), StandardCopyOption.REPLACE_EXISTING);
        Files.move(kernel, kernel(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path kernelIn(Path boot) throws IOException {
        try (Stream<Path> files = Files.list(boot)) {
            return files.filter(file -> file.getFileName().toString().startsWith("vmlinuz-")).sorted().findFirst()
                    .orElseThrow(() -> new GuestException("the package " + KERNEL_PACKAGE + " has no kernel in it"));
        }
    }
}
