package org.backplane.it;

import org.backplane.bus.machine.Machine;

/** A guest that sends 0, 1, ... 250, 0, ... through the serial port as fast as THRE lets it, and counts the bytes. */
final class CountingGuest extends WorkingGuest {
    /** A prime, so that no number of bytes that is lost at a time is likely to go unnoticed. */
    static final int MODULUS = 251;

    private static final int[] PROGRAM = {
        0x31, 0xC0,                     // 00 xor ax,ax
        0x8E, 0xD8,                     // 02 mov ds,ax
        0x31, 0xDB,                     // 04 xor bx,bx
        0xBA, 0xFB, 0x03,               // 06 mov dx,3fbh
        0xB0, 0x03,                     // 09 mov al,3      ; eight data bits
        0xEE,                           // 0b out dx,al
        0x83, 0x3E, 0xE0, 0x0F, 0x00,   // 0c cmp word [0fe0h],0
        0x74, 0xF9,                     // 11 je 0c
        0xBA, 0xFD, 0x03,               // 13 mov dx,3fdh
        0xEC,                           // 16 in al,dx
        0xA8, 0x20,                     // 17 test al,20h
        0x74, 0xF8,                     // 19 jz 13
        0xBA, 0xF8, 0x03,               // 1b mov dx,3f8h
        0x88, 0xD8,                     // 1e mov al,bl
        0xEE,                           // 20 out dx,al
        0x66, 0xFF, 0x06, 0xF0, 0x0F,   // 21 inc dword [0ff0h]
        0x43,                           // 26 inc bx
        0x80, 0xFB, 0xFB,               // 27 cmp bl,251
        0x75, 0xE0,                     // 2a jne 0c
        0x30, 0xDB,                     // 2c xor bl,bl
        0xEB, 0xDC,                     // 2e jmp 0c
    };

    CountingGuest(Machine machine) {
        super(machine, "counting", PROGRAM);
    }
}
