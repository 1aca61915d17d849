package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.get16;
import static org.backplane.firmware.internal.LittleEndian.get32;

/**
 * The setup header of a bzImage (Linux Documentation/x86/boot.rst "The Real-Mode Kernel Header"), as far as a loader
 * that enters the 32-bit code needs it.
 *
 * <p>Not modelled: zImage kernels, which load below 1 MiB; protocols before 2.02, whose command line has a fixed place.
 *
 * @param image the file
 */
record LinuxHeader(byte[] image) {
    /** Where the header begins in the file and in the zero page. */
    static final int FIRST = 0x1F1;

    private static final int SECTOR_BYTES = 512;
    /** A header that says 0 means 4 (boot.rst, setup_sects). */
    private static final int DEFAULT_SETUP_SECTORS = 4;
    private static final int LOADED_HIGH = 1;
    private static final int XLF_KERNEL_64 = 1;
    private static final int JUMP_BYTES = 0x202;
    /** What older protocols have instead of the fields that they lack. */
    private static final int OLD_COMMAND_LINE_BYTES = 255;
    private static final long OLD_INITRD_LIMIT = 0x37FF_FFFFL;
    private static final long OLD_LOAD_ADDRESS = 0x10_0000;

    /** The fields by their names in boot.rst, with their offsets in the file. */
    private enum Field {
        SETUP_SECTS(0x1F1), JUMP(0x201), VERSION(0x206), LOADFLAGS(0x211), INITRD_ADDR_MAX(0x22C), XLOADFLAGS(0x236),
        CMDLINE_SIZE(0x238), PREF_ADDRESS(0x258), INIT_SIZE(0x260);

        private static final int END = 0x264;

        private final int offset;

        Field(int offset) {
            this.offset = offset;
        }
    }

    /**
     * Reads the header.
     *
     * @throws BadImageException if the kernel cannot be started through its 32-bit entry
     */
    static LinuxHeader of(byte[] image) {
        LinuxHeader header = new LinuxHeader(image);
        if (image.length < Field.END || header.protectedModeOffset() >= image.length) {
            throw new BadImageException("the file ends before its protected-mode code");
        }
        if (header.version() < 0x202) {
            throw new BadImageException(String.format("its boot protocol is %d.%02d; 2.02 is the oldest that this loader knows",
                    header.version() >> 8, header.version() & 0xFF));
        }
        if ((image[Field.LOADFLAGS.offset] & LOADED_HIGH) == 0) {
            throw new BadImageException("it is a zImage, which loads below 1 MiB; make a bzImage");
        }
        if (header.version() >= 0x20C && (get16(image, Field.XLOADFLAGS.offset) & XLF_KERNEL_64) != 0) {
            throw new BadImageException("it is a 64-bit kernel; the processor is a 32-bit one");
        }
        return header;
    }

    /** The version of the boot protocol: 0x20F is 2.15. */
    int version() {
        return get16(image, Field.VERSION.offset);
    }

    /** Offset of the code that is loaded at 1 MiB. */
    int protectedModeOffset() {
        int sectors = image[Field.SETUP_SECTS.offset] & 0xFF;
        return (1 + (sectors == 0 ? DEFAULT_SETUP_SECTORS : sectors)) * SECTOR_BYTES;
    }

    /** The offset behind the header: the jump over it says how long it is. */
    int end() {
        return Math.min(Math.min(JUMP_BYTES + (image[Field.JUMP.offset] & 0xFF), image.length), LinuxZeroPage.E820_TABLE);
    }

    /** The longest command line, without the byte that ends it. */
    long commandLineBytes() {
        return version() >= 0x206 ? get32(image, Field.CMDLINE_SIZE.offset) : OLD_COMMAND_LINE_BYTES;
    }

    /** The last address that an initial RAM disk may have. */
    long initrdLimit() {
        return version() >= 0x203 ? get32(image, Field.INITRD_ADDR_MAX.offset) : OLD_INITRD_LIMIT;
    }

    /** The address behind what the kernel uses before it looks at the memory map, if it is unpacked where it prefers. */
    long end(long loadedEnd) {
        return version() < 0x20A ? loadedEnd
                : Math.max(loadedEnd, preferredAddress() + get32(image, Field.INIT_SIZE.offset));
    }

    private long preferredAddress() {
        return Math.max(OLD_LOAD_ADDRESS, get32(image, Field.PREF_ADDRESS.offset));
    }
}
