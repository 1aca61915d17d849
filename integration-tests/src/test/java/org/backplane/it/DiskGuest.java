package org.backplane.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backplane.bus.machine.Machine;

/**
 * A guest that reads {@value #SECTORS} sectors of the first IDE disk again and again, looks whether each doubleword is that of
 * the pass before, and writes the next one. It does so a sector at a time through the data register, or with one command each
 * way by DMA, for which {@link #setUpDma} has to be called.
 */
final class DiskGuest extends WorkingGuest {
    static final int SECTORS = 160;
    private static final int SECTOR_BYTES = 512;
    private static final int FACTOR = 0x9E3779B1;
    private static final int BUFFER = 0x10000;
    private static final int DESCRIPTORS = 0x0F00;
    private static final long END_OF_TABLE = 0x8000_0000L;
    private static final int REGION_BYTES = 0x10000;
    private static final long FUNCTION = 0x8000_1800L;
    private static final int CONFIGURATION_ADDRESS = 0xCF8;
    private static final int CONFIGURATION_DATA = 0xCFC;

    private static final int[] PIO = {
        0xFC,                                       // 00 cld
        0x83, 0x3D, 0xE0, 0x0F, 0x00, 0x00, 0x00,   // 01 cmp dword [0fe0h],0  ; START
        0x74, 0xF7,                                 // 08 je 01
        0x31, 0xDB,                                 // 0a xor ebx,ebx
        0xE8, 0x52, 0x00, 0x00, 0x00,               // 0c call 63
        0xB0, 0x20,                                 // 11 mov al,20h  ; READ SECTORS
        0xE8, 0x57, 0x00, 0x00, 0x00,               // 13 call 6f
        0xB9, 0x00, 0x01, 0x00, 0x00,               // 18 mov ecx,256
        0xBA, 0xF0, 0x01, 0x00, 0x00,               // 1d mov edx,1f0h
        0x66, 0xED,                                 // 22 in ax,dx
        0x66, 0xAB,                                 // 24 stosw
        0xE2, 0xFA,                                 // 26 loop 22
        0xE8, 0x79, 0x00, 0x00, 0x00,               // 28 call a6
        0xB0, 0x30,                                 // 2d mov al,30h  ; WRITE SECTORS
        0xE8, 0x3B, 0x00, 0x00, 0x00,               // 2f call 6f
        0xB9, 0x00, 0x01, 0x00, 0x00,               // 34 mov ecx,256
        0xBA, 0xF0, 0x01, 0x00, 0x00,               // 39 mov edx,1f0h
        0xE8, 0x20, 0x00, 0x00, 0x00,               // 3e call 63
        0x66, 0x8B, 0x07,                           // 43 mov ax,[edi]
        0x66, 0xEF,                                 // 46 out dx,ax
        0x83, 0xC7, 0x02,                           // 48 add edi,2
        0xE2, 0xF6,                                 // 4b loop 43
        0xE8, 0x3F, 0x00, 0x00, 0x00,               // 4d call 91
        0x43,                                       // 52 inc ebx
        0x81, 0xFB, 0xA0, 0x00, 0x00, 0x00,         // 53 cmp ebx,160
        0x75, 0xB1,                                 // 59 jne 0c
        0xFF, 0x05, 0xF0, 0x0F, 0x00, 0x00,         // 5b inc dword [0ff0h]  ; DONE
        0xEB, 0x9E,                                 // 61 jmp 01
        0x89, 0xDF,                                 // 63 mov edi,ebx
        0xC1, 0xE7, 0x09,                           // 65 shl edi,9
        0x81, 0xC7, 0x00, 0x00, 0x01, 0x00,         // 68 add edi,10000h
        0xC3,                                       // 6e ret
        0x88, 0xC4,                                 // 6f mov ah,al
        0xBA, 0xF6, 0x01, 0x00, 0x00,               // 71 mov edx,1f6h
        0xB0, 0xE0,                                 // 76 mov al,0e0h
        0xEE,                                       // 78 out dx,al
        0xBA, 0xF2, 0x01, 0x00, 0x00,               // 79 mov edx,1f2h
        0xB0, 0x01,                                 // 7e mov al,1
        0xEE,                                       // 80 out dx,al
        0x42,                                       // 81 inc edx
        0x88, 0xD8,                                 // 82 mov al,bl
        0xEE,                                       // 84 out dx,al
        0x42,                                       // 85 inc edx
        0x30, 0xC0,                                 // 86 xor al,al
        0xEE,                                       // 88 out dx,al
        0x42,                                       // 89 inc edx
        0xEE,                                       // 8a out dx,al
        0x83, 0xC2, 0x02,                           // 8b add edx,2
        0x88, 0xE0,                                 // 8e mov al,ah
        0xEE,                                       // 90 out dx,al
        0xBA, 0xF7, 0x01, 0x00, 0x00,               // 91 mov edx,1f7h
        0xEC,                                       // 96 in al,dx
        0xA8, 0x80,                                 // 97 test al,80h
        0x75, 0xFB,                                 // 99 jnz 96
        0xA8, 0x01,                                 // 9b test al,1
        0x74, 0x06,                                 // 9d jz a5
        0xFF, 0x05, 0xF8, 0x0F, 0x00, 0x00,         // 9f inc dword [0ff8h]  ; WRONG
        0xC3,                                       // a5 ret
        0xA1, 0xF0, 0x0F, 0x00, 0x00,               // a6 mov eax,[0ff0h]
        0xC1, 0xE0, 0x10,                           // ab shl eax,16
        0x89, 0xDA,                                 // ae mov edx,ebx
        0xC1, 0xE2, 0x07,                           // b0 shl edx,7
        0x01, 0xD0,                                 // b3 add eax,edx
        0xE8, 0xA9, 0xFF, 0xFF, 0xFF,               // b5 call 63
        0xB9, 0x80, 0x00, 0x00, 0x00,               // ba mov ecx,128
        0x69, 0xD0, 0xB1, 0x79, 0x37, 0x9E,         // bf imul edx,eax,9e3779b1h
        0x39, 0x17,                                 // c5 cmp [edi],edx
        0x74, 0x06,                                 // c7 je cf
        0xFF, 0x05, 0xF8, 0x0F, 0x00, 0x00,         // c9 inc dword [0ff8h]
        0x81, 0xC2, 0x00, 0x00, 0xB1, 0x79,         // cf add edx,79b10000h
        0x89, 0x17,                                 // d5 mov [edi],edx
        0x40,                                       // d7 inc eax
        0x83, 0xC7, 0x04,                           // d8 add edi,4
        0xE2, 0xE2,                                 // db loop bf
        0xC3,                                       // dd ret
    };

