package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.put32;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Linux kernels that have everything but the code, made by hand. */
final class LinuxImages {
    static final int SETUP_SECTORS = 3;
    static final int CODE = (1 + SETUP_SECTORS) * 512;
    static final int BYTES = CODE + 0x1800;

    private LinuxImages() {
    }

    /** A bzImage of protocol 2.15 that unpacks itself at 1000000h and needs 800000h bytes there. */
    static byte[] image() {
        byte[] image = new byte[BYTES];
        Arrays.fill(image, 0, 0x1F1, (byte) 0x90);
        Arrays.fill(image, CODE, BYTES, (byte) 0xCC);
        image[0x1F1] = SETUP_SECTORS;
        image[0x1FE] = 0x55;
        image[0x1FF] = (byte) 0xAA;
        image[0x200] = (byte) 0xEB;
        image[0x201] = 0x6A; // the header ends at 26C
        System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, image, 0x202, 4);
        image[0x206] = 0x0F;
        image[0x207] = 0x02;
        image[0x211] = 1; // LOADED_HIGH
        put32(image, 0x22C, 0x7FFF_FFFF); // initrd_addr_max
        put32(image, 0x238, 2047); // cmdline_size
        put32(image, 0x258, 0x100_0000); // pref_address
        put32(image, 0x260, 0x80_0000); // init_size
        put32(image, 0x268, 0x1234_5678); // the last field of the header
        put32(image, 0x26C, 0x6666_6666); // behind it
        return image;
    }

    /** An unpacked kernel: the ELF file of {@link Images} with the banner in it and no Multiboot header. */
    static byte[] elf() {
        byte[] image = Images.elf();
        put32(image, Images.HEADER, 0);
        byte[] banner = "Linux version 6.1.0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(banner, 0, image, Images.BYTES - 0x100, banner.length);
        return image;
    }
}
