package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.get16;
import static org.backplane.firmware.internal.LittleEndian.get32;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What kind of kernel a file is, by its magic numbers alone. */
enum KernelFormat {
    /** It has a Multiboot 1 header. */
    MULTIBOOT,
    /** It has a Multiboot 2 header only (Multiboot 2.0 §3.1.2). */
    MULTIBOOT_2,
    /**
     * A Linux kernel with its real-mode part, such as a bzImage (Linux Documentation/x86/boot.rst, "Details of Header
     * Fields").
     */
    LINUX_IMAGE,
    /** An unpacked Linux kernel (vmlinux): an ELF file with the banner that every kernel has, linux_banner. */
    LINUX_ELF,
    /** None of these. */
    UNKNOWN;

    private static final long MULTIBOOT_2_MAGIC = 0xE852_50D6L;
    private static final int MULTIBOOT_2_SEARCH_BYTES = 32768;
    private static final int MULTIBOOT_2_ALIGNMENT = 8;
    private static final int LINUX_BOOT_FLAG = 0x1FE;
    private static final int LINUX_BOOT_FLAG_VALUE = 0xAA55;
    private static final int LINUX_HEADER = 0x202;
    static final long LINUX_HEADER_MAGIC = 0x5372_6448L; // "HdrS"
    private static final byte[] LINUX_BANNER = "Linux version ".getBytes(StandardCharsets.US_ASCII);

    static KernelFormat of(byte[] image) {
        if (MultibootHeader.find(image).isPresent()) {
            return MULTIBOOT;
        }
        if (image.length >= LINUX_HEADER + 4 && get16(image, LINUX_BOOT_FLAG) == LINUX_BOOT_FLAG_VALUE
                && get32(image, LINUX_HEADER) == LINUX_HEADER_MAGIC) {
            return LINUX_IMAGE;
        }
        if (Elf32.isElf(image) && hasLinuxBanner(image)) {
            return LINUX_ELF;
        }
        return hasMultiboot2Header(image) ? MULTIBOOT_2 : UNKNOWN;
    }

    private static boolean hasLinuxBanner(byte[] image) {
        for (int offset = 0; offset <= image.length - LINUX_BANNER.length; offset++) {
            if (image[offset] == LINUX_BANNER[0] && Arrays.equals(image, offset, offset + LINUX_BANNER.length,
                    LINUX_BANNER, 0, LINUX_BANNER.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMultiboot2Header(byte[] image) {
        int end = Math.min(image.length, MULTIBOOT_2_SEARCH_BYTES) - 4;
        for (int offset = 0; offset <= end; offset += MULTIBOOT_2_ALIGNMENT) {
            if (get32(image, offset) == MULTIBOOT_2_MAGIC) {
                return true;
            }
        }
        return false;
    }
}