    private static final int[] DMA = {
        0x83, 0x3D, 0xE0, 0x0F, 0x00, 0x00, 0x00,   // 00 cmp dword [0fe0h],0  ; START
        0x74, 0xF7,                                 // 07 je 00
        0xB0, 0x25,                                 // 09 mov al,25h  ; READ DMA EXT
        0xB3, 0x09,                                 // 0b mov bl,9  ; 00, to memory
        0xE8, 0x21, 0x00, 0x00, 0x00,               // 0d call 33
        0x31, 0xDB,                                 // 12 xor ebx,ebx
        0xE8, 0x8C, 0x00, 0x00, 0x00,               // 14 call a5
        0x43,                                       // 19 inc ebx
        0x81, 0xFB, 0xA0, 0x00, 0x00, 0x00,         // 1a cmp ebx,160
        0x75, 0xF2,                                 // 20 jne 14
        0xB0, 0x35,                                 // 22 mov al,35h  ; WRITE DMA EXT
        0xB3, 0x01,                                 // 24 mov bl,1  ; 00, from memory
        0xE8, 0x08, 0x00, 0x00, 0x00,               // 26 call 33
        0xFF, 0x05, 0xF0, 0x0F, 0x00, 0x00,         // 2b inc dword [0ff0h]  ; DONE
        0xEB, 0xCD,                                 // 31 jmp 00
        0x88, 0xC4,                                 // 33 mov ah,al
        0xBA, 0x00, 0xC0, 0x00, 0x00,               // 35 mov edx,0c000h
        0x30, 0xC0,                                 // 3a xor al,al
        0xEE,                                       // 3c out dx,al
        0x83, 0xC2, 0x02,                           // 3d add edx,2
        0xB0, 0x06,                                 // 40 mov al,6
        0xEE,                                       // 42 out dx,al  ; no interrupt, no error
        0x83, 0xC2, 0x02,                           // 43 add edx,2
        0x50,                                       // 46 push eax
        0xB8, 0x00, 0x0F, 0x00, 0x00,               // 47 mov eax,0f00h
        0xEF,                                       // 4c out dx,eax  ; the descriptor table
        0x58,                                       // 4d pop eax
        0xBA, 0xF6, 0x01, 0x00, 0x00,               // 4e mov edx,1f6h
        0xB0, 0xE0,                                 // 53 mov al,0e0h
        0xEE,                                       // 55 out dx,al
        0xBA, 0xF2, 0x01, 0x00, 0x00,               // 56 mov edx,1f2h
        0x30, 0xC0,                                 // 5b xor al,al
        0xEE,                                       // 5d out dx,al
        0xB0, 0xA0,                                 // 5e mov al,160
        0xEE,                                       // 60 out dx,al
        0xB9, 0x03, 0x00, 0x00, 0x00,               // 61 mov ecx,3
        0x42,                                       // 66 inc edx
        0x30, 0xC0,                                 // 67 xor al,al
        0xEE,                                       // 69 out dx,al
        0xEE,                                       // 6a out dx,al
        0x42,                                       // 6b inc edx
        0xE2, 0xFB,                                 // 6c loop 69
        0x42,                                       // 6e inc edx
        0x88, 0xE0,                                 // 6f mov al,ah
        0xEE,                                       // 71 out dx,al
        0xBA, 0x00, 0xC0, 0x00, 0x00,               // 72 mov edx,0c000h
        0x88, 0xD8,                                 // 77 mov al,bl
        0xEE,                                       // 79 out dx,al
        0x83, 0xC2, 0x02,                           // 7a add edx,2
        0xEC,                                       // 7d in al,dx
        0xA8, 0x04,                                 // 7e test al,4
        0x74, 0xFB,                                 // 80 jz 7d
        0xA8, 0x03,                                 // 82 test al,3  ; active, error
        0x74, 0x06,                                 // 84 jz 8c
        0xFF, 0x05, 0xF8, 0x0F, 0x00, 0x00,         // 86 inc dword [0ff8h]
        0xBA, 0x00, 0xC0, 0x00, 0x00,               // 8c mov edx,0c000h
        0x30, 0xC0,                                 // 91 xor al,al
        0xEE,                                       // 93 out dx,al
        0xBA, 0xF7, 0x01, 0x00, 0x00,               // 94 mov edx,1f7h
        0xEC,                                       // 99 in al,dx
        0x3C, 0x50,                                 // 9a cmp al,50h
        0x74, 0x06,                                 // 9c je a4
        0xFF, 0x05, 0xF8, 0x0F, 0x00, 0x00,         // 9e inc dword [0ff8h]
        0xC3,                                       // a4 ret
        0x89, 0xDF,                                 // a5 mov edi,ebx
        0xC1, 0xE7, 0x09,                           // a7 shl edi,9
        0x81, 0xC7, 0x00, 0x00, 0x01, 0x00,         // aa add edi,10000h
        0xA1, 0xF0, 0x0F, 0x00, 0x00,               // b0 mov eax,[0ff0h]
        0xC1, 0xE0, 0x10,                           // b5 shl eax,16
        0x89, 0xDA,                                 // b8 mov edx,ebx
        0xC1, 0xE2, 0x07,                           // ba shl edx,7
        0x01, 0xD0,                                 // bd add eax,edx
        0xB9, 0x80, 0x00, 0x00, 0x00,               // bf mov ecx,128
        0x69, 0xD0, 0xB1, 0x79, 0x37, 0x9E,         // c4 imul edx,eax,9e3779b1h
        0x39, 0x17,                                 // ca cmp [edi],edx
        0x74, 0x06,                                 // cc je d4
        0xFF, 0x05, 0xF8, 0x0F, 0x00, 0x00,         // ce inc dword [0ff8h]
        0x81, 0xC2, 0x00, 0x00, 0xB1, 0x79,         // d4 add edx,79b10000h
        0x89, 0x17,                                 // da mov [edi],edx
        0x40,                                       // dc inc eax
        0x83, 0xC7, 0x04,                           // dd add edi,4
        0xE2, 0xE2,                                 // e0 loop c4
        0xC3,                                       // e2 ret
    };

