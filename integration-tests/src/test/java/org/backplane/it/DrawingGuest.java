package org.backplane.it;

import org.backplane.bus.machine.Machine;

/**
 * A guest that sets the display interface to 640 x 480 at 8 bits a pixel and fills four banks of 64 KiB again and again,
 * each time with other words. Before it writes a word it looks whether the one of the pass before is still there. It stops
 * behind a whole pass.
 */
final class DrawingGuest extends WorkingGuest {
    private static final int BANKS = 4;
    private static final int BANK_BYTES = 0x10000;
    private static final int WINDOW = 0xA0000;
    private static final int FACTOR = 0x9E3779B1;
    private static final int INDEX = 0x1CE;
    private static final int DATA = 0x1CF;
    private static final int BANK = 5;

    private static final int[] PROGRAM = {
        0x31, 0xC0,                                     // 00 xor ax,ax
        0x8E, 0xD8,                                     // 02 mov ds,ax
        0xB8, 0x00, 0xA0,                               // 04 mov ax,0a000h
        0x8E, 0xC0,                                     // 07 mov es,ax
        0xFC,                                           // 09 cld
        0xBE, 0x7D, 0x00,                               // 0a mov si,7dh
        0x2E, 0xAD,                                     // 0d cs lodsw
        0xBA, 0xCE, 0x01,                               // 0f mov dx,1ceh
        0xEF,                                           // 12 out dx,ax
        0x89, 0xC3,                                     // 13 mov bx,ax
        0x2E, 0xAD,                                     // 15 cs lodsw
        0x42,                                           // 17 inc dx
        0xEF,                                           // 18 out dx,ax
        0x83, 0xFB, 0x04,                               // 19 cmp bx,4
        0x75, 0xEF,                                     // 1c jne 0d
        0x83, 0xF8, 0x01,                               // 1e cmp ax,1
        0x75, 0xEA,                                     // 21 jne 0d
        0x66, 0x83, 0x3E, 0xE0, 0x0F, 0x00,             // 23 cmp dword [0fe0h],0
        0x74, 0xF8,                                     // 29 je 23
        0x31, 0xDB,                                     // 2b xor bx,bx
        0xBA, 0xCE, 0x01,                               // 2d mov dx,1ceh
        0xB8, 0x05, 0x00,                               // 30 mov ax,5
        0xEF,                                           // 33 out dx,ax
        0x42,                                           // 34 inc dx
        0x89, 0xD8,                                     // 35 mov ax,bx
        0xEF,                                           // 37 out dx,ax     ; the bank
        0x31, 0xFF,                                     // 38 xor di,di
        0x66, 0x8B, 0x0E, 0xF0, 0x0F,                   // 3a mov ecx,[0ff0h]
        0x66, 0x0F, 0xB7, 0xC3,                         // 3f movzx eax,bx
        0x66, 0xC1, 0xE0, 0x10,                         // 43 shl eax,16
        0x89, 0xF8,                                     // 47 mov ax,di
        0x66, 0x69, 0xD1, 0xB1, 0x79, 0x37, 0x9E,       // 49 imul edx,ecx,9e3779b1h
        0x66, 0x01, 0xD0,                               // 50 add eax,edx   ; what the last pass wrote
        0x67, 0xE3, 0x0B,                               // 53 jecxz 61
        0x26, 0x66, 0x39, 0x05,                         // 56 cmp es:[di],eax
        0x74, 0x05,                                     // 5a je 61
        0x66, 0xFF, 0x06, 0xF8, 0x0F,                   // 5c inc dword [0ff8h]
        0x66, 0x05, 0xB1, 0x79, 0x37, 0x9E,             // 61 add eax,9e3779b1h
        0x26, 0x66, 0x89, 0x05,                         // 67 mov es:[di],eax
        0x83, 0xC7, 0x04,                               // 6b add di,4
        0x75, 0xCA,                                     // 6e jnz 3a
        0x43,                                           // 70 inc bx
        0x80, 0xFB, 0x04,                               // 71 cmp bl,4
        0x75, 0xB7,                                     // 74 jne 2d
        0x66, 0xFF, 0x06, 0xF0, 0x0F,                   // 76 inc dword [0ff0h]
        0xEB, 0xA6,                                     // 7b jmp 23
        // 7d index and data of the display interface: off, 640, 480, 8 bits, on
        4, 0, 0, 0, 1, 0, 0x80, 2, 2, 0, 0xE0, 1, 3, 0, 8, 0, 4, 0, 1, 0,
    };

    DrawingGuest(Machine machine) {
        super(machine, "drawing", PROGRAM);
    }

    /** Whether it stands behind a whole pass, as it does some time after {@code work(false)}. */
    boolean stands() {
        long eip = machine().registers().stream().filter(register -> register.name.equals("EIP")).findFirst().orElseThrow().value;
        return eip == 0x23 || eip == 0x29;
    }

    /** How many words of video memory are not as the last pass has left them; the guest does not draw meanwhile. */
    long differences() {
        Machine machine = machine();
        int added = (int) done() * FACTOR;
        return machine.call(() -> {
            long different = 0;
            for (int bank = 0; bank < BANKS; bank++) {
                machine.ports().write(INDEX, 2, BANK);
                machine.ports().write(DATA, 2, bank);
                for (int offset = 0; offset < BANK_BYTES; offset += 4) {
                    int expected = (bank << 16 | offset) + added;
                    different += (int) machine.memory().read(WINDOW + offset, 4) == expected ? 0 : 1;
                }
            }
            return different;
        });
    }
}
