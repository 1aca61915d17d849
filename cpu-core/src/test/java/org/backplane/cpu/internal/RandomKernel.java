package org.backplane.cpu.internal;

import org.backplane.cpu.internal.core.Vector;

/**
 * What a {@link RandomProgram} calls by INT, in privileged code that is itself translated: changes of the address space, of
 * modes and of the program's code, faults, and single steps. Exceptions go on behind the instruction.
 */
final class RandomKernel {
    static final int FIRST_VECTOR = 0x30;
    /** As long as an access through GS that is beyond its limit, without an immediate. */
    static final int SKIPPED_AT_GP = 7;
    private static final int IDT = 0x1800;
    private static final int TABLE = 0x4000;
    private static final int HANDLERS = 0x6000;
    private static final int FIRST_SERVICE = 0x7000;
    private static final int SERVICE_BYTES = 0x40;
    private static final int RIGHTS = 7;
    /** 16-bit code, where the segment of selector 30h has F000h. */
    private static final int CODE16 = 0x1F000;
    /** The two pages of code that a service can exchange for their copies. */
    private static final int COPY_DISTANCE = 0x20000;
    private static final int PAGES_OF_CODE = 4;

    private static final int[][] CODE = {
        // mov eax,cr3; mov cr3,eax
        {0x50, 0x0F, 0x20, 0xD8, 0x0F, 0x22, 0xD8, 0x58, 0xCF},
        // xor dword [4040h],20000h; invlpg [10000h]: the first page of code is the copy, or no longer
        {0x81, 0x35, 0x40, 0x40, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x0F, 0x01, 0x3D, 0x00, 0x00, 0x01, 0x00, 0xCF},
        // xor dword [4044h],20000h; invlpg [11000h]: the second one
        {0x81, 0x35, 0x44, 0x40, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x0F, 0x01, 0x3D, 0x00, 0x10, 0x01, 0x00, 0xCF},
        // xor dword [4088h],1; invlpg [22000h]: a page of data goes, or comes back
        {0x83, 0x35, 0x88, 0x40, 0x00, 0x00, 0x01, 0x0F, 0x01, 0x3D, 0x00, 0x20, 0x02, 0x00, 0xCF},
        // push ecx; mov ecx,10h; l: xor dword [ecx*4+407ch],1000h; loop l; mov ecx,cr3; mov cr3,ecx; pop ecx: pages of data are exchanged
        {0x51, 0xB9, 0x10, 0x00, 0x00, 0x00, 0x81, 0x34, 0x8D, 0x7C, 0x40, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0xE2, 0xF3,
            0x0F, 0x20, 0xD9, 0x0F, 0x22, 0xD9, 0x59, 0xCF},
        // call 30h:0f000h, 16-bit code
        {0x9A, 0x00, 0xF0, 0x00, 0x00, 0x30, 0x00, 0xCF},
        // push ds; push eax; mov ax,38h; mov ds,ax; inc dword [0e000h]: a segment that is not flat
        {0x1E, 0x50, 0x66, 0xB8, 0x38, 0x00, 0x8E, 0xD8, 0xFF, 0x05, 0x00, 0xE0, 0x00, 0x00, 0x58, 0x1F, 0xCF},
        // push edx; xor edx,edx; div edx; pop edx: #DE in the kernel
        {0x52, 0x31, 0xD2, 0xF7, 0xF2, 0x5A, 0xCF},
        // or dword [esp+8],100h: #DB behind the next instruction
        {0x81, 0x4C, 0x24, 0x08, 0x00, 0x01, 0x00, 0x00, 0xCF},
        // mov eax,cr0; xor eax,10000h; mov cr0,eax: write protection
        {0x50, 0x0F, 0x20, 0xC0, 0x35, 0x00, 0x00, 0x01, 0x00, 0x0F, 0x22, 0xC0, 0x58, 0xCF},
    };
    static final int SERVICES = CODE.length + 1;

