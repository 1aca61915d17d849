package org.backplane.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * An initial RAM disk (Linux Documentation/driver-api/early-userspace/buffer-format.rst): BusyBox, the modules of the kernel
 * that a test asks for, and files of its own. Its init mounts proc, sys and dev, loads the modules in the order in which they
 * were asked for, runs the test's own lines and ends in a shell on the console, which {@link LinuxShell} talks to.
 */
final class InitialRamDisk {
    private static final int EXECUTABLE = CpioConstants.C_ISREG | 0755;
    private static final int DIRECTORY = CpioConstants.C_ISDIR | 0755;
    private static final int SYMBOLIC_LINK = CpioConstants.C_ISLNK | 0777;
    private static final int CHARACTER_DEVICE = CpioConstants.C_ISCHR | 0600;
    private static final int CONSOLE_MAJOR = 5;
    private static final int CONSOLE_MINOR = 1;
    private static final String MODULE_FOLDER = "lib/modules/";

    private static final String INIT_BEGIN = """
            #!/bin/sh
            /bin/busybox mkdir -p /proc /sys /dev /tmp /mnt /usr/bin /usr/sbin /sbin
            /bin/busybox --install -s
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs devtmpfs /dev
            """;
    private static final String INIT_END = """
            exec setsid cttyhack sh
            """;

    private static final String LEASE = """
            #!/bin/sh
            [ "$1" = bound ] && ip addr add $ip/24 dev $interface && ip route add default via $router
            exit 0
            """;

    private final KernelModules modules;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final StringBuilder init = new StringBuilder(INIT_BEGIN);

    private InitialRamDisk(KernelModules modules) {
        this.modules = modules;
    }

    /** One for a kernel that {@link DebianLinux#kernel} gave; skips the test if there are no modules of it. */
    static InitialRamDisk of(Path kernel) throws IOException {
        return new InitialRamDisk(KernelModules.of(kernel));
    }

    /** One for any kernel, without modules. */
    static InitialRamDisk withoutModules() {
        return new InitialRamDisk(KernelModules.none());
    }

    /** Starts a second shell, on the screen and the keyboard. */
    InitialRamDisk shellOnScreen() {
        return run("setsid sh -c 'exec sh </dev/tty1 >/dev/tty1 2>&1' &");
    }

    /** Loads modules, such as {@code virtio_blk}, and before each one those that it depends on. What is built in is left out. */
    InitialRamDisk load(String... names) throws IOException {
        for (String name : names) {
            for (Path module : modules.withDependencies(name)) {
                String file = MODULE_FOLDER + module.getFileName();
                if (files.put(file, Files.readAllBytes(module)) == null) {
                    run("insmod /" + file);
                }
            }
        }
        return this;
    }

    /** Loads the network card's driver, and adds the script {@code /bin/lease} for udhcpc, which takes address and router. */
    InitialRamDisk network() throws IOException {
        return load("e1000").file("bin/lease", bytes(LEASE));
    }

    /** Adds lspci and setserial. */
    InitialRamDisk tools() throws IOException {
        Path folder = DebianLinux.tools();
        try (Stream<Path> tools = Files.walk(folder)) {
            for (Path tool : tools.filter(Files::isRegularFile).sorted().toList()) {
                file(folder.relativize(tool).toString(), tool);
            }
        }
        return this;
    }

    /** Adds an executable file, such as {@code bin/probe}; folders above it are made. */
    InitialRamDisk file(String name, byte[] contents) {
        files.put(name, contents);
        return this;
    }

    /** Adds a file of the host under another name. */
    InitialRamDisk file(String name, Path contents) throws IOException {
        return file(name, Files.readAllBytes(contents));
    }

    /** Runs a line of shell before the shell on the console, after what was asked for before. */
    InitialRamDisk run(String line) {
        init.append(line).append('\n');
        return this;
    }

    /** Writes the archive; gives the file. */
    Path write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream archive = new CpioArchiveOutputStream(bytes)) {
            Map<String, Boolean> folders = new LinkedHashMap<>();
            folder(archive, folders, "dev");
            console(archive);
            add(archive, folders, "bin/busybox", EXECUTABLE, Files.readAllBytes(DebianLinux.busybox()));
            add(archive, folders, "bin/sh", SYMBOLIC_LINK, bytes("busybox"));
            add(archive, folders, "init", EXECUTABLE, bytes(init + INIT_END));
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                add(archive, folders, each.getKey(), EXECUTABLE, each.getValue());
            }
        }
        return Files.write(file, bytes.toByteArray());
    }

    /** The kernel opens it for init before anything is mounted. */
    private static void console(CpioArchiveOutputStream archive) throws IOException {
        CpioArchiveEntry console = entry("dev/console", CHARACTER_DEVICE);
        console.setRemoteDeviceMaj(CONSOLE_MAJOR);
        console.setRemoteDeviceMin(CONSOLE_MINOR);
        archive.putArchiveEntry(console);
        archive.closeArchiveEntry();
    }

    private static void add(CpioArchiveOutputStream archive, Map<String, Boolean> folders, String name, int mode, byte[] contents)
            throws IOException {
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            folder(archive, folders, name.substring(0, slash));
        }
        CpioArchiveEntry entry = entry(name, mode);
        entry.setSize(contents.length);
        archive.putArchiveEntry(entry);
        archive.write(contents);
        archive.closeArchiveEntry();
    }

    /** The kernel makes no folder that the archive does not name before its files. */
    private static void folder(CpioArchiveOutputStream archive, Map<String, Boolean> folders, String name) throws IOException {
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            folder(archive, folders, name.substring(0, slash));
        }
        if (folders.put(name, true) == null) {
            archive.putArchiveEntry(entry(name, DIRECTORY));
            archive.closeArchiveEntry();
        }
    }

    private static CpioArchiveEntry entry(String name, int mode) {
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name);
        entry.setMode(mode);
        entry.setTime(0);
        return entry;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
