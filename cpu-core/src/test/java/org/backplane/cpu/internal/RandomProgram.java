package org.backplane.cpu.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A random program of 32-bit code that runs for ever and does what compilers emit: loops, calls, conditional jumps over a
 * few instructions, arithmetic on registers and on memory of all sizes, also by FS and GS. Now and then it changes its own code,
 * calls through a register, executes a string instruction, accesses a device or what is not there, crosses a page, divides by zero, or calls
 * {@link RandomKernel}.
 */
final class RandomProgram extends RandomInstructions {
    private final int base;
    private final int codeBase;
    private final int data;
    private final int device;
    private final List<Integer> functions = new ArrayList<>();

    /**
     * A program.
     *
     * @param base where it will lie; it is entered there
     * @param codeBase the base of CS
     * @param data where 64 KiB of data are
     * @param device where a device has as many registers
     */
    RandomProgram(long seed, int base, int codeBase, int data, int device) {
        super(seed);
        this.base = base;
        this.codeBase = codeBase;
        this.data = data;
        this.device = device;
        generate();
    }

    private void generate() {
        bytes(0xE9);
        int entry = size();
        word(0);
        for (int i = 3 + random.nextInt(4); i > 0; i--) {
            function();
        }
        int start = size() - entry - 4;
        patch(entry, start, start >> 8, start >> 16, start >> 24);
        int top = size();
        constant();
        for (int i = 3 + random.nextInt(6); i > 0; i--) {
            loop();
        }
        bytes(0xE9);
        word(top - size() - 4);
    }

    @Override
    void immediate(int value) {
        word(value);
    }

    private void function() {
        functions.add(size());
        bytes(0x55, 0x89, 0xE5);
        statements(2 + random.nextInt(6), false);
        bytes(random.nextBoolean() ? 0xC9 : 0x5D);
        bytes(0xC3);
    }

    private void loop() {
        bytes(0xBD);
        word(1 + random.nextInt(20));
        int top = size();
        statements(3 + random.nextInt(10), true);
        bytes(0x4D);                                                    // dec ebp; jne
        bytes(0x0F, 0x85);
        word(top - size() - 4);
    }