    private DiskGuest(Machine machine, String name, int... program) {
        super(machine, name, program);
    }

    static DiskGuest programmed(Machine machine) {
        return new DiskGuest(machine, "disk-pio", PIO);
    }

    static DiskGuest byDma(Machine machine) {
        return new DiskGuest(machine, "disk-dma", DMA);
    }

    /** Writes the disk's image as it is before the first pass. */
    static Path image(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SECTORS * SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.putInt(i * FACTOR);
        }
        return Files.write(file, bytes.array());
    }

    /** Puts the bus master of the function at 03.0 to C000h and enables it, and the descriptor table into memory. */
    void setUpDma() {
        machine().call(() -> {
            configure(0x20, 0xC000);
            configure(0x04, 0x0005);
            configure(0x40, 0x8000_8000L);
            long[] table = {BUFFER, 0, BUFFER + REGION_BYTES, SECTORS * SECTOR_BYTES - REGION_BYTES | END_OF_TABLE};
            for (int i = 0; i < table.length; i++) {
                machine().memory().write(DESCRIPTORS + 4 * i, 4, table[i]);
            }
            return null;
        });
    }

    private void configure(int register, long value) {
        machine().ports().write(CONFIGURATION_ADDRESS, 4, FUNCTION | register);
        machine().ports().write(CONFIGURATION_DATA, 4, value);
    }
}