    private RandomKernel() {
    }

    /** Puts it, and the copies of the program, into the memory of a machine that has its tables. */
    static void install(TestCpu machine, int code, int codeBytes, int constant) {
        for (int i = 0; i < CODE.length; i++) {
            service(machine, i, CODE[i]);
        }
        // mov [constant],al
        service(machine, CODE.length, 0xA2, constant & 0xFF, constant >> 8 & 0xFF, constant >> 16, 0, 0xCF);
        // mov cx,5; l: inc ax; loop l; retf to 32-bit code
        machine.poke(CODE16, 0xB9, 0x05, 0x00, 0x40, 0xE2, 0xFD, 0x66, 0xCB);
        // and dword [esp+8],0fffffeffh
        handler(machine, Vector.DB, 0x81, 0x64, 0x24, 0x08, 0xFF, 0xFE, 0xFF, 0xFF, 0xCF);
        // fnclex; iret: once more
        handler(machine, Vector.MF, 0xDB, 0xE2, 0xCF);
        // add dword [esp],length; iret, the error code being taken off first
        handler(machine, Vector.DE, 0x83, 0x04, 0x24, 0x02, 0xCF);
        handler(machine, Vector.UD, 0x83, 0x04, 0x24, 0x02, 0xCF);
        handler(machine, Vector.GP, 0x83, 0xC4, 0x04, 0x83, 0x04, 0x24, SKIPPED_AT_GP, 0xCF);
        handler(machine, Vector.SS, 0x83, 0xC4, 0x04, 0x83, 0x04, 0x24, SKIPPED_AT_GP, 0xCF);
        handler(machine, Vector.PF, 0x83, 0xC4, 0x04, 0x83, 0x04, 0x24, 0x06, 0xCF);
        pages(machine, code);
        byte[] ram = machine.socket.arena();
        System.arraycopy(ram, code, ram, code + COPY_DISTANCE, codeBytes);
        machine.poke(constant + COPY_DISTANCE, ~machine.peek(constant) & 0xFF);
    }

    /** Puts handlers of real mode in the place of others. */
    static void installReal(TestCpu machine) {
        realHandler(machine, Vector.DE, 2);
        realHandler(machine, Vector.UD, 2);
        realHandler(machine, Vector.SS, SKIPPED_AT_GP);
        realHandler(machine, Vector.GP, SKIPPED_AT_GP);
    }

    /** push bp; mov bp,sp; add word [bp+2],length; pop bp; iret */
    private static void realHandler(TestCpu machine, int vector, int length) {
        machine.poke(HANDLERS + vector * 16, 0x55, 0x89, 0xE5, 0x83, 0x46, 0x02, length, 0x5D, 0xCF);
        machine.poke32(vector * 4, HANDLERS + vector * 16);
    }

    private static void service(TestCpu machine, int number, int... code) {
        int at = FIRST_SERVICE + number * SERVICE_BYTES;
        machine.poke(at, code);
        gate(machine, FIRST_VECTOR + number, at);
    }

    private static void handler(TestCpu machine, int vector, int... code) {
        machine.poke(HANDLERS + vector * 16, code);
        gate(machine, vector, HANDLERS + vector * 16);
    }

    private static void gate(TestCpu machine, int vector, int handler) {
        machine.poke32(IDT + vector * 8, 0x08 << 16 | handler);
    }

    /** What the program needs may be accessed by it: its code, its stack, and what the services touch. */
    private static void pages(TestCpu machine, int code) {
        for (int page = code >>> 12; page < (code >>> 12) + PAGES_OF_CODE; page++) {
            map(machine, page);
        }
        map(machine, 0x1E);
        map(machine, CODE16 >>> 12);
        map(machine, 0x3D);
        map(machine, 0x3E);
    }

    private static void map(TestCpu machine, int page) {
        machine.poke32(TABLE + page * 4, page << 12 | RIGHTS);
    }
}
