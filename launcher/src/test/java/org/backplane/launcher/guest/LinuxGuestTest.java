package org.backplane.launcher.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.XZOutputStream;

class LinuxGuestTest {
    private static final byte[] KERNEL = "not really an ELF file, but as good here".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    /** A bzImage with two sectors of set-up, packed as Linux packs its kernel for x86, its size behind it. */
    private Path bootImage() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(packed, new FilterOptions[] {new X86Options(), new LZMA2Options()})) {
            xz.write(KERNEL);
        }
        ByteBuffer image = ByteBuffer.allocate(3 * 512 + 16 + packed.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0x1F1, (byte) 2).putInt(0x202, 0x53726448).putInt(0x248, 16).putInt(0x24C, packed.size() + 4);
        image.position(3 * 512 + 16).put(packed.toByteArray()).putInt(KERNEL.length);
        return Files.write(directory.resolve("vmlinuz"), image.array());
    }

    @Test
    void theKernelIsTakenOutOfABzImage() throws IOException {
        assertThat(BootImage.unpack(bootImage())).isEqualTo(KERNEL);
    }

    @Test
    void whatIsNoBzImageIsSaidInOneLine() throws IOException {
        Path other = Files.write(directory.resolve("vmlinuz"), new byte[4096]);
        assertThatThrownBy(() -> BootImage.unpack(other)).isInstanceOf(GuestException.class)
                .hasMessage("vmlinuz is no bzImage");

        byte[] cut = Files.readAllBytes(bootImage());
        Path shortened = Files.write(directory.resolve("vmlinuz"), Arrays.copyOf(cut, cut.length - 8));
        assertThatThrownBy(() -> BootImage.unpack(shortened)).hasMessage("vmlinuz is cut off");

        byte[] broken = Files.readAllBytes(bootImage());
        broken[3 * 512 + 16] ^= 1;
        Path damaged = Files.write(directory.resolve("vmlinuz"), broken);
        assertThatThrownBy(() -> BootImage.unpack(damaged)).isInstanceOf(GuestException.class)
                .hasMessageStartingWith("vmlinuz is not packed with XZ: ");
    }

    @Test
    void theRamDiskHoldsBusyBoxAndAnInitThatEndsAtTheExitPort() throws IOException {
        Path busybox = Files.write(directory.resolve("busybox"), new byte[] {1, 2, 3});
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, Long> modes = new LinkedHashMap<>();
        try (CpioArchiveInputStream archive = new CpioArchiveInputStream(new ByteArrayInputStream(RamDisk.around(busybox)))) {
            for (CpioArchiveEntry entry; (entry = archive.getNextEntry()) != null;) {
                files.put(entry.getName(), archive.readAllBytes());
                modes.put(entry.getName(), entry.getMode());
            }
        }
        assertThat(files.keySet()).containsExactly("dev", "dev/console", "bin", "bin/busybox", "init");
        assertThat(files.get("bin/busybox")).containsExactly(1, 2, 3);
        assertThat(modes.get("bin/busybox")).isEqualTo(0100755);
        assertThat(modes.get("dev/console")).as("a character device").isEqualTo(0020600);
        assertThat(new String(files.get("init"), StandardCharsets.US_ASCII)).startsWith("#!/bin/busybox sh\n")
                .contains("printf '\\x2a' | dd of=/dev/port bs=1 seek=244");
    }

    @Test
    void aFolderThatIsFilledIsUsedAndItsRamDiskMadeAnew() throws IOException {
        Files.write(directory.resolve("vmlinux"), KERNEL);
        Path busybox = Files.write(directory.resolve("busybox"), new byte[] {1, 2, 3});
        LinuxGuest guest = new LinuxGuest(directory);
        Files.write(guest.ramDisk(), new byte[] {7});
        guest.prepare(null);

        assertThat(guest.kernel()).hasBinaryContent(KERNEL);
        assertThat(guest.ramDisk()).as("not what an older version has left").hasBinaryContent(RamDisk.around(busybox));
    }
}
