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
        0x31, 0xC0,                                             // 00 xor ax,ax
        0x8E, 0xD8,                                             // 02 mov ds,ax
        0xFC,                                                   // 04 cld
        0x66, 0x83, 0x3E, 0xE0, 0x0F, 0x00,                     // 05 cmp dword [0fe0h],0  ; START
        0x74, 0xF8,                                             // 0b je 05
        0x31, 0xDB,                                             // 0d xor bx,bx
        0xE8, 0x3B, 0x00,                                       // 0f call 4d
        0xB0, 0x20,                                             // 12 mov al,20h  ; READ SECTORS
        0xE8, 0x41, 0x00,                                       // 14 call 58
        0x31, 0xFF,                                             // 17 xor di,di
        0xB9, 0x00, 0x01,                                       // 19 mov cx,256
        0xBA, 0xF0, 0x01,                                       // 1c mov dx,1f0h
        0xED,                                                   // 1f in ax,dx
        0xAB,                                                   // 20 stosw
        0xE2, 0xFC,                                             // 21 loop 1f
        0xE8, 0x62, 0x00,                                       // 23 call 88
        0xB0, 0x30,                                             // 26 mov al,30h  ; WRITE SECTORS
        0xE8, 0x2D, 0x00,                                       // 28 call 58
        0x31, 0xFF,                                             // 2b xor di,di
        0xB9, 0x00, 0x01,                                       // 2d mov cx,256
        0xBA, 0xF0, 0x01,                                       // 30 mov dx,1f0h
        0x26, 0x8B, 0x05,                                       // 33 mov ax,[es:di]
        0xEF,                                                   // 36 out dx,ax
        0x83, 0xC7, 0x02,                                       // 37 add di,2
        0xE2, 0xF7,                                             // 3a loop 33
        0xE8, 0x37, 0x00,                                       // 3c call 76
        0x43,                                                   // 3f inc bx
        0x81, 0xFB, 0xA0, 0x00,                                 // 40 cmp bx,160
        0x75, 0xC9,                                             // 44 jne 0f
        0x66, 0xFF, 0x06, 0xF0, 0x0F,                           // 46 inc dword [0ff0h]  ; DONE
        0xEB, 0xB8,                                             // 4b jmp 05
        0x89, 0xD8,                                             // 4d mov ax,bx
        0xC1, 0xE0, 0x05,                                       // 4f shl ax,5
        0x05, 0x00, 0x10,                                       // 52 add ax,1000h
        0x8E, 0xC0,                                             // 55 mov es,ax
        0xC3,                                                   // 57 ret
        0x88, 0xC4,                                             // 58 mov ah,al
        0xBA, 0xF6, 0x01,                                       // 5a mov dx,1f6h
        0xB0, 0xE0,                                             // 5d mov al,0e0h
        0xEE,                                                   // 5f out dx,al
        0xBA, 0xF2, 0x01,                                       // 60 mov dx,1f2h
        0xB0, 0x01,                                             // 63 mov al,1
        0xEE,                                                   // 65 out dx,al
        0x42,                                                   // 66 inc dx
        0x88, 0xD8,                                             // 67 mov al,bl
        0xEE,                                                   // 69 out dx,al
        0x42,                                                   // 6a inc dx
        0x30, 0xC0,                                             // 6b xor al,al
        0xEE,                                                   // 6d out dx,al
        0x42,                                                   // 6e inc dx
        0xEE,                                                   // 6f out dx,al
        0x83, 0xC2, 0x02,                                       // 70 add dx,2
        0x88, 0xE0,                                             // 73 mov al,ah
        0xEE,                                                   // 75 out dx,al
        0xBA, 0xF7, 0x01,                                       // 76 mov dx,1f7h
        0xEC,                                                   // 79 in al,dx
        0xA8, 0x80,                                             // 7a test al,80h
        0x75, 0xFB,                                             // 7c jnz 79
        0xA8, 0x01,                                             // 7e test al,1
        0x74, 0x05,                                             // 80 jz 87
        0x66, 0xFF, 0x06, 0xF8, 0x0F,                           // 82 inc dword [0ff8h]  ; WRONG
        0xC3,                                                   // 87 ret
        0x66, 0xA1, 0xF0, 0x0F,                                 // 88 mov eax,[0ff0h]
        0x66, 0xC1, 0xE0, 0x10,                                 // 8c shl eax,16
        0x66, 0x0F, 0xB7, 0xD3,                                 // 90 movzx edx,bx
        0x66, 0xC1, 0xE2, 0x07,                                 // 94 shl edx,7
        0x66, 0x01, 0xD0,                                       // 98 add eax,edx
        0x31, 0xFF,                                             // 9b xor di,di
        0x66, 0x69, 0xD0, 0xB1, 0x79, 0x37, 0x9E,               // 9d imul edx,eax,9e3779b1h
        0x26, 0x66, 0x39, 0x15,                                 // a4 cmp [es:di],edx
        0x74, 0x05,                                             // a8 je af
        0x66, 0xFF, 0x06, 0xF8, 0x0F,                           // aa inc dword [0ff8h]
        0x66, 0x81, 0xC2, 0x00, 0x00, 0xB1, 0x79,               // af add edx,79b10000h
        0x26, 0x66, 0x89, 0x15,                                 // b6 mov [es:di],edx
        0x66, 0x40,                                             // ba inc eax
        0x83, 0xC7, 0x04,                                       // bc add di,4
        0x81, 0xFF, 0x00, 0x02,                                 // bf cmp di,512
        0x75, 0xD8,                                             // c3 jne 9d
        0xC3,                                                   // c5 ret
    };

    private static final int[] DMA = {
        0x31, 0xC0,                                             // 00 xor ax,ax
        0x8E, 0xD8,                                             // 02 mov ds,ax
        0x66, 0x83, 0x3E, 0xE0, 0x0F, 0x00,                     // 04 cmp dword [0fe0h],0  ; START
        0x74, 0xF8,                                             // 0a je 04
        0xB0, 0x25,                                             // 0c mov al,25h  ; READ DMA EXT
        0xB3, 0x09,                                             // 0e mov bl,9  ; start, to memory
        0xE8, 0x1D, 0x00,                                       // 10 call 30
        0x31, 0xDB,                                             // 13 xor bx,bx
        0xE8, 0x7E, 0x00,                                       // 15 call 96
        0xE8, 0x86, 0x00,                                       // 18 call a1
        0x43,                                                   // 1b inc bx
        0x81, 0xFB, 0xA0, 0x00,                                 // 1c cmp bx,160
        0x75, 0xF3,                                             // 20 jne 15
        0xB0, 0x35,                                             // 22 mov al,35h  ; WRITE DMA EXT
        0xB3, 0x01,                                             // 24 mov bl,1  ; start, from memory
        0xE8, 0x07, 0x00,                                       // 26 call 30
        0x66, 0xFF, 0x06, 0xF0, 0x0F,                           // 29 inc dword [0ff0h]  ; DONE
        0xEB, 0xD4,                                             // 2e jmp 04
        0x88, 0xC4,                                             // 30 mov ah,al
        0xBA, 0x00, 0xC0,                                       // 32 mov dx,0c000h
        0x30, 0xC0,                                             // 35 xor al,al
        0xEE,                                                   // 37 out dx,al
        0x83, 0xC2, 0x02,                                       // 38 add dx,2
        0xB0, 0x06,                                             // 3b mov al,6
        0xEE,                                                   // 3d out dx,al  ; no interrupt, no error
        0x83, 0xC2, 0x02,                                       // 3e add dx,2
        0x66, 0x50,                                             // 41 push eax
        0x66, 0xB8, 0x00, 0x0F, 0x00, 0x00,                     // 43 mov eax,0f00h
        0x66, 0xEF,                                             // 49 out dx,eax  ; the descriptor table
        0x66, 0x58,                                             // 4b pop eax
        0xBA, 0xF6, 0x01,                                       // 4d mov dx,1f6h
        0xB0, 0xE0,                                             // 50 mov al,0e0h
        0xEE,                                                   // 52 out dx,al
        0xBA, 0xF2, 0x01,                                       // 53 mov dx,1f2h
        0x30, 0xC0,                                             // 56 xor al,al
        0xEE,                                                   // 58 out dx,al
        0xB0, 0xA0,                                             // 59 mov al,160
        0xEE,                                                   // 5b out dx,al
        0xB9, 0x03, 0x00,                                       // 5c mov cx,3
        0x42,                                                   // 5f inc dx
        0x30, 0xC0,                                             // 60 xor al,al
        0xEE,                                                   // 62 out dx,al
        0xEE,                                                   // 63 out dx,al
        0x42,                                                   // 64 inc dx
        0xE2, 0xFB,                                             // 65 loop 62
        0x42,                                                   // 67 inc dx
        0x88, 0xE0,                                             // 68 mov al,ah
        0xEE,                                                   // 6a out dx,al
        0xBA, 0x00, 0xC0,                                       // 6b mov dx,0c000h
        0x88, 0xD8,                                             // 6e mov al,bl
        0xEE,                                                   // 70 out dx,al
        0x83, 0xC2, 0x02,                                       // 71 add dx,2
        0xEC,                                                   // 74 in al,dx
        0xA8, 0x04,                                             // 75 test al,4
        0x74, 0xFB,                                             // 77 jz 74
        0xA8, 0x03,                                             // 79 test al,3  ; active, error
        0x74, 0x05,                                             // 7b jz 82
        0x66, 0xFF, 0x06, 0xF8, 0x0F,                           // 7d inc dword [0ff8h]
        0xBA, 0x00, 0xC0,                                       // 82 mov dx,0c000h
        0x30, 0xC0,                                             // 85 xor al,al
        0xEE,                                                   // 87 out dx,al
        0xBA, 0xF7, 0x01,                                       // 88 mov dx,1f7h
        0xEC,                                                   // 8b in al,dx
        0x3C, 0x50,                                             // 8c cmp al,50h
        0x74, 0x05,                                             // 8e je 95
        0x66, 0xFF, 0x06, 0xF8, 0x0F,                           // 90 inc dword [0ff8h]
        0xC3,                                                   // 95 ret
        0x89, 0xD8,                                             // 96 mov ax,bx
        0xC1, 0xE0, 0x05,                                       // 98 shl ax,5
        0x05, 0x00, 0x10,                                       // 9b add ax,1000h
        0x8E, 0xC0,                                             // 9e mov es,ax
        0xC3,                                                   // a0 ret
        0x66, 0xA1, 0xF0, 0x0F,                                 // a1 mov eax,[0ff0h]
        0x66, 0xC1, 0xE0, 0x10,                                 // a5 shl eax,16
        0x66, 0x0F, 0xB7, 0xD3,                                 // a9 movzx edx,bx
        0x66, 0xC1, 0xE2, 0x07,                                 // ad shl edx,7
        0x66, 0x01, 0xD0,                                       // b1 add eax,edx
        0x31, 0xFF,                                             // b4 xor di,di
        0x66, 0x69, 0xD0, 0xB1, 0x79, 0x37, 0x9E,               // b6 imul edx,eax,9e3779b1h
        0x26, 0x66, 0x39, 0x15,                                 // bd cmp [es:di],edx
        0x74, 0x05,                                             // c1 je c8
        0x66, 0xFF, 0x06, 0xF8, 0x0F,                           // c3 inc dword [0ff8h]
        0x66, 0x81, 0xC2, 0x00, 0x00, 0xB1, 0x79,               // c8 add edx,79b10000h
        0x26, 0x66, 0x89, 0x15,                                 // cf mov [es:di],edx
        0x66, 0x40,                                             // d3 inc eax
        0x83, 0xC7, 0x04,                                       // d5 add di,4
        0x81, 0xFF, 0x00, 0x02,                                 // d8 cmp di,512
        0x75, 0xD8,                                             // dc jne b6
        0xC3,                                                   // de ret
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
