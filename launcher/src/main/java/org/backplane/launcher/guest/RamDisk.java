package org.backplane.launcher.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/** An initial RAM disk (Linux Documentation/driver-api/early-userspace/buffer-format.rst) that is a whole small system. */
final class RamDisk {
    private static final int EXECUTABLE = CpioConstants.C_ISREG | 0755;
    private static final int DIRECTORY = CpioConstants.C_ISDIR | 0755;
    private static final int CONSOLE = CpioConstants.C_ISCHR | 0600;
    private static final int CONSOLE_MAJOR = 5;
    private static final int CONSOLE_MINOR = 1;

    /** At its end it writes {@link LinuxGuest#FAREWELL} to the exit port, F4h. */
    private static final String INIT = """
            #!/bin/busybox sh
            /bin/busybox mkdir -p /proc /sys /tmp /root /etc /usr/bin /usr/sbin /sbin
            /bin/busybox --install -s
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs devtmpfs /dev
            export HOME=/root
            cd /root
            echo
            echo "Linux $(uname -r) on Backplane. exit switches the machine off."
            setsid cttyhack sh
            printf '\\x%x' | dd of=/dev/port bs=1 seek=244 count=1 2>/dev/null
            """.formatted(LinuxGuest.FAREWELL);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CpioArchiveOutputStream archive = new CpioArchiveOutputStream(bytes);

    private RamDisk() {
    }

    /** The archive with this BusyBox in it. */
    static byte[] around(Path busybox) throws IOException {
        RamDisk disk = new RamDisk();
        disk.add(entry("dev", DIRECTORY), new byte[0]);
        CpioArchiveEntry console = entry("dev/console", CONSOLE);
        console.setRemoteDeviceMaj(CONSOLE_MAJOR);
        console.setRemoteDeviceMin(CONSOLE_MINOR);
        disk.add(console, new byte[0]);
        disk.add(entry("bin", DIRECTORY), new byte[0]);
        disk.add(entry("bin/busybox", EXECUTABLE), Files.readAllBytes(busybox));
        disk.add(entry("init", EXECUTABLE), INIT.getBytes(StandardCharsets.US_ASCII));
        disk.archive.close();
        return disk.bytes.toByteArray();
    }

    private static CpioArchiveEntry entry(String name, int mode) {
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name);
        entry.setMode(mode);
        return entry;
    }

    private void add(CpioArchiveEntry entry, byte[] contents) throws IOException {
        entry.setSize(contents.length);
        archive.putArchiveEntry(entry);
        archive.write(contents);
        archive.closeArchiveEntry();
    }
}
