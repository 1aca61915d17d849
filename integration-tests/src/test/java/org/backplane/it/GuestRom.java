package org.backplane.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A ROM of 64 KiB for a guest of a few instructions: the program at F000:0000, and a jump to it where reset starts.
 * A program for flat 32-bit mode, which a translator translates, has another one before it that goes there.
 */
final class GuestRom {
    private static final int ROM_BYTES = 0x10000;
    private static final int RESET_VECTOR = 0xFFF0;
    private static final int HLT = 0xF4;
    private static final int[] AT_RESET = {0xEA, 0x00, 0x00, 0x00, 0xF0}; // jmp f000:0000
    private static final int ENTER_FLAT = 0xFF00;
    private static final int[] ENTERS_FLAT = {
        0xFA,                                                           // 00 cli
        0x2E, 0x66, 0x0F, 0x01, 0x16, 0x2C, 0xFF,                       // 01 o32 lgdt [cs:0ff2ch]
        0x0F, 0x20, 0xC0,                                               // 08 mov eax,cr0
        0x0C, 0x01,                                                     // 0b or al,1
        0x0F, 0x22, 0xC0,                                               // 0d mov cr0,eax
        0x66, 0xEA, 0x18, 0xFF, 0x0F, 0x00, 0x08, 0x00,                 // 10 jmp dword 8:0fff18h
        0x66, 0xB8, 0x10, 0x00,                                         // 18 mov ax,10h
        0x8E, 0xD8,                                                     // 1c mov ds,ax
        0x8E, 0xC0,                                                     // 1e mov es,ax
        0x8E, 0xD0,                                                     // 20 mov ss,ax
        0xBC, 0x00, 0x0F, 0x00, 0x00,                                   // 22 mov esp,0f00h
        0xE9, 0xD4, 0x00, 0xFF, 0xFF,                                   // 27 jmp 0f0000h
        0x17, 0x00,                                                     // 2c dw 23
        0x32, 0xFF, 0x0F, 0x00,                                         // 2e dd 0fff32h
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,                 // 32 dq 0
        0xFF, 0xFF, 0x00, 0x00, 0x00, 0x9B, 0xCF, 0x00,                 // 3a dq 00cf9b000000ffffh
        0xFF, 0xFF, 0x00, 0x00, 0x00, 0x93, 0xCF, 0x00,                 // 42 dq 00cf93000000ffffh
    };
    private static final int[] TO_ENTER_FLAT = {0xEA, 0x00, 0xFF, 0x00, 0xF0}; // jmp f000:ff00

    private GuestRom() {
    }

    /** Writes the image. */
    static Path write(Path file, int... program) throws IOException {
        return Files.write(file, image(AT_RESET, program));
    }

    /** Writes the image with a program for flat 32-bit mode, at privilege level 0; its stack ends at F00h. */
    static Path writeFlat(Path file, int... program) throws IOException {
        byte[] image = image(TO_ENTER_FLAT, program);
        put(image, ENTER_FLAT, ENTERS_FLAT);
        return Files.write(file, image);
    }

    private static byte[] image(int[] atReset, int... program) {
        byte[] image = new byte[ROM_BYTES];
        Arrays.fill(image, (byte) HLT);
        put(image, 0, program);
        put(image, RESET_VECTOR, atReset);
        return image;
    }

    private static void put(byte[] image, int at, int[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            image[at + i] = (byte) bytes[i];
        }
    }
}