    private void statements(int count, boolean calls) {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(13)) {
                case 0, 1 -> skip(0x70 | random.nextInt(16), this::arithmetic);
                case 2 -> call(calls);
                case 3 -> changeCode();
                case 4 -> rare();
                case 5 -> service();
                default -> arithmetic();
            }
        }
    }

    private void call(boolean allowed) {
        if (!allowed) {
            return;
        }
        int target = functions.get(random.nextInt(functions.size()));
        bytes(0x55);
        if (random.nextInt(4) == 0) {
            bytes(0xB8);
            word(base - codeBase + target);
            bytes(0xFF, 0xD0);
        } else {
            bytes(0xE8);
            word(target - size() - 4);
        }
        bytes(0x5D);
    }

    /** Writes to the constant of an instruction, or writes what is there. */
    private void changeCode() {
        if (!changesItself || !hasConstants() || random.nextInt(3) != 0) {
            constant();
        } else if (random.nextInt(4) == 0) {
            copyCode();
        } else {
            bytes(0x88, 0x05 | register() % 4 << 3);
            word(base + constant(random));
        }
    }

    /** mov esi,code; mov edi,esi; mov ecx,some; rep movs */
    private void copyCode() {
        bytes(0xBE);
        word(base + constant(random));
        bytes(0x89, 0xF7, 0xB9);
        word(random.nextInt(12));
        bytes(0xF3, 0xA4 | random.nextInt(2));
    }

    private void service() {
        if (random.nextBoolean()) {
            bytes(0xCD, RandomKernel.FIRST_VECTOR + random.nextInt(RandomKernel.SERVICES));
        }
    }

    private void rare() {
        switch (random.nextInt(12)) {
            case 0 -> bytes(0xF6 | random.nextInt(2), 0xF0 | random.nextInt(2) << 3 | register());  // div, idiv
            case 1 -> bytes(0x99, 0xF7, 0xF8 | ECX);                    // cdq; idiv
            case 2 -> bytes(0x31, 0xD2, 0x66, 0xF7, 0xF0 | ECX);        // xor edx,edx; div cx
            case 3 -> string();
            case 4 -> x87();
            case 5 -> bytes(0x9C, 0x8F, 0xC0 | 0);                      // pushf; pop eax
            case 6 -> bytes(0xF3, 0xAA);                                // rep stos
            case 7 -> privileged(0xE4, 0x60);                           // in al,60h
            case 8 -> {                                                 // mov r,[r+disp]: wherever that is
                bytes(0x8B, 0x80 | register() << 3 | register());
                word(random.nextInt(0x8000));
            }
            case 9 -> bytes(0x9E);                                      // sahf
            case 10 -> privileged(0xFB);                                // sti
            default -> bytes(0xF8 | random.nextInt(2));                 // clc, stc
        }
    }

    /** x87 instructions, of which FNINIT and some with memory are not translated. */
    private void x87() {
        int address = register();
        cut(address);
        bytes(0xDB, 0xE3);                                              // fninit
        if (random.nextBoolean()) {
            loadControl(address, 0x27F);                                // 53 bits
        }
        for (int i = random.nextInt(12); i >= 0; i--) {
            switch (random.nextInt(10)) {
                case 0 -> bytes(0xD9, 0xE8 | random.nextInt(7));        // fld1 and its like
                case 1 -> bytes(oneOf(0xD8, 0xDC, 0xDE), 0xC0 | random.nextInt(64));
                case 2 -> bytes(0xDF, 0xE0, 0x9E);                      // fnstsw ax; sahf
                case 3 -> bytes(0xD9, 0xC0 | random.nextInt(16));       // fld st(i), fxch
                case 4 -> bytes(oneOf(0xDA, 0xDB), 0xC0 | random.nextInt(32));              // fcmov
                case 5 -> bytes(oneOf(0xDB, 0xDF), oneOf(0xE8, 0xF0) | random.nextInt(8));  // fcomi and its like
                case 6 -> bytes(0xD9, oneOf(0xD0, 0xE0, 0xE1, 0xE4, 0xE5, 0xF0, 0xF3, 0xF4, 0xF7, 0xF8, 0xFA, 0xFC, 0xFD, 0xFE));
                case 7 -> bytes(0xDD, 0xC0 | random.nextInt(48));       // ffree, fst, fucom
                case 8 -> x87Control(address);
                default -> x87Memory(address);
            }
        }
    }

    /** mov word [r+data],imm; fldcw [r+data], most often with all exceptions masked */
    private void x87Control(int address) {
        loadControl(address, (random.nextInt(3) == 0 ? random.nextInt(64) : 0x3F) | random.nextInt(4) << 6 | random.nextInt(16) << 8);
    }

    private void loadControl(int address, int control) {
        bytes(0x66, 0xC7, 0x80 | address);
        word(data);
        bytes(control & 0xFF, control >> 8);
        bytes(0xD9, 0xA8 | address);
        word(data);
    }

    /** Control and environment are loaded more seldom than numbers: whatever is loaded unmasks exceptions. */
    private void x87Memory(int address) {
        int opcode = 0xD8 | random.nextInt(8);
        int operation = random.nextInt(8);
        boolean loadsControl = opcode == 0xD9 && operation >> 1 == 2 || opcode == 0xDD && operation == 4;
        if (random.nextInt(4) == 0) {
            unusualNumber(address);
        }
        bytes(opcode, 0x80 | (loadsControl ? random.nextInt(8) : operation) << 3 | address);
        word(random.nextInt(8) == 0 ? device : data);
    }

    /** mov dword [r+data],imm: with 32 bits a denormal, the smallest normal number, an infinity or a signaling NaN. */
    private void unusualNumber(int address) {
        bytes(0xC7, 0x80 | address);
        word(data);
        word(oneOf(0x00000001, 0x807FFFFF, 0x00800000, 0xFF800000, 0x7FA00000));
    }

    @Override
    void arithmetic() {
        switch (random.nextInt(16)) {
            case 0 -> bytes(0x0F, 0x40 | random.nextInt(16), 0xC0 | register() << 3 | register());
            case 1 -> bytes(0x8D, 0x44 | register() << 3, random.nextInt(4) << 6 | register() << 3 | register(), random.nextInt(256));
            case 2 -> bytes(0x50 | register(), 0x58 | register());
            case 3 -> {
                prefix();
                bytes(random.nextBoolean() ? 0x86 : 0x87, modRm(register()));
            }
            case 4, 5 -> memory();
            default -> super.arithmetic();
        }
    }

    /** An instruction that may fault, with as many bytes of NOP as the handler of #GP skips. */
    private void privileged(int... instruction) {
        bytes(instruction);
        for (int i = instruction.length; i < RandomKernel.SKIPPED_AT_GP; i++) {
            bytes(0x90);
        }
    }

    private void cut(int address) {
        bytes(0x81, 0xE0 | address);
        word(random.nextInt(8) == 0 ? 0xFFFF : 0xFFFC);
    }

    /** A string instruction without repeat prefix, upwards or downwards, its source with FS sometimes. */
    private void string() {
        for (int address = ESI; address <= EDI; address++) {
            cut(address);
            bytes(0x81, 0xC0 | address);
            word(data);
        }
        bytes(0xFC | random.nextInt(2));
        if (random.nextInt(8) == 0) {
            bytes(0x64);
        }
        prefix();
        bytes(new int[] {0xA4, 0xA6, 0xAA, 0xAC, 0xAE}[random.nextInt(5)] | random.nextInt(2), 0xFC);
    }

    /** An access of the data: the address register is cut to 16 bits first, so that only the last bytes cross the end. */
    private void memory() {
        int address = register();
        cut(address);
        int segment = random.nextInt(8);
        if (segment < 2) {
            bytes(0x64 | segment);
        }
        prefix();
        int opcode = new int[] {0x8B, 0x8A, 0x89, 0x88, 0x03, 0x01, 0x29, 0x39, 0x3B, 0x31, 0x11, 0x1B, 0x00, 0x30, 0x38, 0x85, 0x87,
            0xFF, 0xC1, 0xD3}[random.nextInt(20)];
        bytes(opcode, 0x80 | operand(opcode) << 3 | address);
        word(segment < 2 ? 0 : random.nextInt(12) == 0 ? device : data);
        if (opcode == 0xC1) {
            bytes(random.nextInt(40));
        }
    }
}
