package org.backplane.it;

import org.backplane.bus.machine.Machine;

/** A guest that sends 0, 1, ... 250, 0, ... through the serial port as fast as THRE lets it, and counts the bytes. */
final class CountingGuest extends WorkingGuest {
    /** A prime, so that no number of bytes that is lost at a time is likely to go unnoticed. */
    static final int MODULUS = 251;

    private static final int[] PROGRAM = {
        0x31, 0xDB,                             // 00 xor ebx,ebx
        0xBA, 0xFB, 0x03, 0x00, 0x00,           // 02 mov edx,3fbh
        0xB0, 0x03,                             // 07 mov al,3      ; eight data bits
        0xEE,                                   // 09 out dx,al
        0x83, 0x3D, 0xE0, 0x0F, 0x00, 0x00, 0x00,// 0a cmp dword [0fe0h],0
        0x74, 0xF7,                             // 11 je 0a
        0xBA, 0xFD, 0x03, 0x00, 0x00,           // 13 mov edx,3fdh
        0xEC,                                   // 18 in al,dx
        0xA8, 0x20,                             // 19 test al,20h
        0x74, 0xFB,                             // 1b jz 18
        0xBA, 0xF8, 0x03, 0x00, 0x00,           // 1d mov edx,3f8h
        0x88, 0xD8,                             // 22 mov al,bl
        0xEE,                                   // 24 out dx,al
        0xFF, 0x05, 0xF0, 0x0F, 0x00, 0x00,     // 25 inc dword [0ff0h]
        0x43,                                   // 2b inc ebx
        0x80, 0xFB, 0xFB,                       // 2c cmp bl,251
        0x75, 0xD9,                             // 2f jne 0a
        0x30, 0xDB,                             // 31 xor bl,bl
        0xEB, 0xD5,                             // 33 jmp 0a
    };

    CountingGuest(Machine machine) {
        super(machine, "counting", PROGRAM);
    }
}
