package org.backplane.cpu.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What random programs of 16-bit and of 32-bit code have in common: bytes, and instructions that are encoded alike. */
abstract class RandomInstructions {
    static final int ECX = 1;
    static final int ESP = 4;
    static final int EBP = 5;
    static final int ESI = 6;
    static final int EDI = 7;
    /** Registers that a program may change: all but ESP, and EBP, which counts its loops. */
    private static final int[] PLAIN = {0, ECX, 2, 3, ESI, EDI};
    /** Begins opcodes of two bytes. */
    private static final int ESCAPE = 0x0F;

    final Random random;
    /** Whether it writes to its own constants. */
    final boolean changesItself;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<Integer> changeable = new ArrayList<>();

    RandomInstructions(long seed) {
        this.random = new Random(seed);
        this.changesItself = random.nextInt(3) == 0;
    }

    /** Its bytes. */
    byte[] bytes() {
        return code.toByteArray();
    }

    /** Offset of one of its bytes that can be any, being a constant. */
    int constant(Random chosen) {
        return changeable.get(chosen.nextInt(changeable.size()));
    }

    boolean hasConstants() {
        return !changeable.isEmpty();
    }

    /** Adds a constant that can be any. */
    abstract void immediate(int value);

    // Bytes.

    int size() {
        return code.size();
    }

    void bytes(int... values) {
        for (int value : values) {
            code.write(value);
        }
    }

    void half(int value) {
        bytes(value, value >> 8);
    }

    void word(int value) {
        half(value);
        half(value >> 16);
    }

    /** Puts other bytes in the place of those from an offset on. */
    void patch(int at, int... values) {
        byte[] all = code.toByteArray();
        for (int i = 0; i < values.length; i++) {
            all[at + i] = (byte) values[i];
        }
        code.reset();
        code.writeBytes(all);
    }

    int oneOf(int... some) {
        return some[random.nextInt(some.length)];
    }

    int register() {
        return oneOf(PLAIN);
    }

    int modRm(int reg) {
        return 0xC0 | reg << 3 | register();
    }

    /** The register or the number of the operation that an opcode with memory has, of those that a program may change. */
    int operand(int opcode) {
        int reg = opcode == 0xFF ? random.nextInt(2) : random.nextInt(8);
        return (reg == ESP || reg == EBP) && opcode != 0xC1 && opcode != 0xD3 ? 0 : reg;
    }

    // Instructions.

    /** The other operand size now and then. */
    void prefix() {
        if (random.nextInt(5) == 0) {
            bytes(0x66);
        }
    }

    /** mov r,imm */
    void constant() {
        bytes(0xB8 | register());
        anyImmediate();
    }

    private void anyImmediate() {
        changeable.add(size());
        immediate(random.nextInt());
    }

    /** A short jump over a few instructions. */
    void skip(int opcode, Runnable instruction) {
        bytes(opcode);
        int place = size();
        bytes(0);
        for (int i = random.nextInt(4); i >= 0; i--) {
            instruction.run();
        }
        patch(place, size() - place - 1);
    }

    /** An operation with a constant. */
    void withImmediate() {
        int operation = random.nextInt(8);
        if (random.nextBoolean()) {
            bytes(0x83, 0xC0 | operation << 3 | register(), random.nextInt(256));
        } else {
            bytes(0x81, 0xC0 | operation << 3 | register());
            anyImmediate();
        }
    }

    void shift() {
        prefix();
        int operation = random.nextInt(8);
        switch (random.nextInt(4)) {
            case 0 -> bytes(0xD0 | random.nextInt(2), 0xC0 | operation << 3 | register());
            case 1 -> bytes(0xD2 | random.nextInt(2), 0xC0 | operation << 3 | register());
            case 2 -> bytes(0xC0 | random.nextInt(2), 0xC0 | operation << 3 | register(), random.nextInt(40));
            default -> bytes(ESCAPE, random.nextBoolean() ? 0xA4 : 0xAC, modRm(register()), random.nextInt(40));
        }
    }

    /** An operation on registers that both kinds of code encode alike, but for its operand size. */
    void arithmetic() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                prefix();
                bytes(random.nextInt(8) << 3 | random.nextInt(4), modRm(register()));
            }
            case 3 -> withImmediate();
            case 4 -> bytes(0x40 | random.nextInt(2) << 3 | register());
            case 5 -> shift();
            case 6 -> {
                prefix();
                bytes(ESCAPE, 0xAF, modRm(register()));
            }
            case 7 -> bytes(ESCAPE, 0x90 | random.nextInt(16), 0xC0 | random.nextInt(8) & 3 | random.nextInt(2) << 2);
            case 8 -> {
                prefix();
                bytes(ESCAPE, oneOf(0xB6, 0xB7, 0xBE, 0xBF, 0xA3, 0xAB, 0xB3, 0xBB, 0xBC, 0xBD, 0xC1, 0xB1), modRm(register()));
            }
            default -> bytes(0xF6 | random.nextInt(2), oneOf(0xD0, 0xD8, 0xE0, 0xE8) | register() & 3);
        }
    }
}
