package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/**
 * FSTENV, FLDENV, FSAVE, FRSTOR: the environment in the layouts of protected and of real mode, with 16- and with 32-bit
 * operands (SDM 1 §8.1.10, figures 8-9 to 8-12), and the data registers after it.
 */
public final class X87Environment {
    private static final int RESERVED = 0xFFFF0000;
    private static final int OPCODE = 0x7FF;

    private X87Environment() {
    }

    private static int bytes(int size) {
        return size == 32 ? 28 : 14;
    }

    /** FNSTENV: afterwards all exceptions are masked. */
    public static void storeEnvironment(Cpu c, int size, int segment, int offset) {
        Fpu f = X87.notWaiting(c);
        FpuMemory.check(c, segment, offset, bytes(size));
        write(c, f, size, segment, offset);
        f.setControl(f.control() | FpException.ALL);
        c.fpuError.update();
    }

    public static void loadEnvironment(Cpu c, int size, int segment, int offset) {
        Fpu f = X87.waiting(c);
        FpuMemory.checkRead(c, segment, offset, bytes(size));
        read(c, f, size, segment, offset);
        c.fpuError.update();
    }

    /** FNSAVE: afterwards the FPU is as after FINIT. */
    public static void save(Cpu c, int size, int segment, int offset) {
        Fpu f = X87.notWaiting(c);
        FpuMemory.check(c, segment, offset, bytes(size) + 80);
        write(c, f, size, segment, offset);
        int at = offset + bytes(size);
        for (int i = 0; i < 8; i++) {
            int r = f.index(i);
            FpuMemory.write64(c, segment, at + 10 * i, f.sig[r]);
            c.write16(segment, at + 10 * i + 8, f.se[r], c.at);
        }
        f.initialize();
        c.fpuError.update();
    }

    public static void restore(Cpu c, int size, int segment, int offset) {
        Fpu f = X87.waiting(c);
        FpuMemory.checkRead(c, segment, offset, bytes(size) + 80);
        read(c, f, size, segment, offset);
        int at = offset + bytes(size);
        for (int i = 0; i < 8; i++) {
            int r = f.index(i);
            f.sig[r] = FpuMemory.read64(c, segment, at + 10 * i);
            f.se[r] = c.read16(segment, at + 10 * i + 8, c.at);
        }
        c.fpuError.update();
    }

    private static void put(Cpu c, int size, int segment, int offset, int number, int value) {
        int at = offset + number * size / 8;
        if (size == 32) {
            c.write32(segment, at, value, c.at);
        } else {
            c.write16(segment, at, value, c.at);
        }
    }

    private static int get(Cpu c, int size, int segment, int offset, int number) {
        int at = offset + number * size / 8;
        return size == 32 ? c.read32(segment, at, c.at) : c.read16(segment, at, c.at);
    }

    private static void write(Cpu c, Fpu f, int size, int segment, int offset) {
        int reserved = size == 32 ? RESERVED : 0;
        put(c, size, segment, offset, 0, f.control() | reserved);
        put(c, size, segment, offset, 1, f.statusWord() | reserved);
        put(c, size, segment, offset, 2, f.tagWord() | reserved);
        if (c.protectedMode()) {
            put(c, size, segment, offset, 3, f.instructionPointer);
            put(c, size, segment, offset, 4, f.instructionSelector | (size == 32 ? f.opcode << 16 : 0));
            put(c, size, segment, offset, 5, f.operandPointer);
            put(c, size, segment, offset, 6, f.operandSelector | reserved);
        } else {
            int instruction = f.instructionPointer + (f.instructionSelector << 4);
            int operand = f.operandPointer + (f.operandSelector << 4);
            put(c, size, segment, offset, 3, instruction & 0xFFFF | reserved);
            put(c, size, segment, offset, 4, (instruction >>> 16 & (size == 32 ? 0xFFFF : 15)) << 12 | f.opcode);
            put(c, size, segment, offset, 5, operand & 0xFFFF | reserved);
            put(c, size, segment, offset, 6, (operand >>> 16 & (size == 32 ? 0xFFFF : 15)) << 12);
        }
    }

    /** Reads an environment; in the layouts of real mode a pointer is a linear address, kept without selector. */
    private static void read(Cpu c, Fpu f, int size, int segment, int offset) {
        int control = get(c, size, segment, offset, 0);
        int status = get(c, size, segment, offset, 1);
        int tags = get(c, size, segment, offset, 2);
        int third = get(c, size, segment, offset, 3);
        int fourth = get(c, size, segment, offset, 4);
        int fifth = get(c, size, segment, offset, 5);
        int sixth = get(c, size, segment, offset, 6);
        if (c.protectedMode()) {
            f.instructionPointer = third;
            f.instructionSelector = fourth & 0xFFFF;
            f.opcode = size == 32 ? fourth >>> 16 & OPCODE : f.opcode;
            f.operandPointer = fifth;
            f.operandSelector = sixth & 0xFFFF;
        } else {
            f.instructionPointer = third & 0xFFFF | fourth >>> 12 << 16;
            f.instructionSelector = 0;
            f.opcode = fourth & OPCODE;
            f.operandPointer = fifth & 0xFFFF | sixth >>> 12 << 16;
            f.operandSelector = 0;
        }
        f.setControl(control);
        f.setTagWord(tags);
        f.setStatusWord(status);
    }
}
