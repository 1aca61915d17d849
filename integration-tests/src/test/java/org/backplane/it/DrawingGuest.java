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
        0xFC,                                       // 00 cld
        0xBE, 0x87, 0x00, 0x0F, 0x00,               // 01 mov esi,0f0000h+table
        0x2E, 0x66, 0xAD,                           // 06 cs lodsw
        0xBA, 0xCE, 0x01, 0x00, 0x00,               // 09 mov edx,1ceh
        0x66, 0xEF,                                 // 0e out dx,ax
        0x89, 0xC3,                                 // 10 mov ebx,eax
        0x2E, 0x66, 0xAD,                           // 12 cs lodsw
        0x42,                                       // 15 inc edx
        0x66, 0xEF,                                 // 16 out dx,ax
        0x66, 0x83, 0xFB, 0x04,                     // 18 cmp bx,4
        0x75, 0xE8,                                 // 1c jne 06
        0x66, 0x83, 0xF8, 0x01,                     // 1e cmp ax,1
        0x75, 0xE2,                                 // 22 jne 06
        0x83, 0x3D, 0xE0, 0x0F, 0x00, 0x00, 0x00,   // 24 cmp dword [0fe0h],0
        0x74, 0xF7,                                 // 2b je 24
        0x31, 0xDB,                                 // 2d xor ebx,ebx
        0xBA, 0xCE, 0x01, 0x00, 0x00,               // 2f mov edx,1ceh
        0xB8, 0x05, 0x00, 0x00, 0x00,               // 34 mov eax,5
        0x66, 0xEF,                                 // 39 out dx,ax
        0x42,                                       // 3b inc edx
        0x89, 0xD8,                                 // 3c mov eax,ebx
        0x66, 0xEF,                                 // 3e out dx,ax     ; the 2f
        0x31, 0xFF,                                 // 40 xor edi,edi
        0x8B, 0x0D, 0xF0, 0x0F, 0x00, 0x00,         // 42 mov ecx,[0ff0h]
        0x89, 0xD8,                                 // 48 mov eax,ebx
        0xC1, 0xE0, 0x10,                           // 4a shl eax,16
        0x66, 0x89, 0xF8,                           // 4d mov ax,di
        0x69, 0xD1, 0xB1, 0x79, 0x37, 0x9E,         // 50 imul edx,ecx,9e3779b1h
        0x01, 0xD0,                                 // 56 add eax,edx   ; what the last pass wrote
        0xE3, 0x0E,                                 // 58 jecxz 68
        0x39, 0x87, 0x00, 0x00, 0x0A, 0x00,         // 5a cmp [edi+0a0000h],eax
        0x74, 0x06,                                 // 60 je 68
        0xFF, 0x05, 0xF8, 0x0F, 0x00, 0x00,         // 62 inc dword [0ff8h]
        0x05, 0xB1, 0x79, 0x37, 0x9E,               // 68 add eax,9e3779b1h
        0x89, 0x87, 0x00, 0x00, 0x0A, 0x00,         // 6d mov [edi+0a0000h],eax
        0x66, 0x83, 0xC7, 0x04,                     // 73 add di,4
        0x75, 0xC9,                                 // 77 jnz 42
        0x43,                                       // 79 inc ebx
        0x80, 0xFB, 0x04,                           // 7a cmp bl,4
        0x75, 0xB0,                                 // 7d jne 2f
        0xFF, 0x05, 0xF0, 0x0F, 0x00, 0x00,         // 7f inc dword [0ff0h]
        0xEB, 0x9D,                                 // 85 jmp 24
        // 87 index and data of the display interface: off, 640, 480, 8 bits, on
        4, 0, 0, 0, 1, 0, 0x80, 2, 2, 0, 0xE0, 1, 3, 0, 8, 0, 4, 0, 1, 0,
    };

    DrawingGuest(Machine machine) {
        super(machine, "drawing", PROGRAM);
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
