package org.backplane.it;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A boot sector that prints a line with the number of its drive, on the screen and on COM1, waits for a key, and ends the
 * process with the key's character; and the media that it boots from.
 */
final class BootSector {
    /** The status with which Enter ends the process: (0Dh << 1) | 1. */
    static final int STATUS_OF_ENTER = 0x1B;

    private static final int[] PROGRAM = {
        0x89, 0xD5,                            // 00 mov bp,dx
        0x31, 0xC0,                            // 02 xor ax,ax
        0x8E, 0xD8,                            // 04 mov ds,ax
        0xFC,                                  // 06 cld
        0xBA, 0xFB, 0x03,                      // 07 mov dx,3fbh
        0xB0, 0x03,                            // 0a mov al,3
        0xEE,                                  // 0c out dx,al
        0xBE, 0x5A, 0x7C,                      // 0d mov si,7c5ah
        0xAC,                                  // 10 next: lodsb
        0x84, 0xC0,                            // 11 test al,al
        0x74, 0x05,                            // 13 jz drive
        0xE8, 0x2C, 0x00,                      // 15 call print
        0xEB, 0xF6,                            // 18 jmp next
        0x89, 0xE8,                            // 1a drive: mov ax,bp
        0xC0, 0xE8, 0x04,                      // 1c shr al,4
        0xE8, 0x1A, 0x00,                      // 1f call digit
        0x89, 0xE8,                            // 22 mov ax,bp
        0x24, 0x0F,                            // 24 and al,15
        0xE8, 0x13, 0x00,                      // 26 call digit
        0xB0, 0x0D,                            // 29 mov al,13
        0xE8, 0x16, 0x00,                      // 2b call print
        0xB0, 0x0A,                            // 2e mov al,10
        0xE8, 0x11, 0x00,                      // 30 call print
        0xB4, 0x00,                            // 33 mov ah,0
        0xCD, 0x16,                            // 35 int 16h
        0xE6, 0xF4,                            // 37 out 0f4h,al
        0xF4,                                  // 39 stop: hlt
        0xEB, 0xFD,                            // 3a jmp stop
        0x04, 0x30,                            // 3c digit: add al,'0'
        0x3C, 0x3A,                            // 3e cmp al,'9'+1
        0x72, 0x02,                            // 40 jb print
        0x04, 0x07,                            // 42 add al,7
        0x50,                                  // 44 print: push ax
        0xB4, 0x0E,                            // 45 mov ah,0eh
        0xBB, 0x07, 0x00,                      // 47 mov bx,7
        0xCD, 0x10,                            // 4a int 10h
        0xBA, 0xFD, 0x03,                      // 4c mov dx,3fdh
        0xEC,                                  // 4f wait: in al,dx
        0xA8, 0x20,                            // 50 test al,20h
        0x74, 0xFB,                            // 52 jz wait
        0xBA, 0xF8, 0x03,                      // 54 mov dx,3f8h
        0x58,                                  // 57 pop ax
        0xEE,                                  // 58 out dx,al
        0xC3,                                  // 59 ret
    };
    private static final String TEXT = "Boot sector of drive \0";
    private static final int SECTOR_BYTES = 512;

    private static final int BLOCK_BYTES = 2048;
    private static final int DESCRIPTORS = 16;
    private static final int CATALOG = 19;
    private static final int BOOT_IMAGE = 20;
    private static final int BLOCKS = 24;

    private BootSector() {
    }

    private static byte[] sector() {
        byte[] sector = new byte[SECTOR_BYTES];
        for (int i = 0; i < PROGRAM.length; i++) {
            sector[i] = (byte) PROGRAM[i];
        }
        put(sector, PROGRAM.length, TEXT);
        sector[SECTOR_BYTES - 2] = 0x55;
        sector[SECTOR_BYTES - 1] = (byte) 0xAA;
        return sector;
    }

    private static void put(byte[] into, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }

    /** Writes the image of a disk with the boot sector at its start. */
    static String disk(Path file, long kib) throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.write(sector());
            image.setLength(kib << 10);
        }
        return file.toString();
    }

    /** Writes the image of a CD-ROM that boots without emulation (El Torito 1.0 §2), with nothing else on it. */
    static String cdrom(Path file) throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            block(image, DESCRIPTORS, descriptor(1));
            ByteBuffer record = descriptor(0);
            put(record.array(), 7, "EL TORITO SPECIFICATION");
            record.putInt(0x47, CATALOG);
            block(image, DESCRIPTORS + 1, record);
            block(image, DESCRIPTORS + 2, descriptor(255));
            block(image, CATALOG, catalog());
            block(image, BOOT_IMAGE, ByteBuffer.wrap(sector()));
            image.setLength((long) BLOCKS * BLOCK_BYTES);
        }
        return file.toString();
    }

    private static void block(RandomAccessFile image, int block, ByteBuffer contents) throws IOException {
        image.seek((long) block * BLOCK_BYTES);
        image.write(contents.array());
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer descriptor(int type) {
        ByteBuffer descriptor = empty();
        put(descriptor.array(), 1, "CD001\1");
        return descriptor.put(0, (byte) type);
    }

    private static ByteBuffer catalog() {
        ByteBuffer catalog = empty();
        catalog.put(0, (byte) 1).putShort(0x1C, (short) -(1 + 0xAA55)).putShort(0x1E, (short) 0xAA55);
        return catalog.put(0x20, (byte) 0x88).putShort(0x26, (short) 1).putInt(0x28, BOOT_IMAGE);
    }
}
