package org.backplane.cpu.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random program of 16-bit code that runs for ever and does what programs for real mode do: loops, near and far calls, loads of segment
 * registers, accesses through all of them with 16-bit and 32-bit addresses and operands, string instructions. Now and then it changes its
 * own code, accesses a device, goes beyond a segment's limit, divides by zero, or executes what virtual-8086 mode does not allow.
 *
 * <p>What may fault is {@link RandomKernel#SKIPPED_AT_GP} bytes long.
 */
final class RandomProgram16 implements RandomGuest {
    /** Registers that a program may change: all but SP, and BP, which counts its loops. */
    private static final int[] PLAIN = {0, 1, 2, 3, 6, 7};
    private static final int BP = 5;
    private static final int SP = 4;
    private static final int[] LOADS = {0x8B, 0x8A, 0x03, 0x3B, 0x1B, 0x85, 0x39, 0x38};
    private static final int[] STORES = {0x89, 0x88, 0x01, 0x29, 0x31, 0x11, 0x00, 0x30, 0x87, 0xFF, 0xC1, 0xD3};

    /**
     * The selectors that a program uses.
     *
     * @param code   of the segment that it is in
     * @param alias  of one that begins {@link #ALIAS_DISTANCE} bytes before that
     * @param data   of data
     * @param device of a device
     */
    record Selectors(int code, int alias, int[] data, int device) {
    }

    /** So far below the program's segment begins the one through which some of its functions are called. */
    static final int ALIAS_DISTANCE = 0x100;

    private final Random random;
    private final int base;
    private final Selectors selectors;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<Integer> functions = new ArrayList<>();
    private final List<Integer> farFunctions = new ArrayList<>();
    private final List<Integer> changeable = new ArrayList<>();
    private final boolean changesItself;
    private int pointers;
    private final byte[] program;

    /**
     * A program.
     *
     * @param base the offset at which it will lie in its segment; it is entered there
     */
    RandomProgram16(long seed, int base, Selectors selectors) {
        this.random = new Random(seed);
        this.base = base;
        this.selectors = selectors;
        this.changesItself = random.nextInt(3) == 0;
        this.program = generate();
    }

    @Override
    public byte[] bytes() {
        return program.clone();
    }

    @Override
    public int constant(Random chosen) {
        return changeable.get(chosen.nextInt(changeable.size()));
    }

    private byte[] generate() {
        bytes(0xE9, 0, 0);
        pointers = base + code.size();
        for (int selector : selectors.data) {
            half(random.nextInt(0x10000));
            half(selector);
        }
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            function(false);
            function(true);
        }
        int start = code.size();
        constant();
        for (int i = 3 + random.nextInt(6); i > 0; i--) {
            loop();
        }
        bytes(0xE9);
        half(start - code.size() - 2);
        byte[] all = code.toByteArray();
        all[1] = (byte) (start - 3);
        all[2] = (byte) (start - 3 >> 8);
        return all;
    }

    private void bytes(int... values) {
        for (int value : values) {
            code.write(value);
        }
    }

    private void half(int value) {
        bytes(value, value >> 8);
    }

    private int oneOf(int... some) {
        return some[random.nextInt(some.length)];
    }

    private int register() {
        return oneOf(PLAIN);
    }

    /** An instruction that may fault. */
    private void faulting(Runnable instruction) {
        int start = code.size();
        instruction.run();
        while (code.size() < start + RandomKernel.SKIPPED_AT_GP) {
            bytes(0x90);
        }
    }

    private void function(boolean far) {
        (far ? farFunctions : functions).add(code.size());
        bytes(0xC8, 8, 0, 0);                                           // enter 8,0
        statements(2 + random.nextInt(6), false, far);
        bytes(0xC9);                                                    // leave
        bytes(far ? 0xCB : 0xC3);
    }

    private void loop() {
        bytes(0xBD);
        half(1 + random.nextInt(20));
        int top = code.size();
        statements(3 + random.nextInt(10), true, false);
        bytes(0x4D);
        bytes(0x0F, 0x85);
        half(top - code.size() - 2);
    }

    private void statements(int count, boolean calls, boolean far) {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(16)) {
                case 0, 1 -> skip();
                case 2, 3 -> call(calls);
                case 4 -> changeCode(far);
                case 5 -> rare();
                case 6, 7 -> segment(far);
                case 8 -> string();
                case 9, 10, 11 -> memory();
                default -> arithmetic();
            }
        }
    }

    /** A conditional jump over a few instructions. */
    private void skip() {
        bytes(random.nextInt(8) == 0 ? 0xE3 : 0x70 | random.nextInt(16));
        int place = code.size();
        bytes(0);
        for (int i = random.nextInt(4); i >= 0; i--) {
            arithmetic();
        }
        byte[] all = code.toByteArray();
        all[place] = (byte) (all.length - place - 1);
        code.reset();
        code.writeBytes(all);
    }

    private void call(boolean allowed) {
        if (!allowed) {
            return;
        }
        int near = functions.get(random.nextInt(functions.size()));
        switch (random.nextInt(6)) {
            case 0 -> {
                bytes(0xB8);                                            // mov ax,offset; call ax
                half(base + near);
                bytes(0xFF, 0xD0);
            }
            case 1, 2 -> {
                boolean alias = random.nextBoolean();
                bytes(0x9A);                                            // call selector:offset
                half(base + farFunctions.get(random.nextInt(farFunctions.size())) + (alias ? ALIAS_DISTANCE : 0));
                half(alias ? selectors.alias : selectors.code);
            }
            default -> {
                bytes(0xE8);
                half(near - code.size() - 2);
            }
        }
    }

    /** Writes to the constant of an instruction. */
    private void changeCode(boolean far) {
        if (changesItself && !far && !changeable.isEmpty() && random.nextInt(4) == 0) {
            faulting(() -> {
                bytes(0x2E, 0xA2);                                      // mov cs:[offset],al
                half(base + changeable.get(random.nextInt(changeable.size())));
            });
        } else {
            constant();
        }
    }

    /** mov r,imm16 */
    private void constant() {
        bytes(0xB8 | register());
        changeable.add(code.size());
        half(random.nextInt());
    }

    private void rare() {
        switch (random.nextInt(9)) {
            case 0 -> bytes(0xF6 | random.nextInt(2), 0xF0 | random.nextInt(2) << 3 | register());  // div, idiv
            case 1 -> faulting(() -> bytes(0x9C, 0x9D));                // pushf; popf
            case 2 -> faulting(() -> bytes(0xFA | random.nextInt(2)));  // cli, sti
            case 3 -> faulting(() -> bytes(0xCD, 0x40));                // int 40h
            case 4 -> faulting(() -> bytes(0xE4, 0x60));                // in al,60h
            case 5 -> bytes(0x60, 0x61);                                // pusha; popa
            case 6 -> bytes(0xB9, 1 + random.nextInt(9), 0, 0x01, 0xC2, 0x40, 0xE2, 0xFB);  // l: add dx,ax; inc ax; loop l
            case 7 -> bytes(0xD7, 0x98, 0x99);                          // xlat; cbw; cwd
            default -> bytes(0xF8 | random.nextInt(2));                 // clc, stc
        }
    }

    private void segment(boolean far) {
        switch (random.nextInt(6)) {
            case 0 -> bytes(0x8C, 0xC0 | random.nextInt(6) << 3 | register());      // mov r,sreg
            case 1 -> bytes(0x1E, 0x07);                                            // push ds; pop es
            case 2 -> bytes(0x06, 0x1F);                                            // push es; pop ds
            case 3 -> pointer(far);
            default -> {
                bytes(0xB8);                                                        // mov ax,selector; mov sreg,ax
                half(random.nextInt(8) == 0 ? selectors.device : oneOf(selectors.data));
                bytes(0x8E, 0xC0 | oneOf(0, 3, 4, 5) << 3);
            }
        }
    }

    /** les, lds, lfs, lgs r,cs:[...] */
    private void pointer(boolean far) {
        if (!far) {
            bytes(0x2E);
            switch (random.nextInt(3)) {
                case 0 -> bytes(0xC4);
                case 1 -> bytes(0xC5);
                default -> bytes(0x0F, oneOf(0xB4, 0xB5));
            }
            bytes(register() << 3 | 6);
            half(pointers + 4 * random.nextInt(selectors.data.length));
        }
    }

    /** A string instruction, upwards or downwards, its source in another segment sometimes. */
    private void string() {
        bytes(0xFC | random.nextInt(2));
        boolean repeated = random.nextInt(3) == 0;
        if (repeated) {
            bytes(0xB9, random.nextInt(40), 0);
        }
        faulting(() -> {
            bytes(repeated ? new int[] {0xF3} : new int[0]);
            if (random.nextInt(4) == 0) {
                bytes(oneOf(0x26, 0x36, 0x64, 0x65));
            }
            prefix();
            bytes((repeated ? oneOf(0xA4, 0xAA) : oneOf(0xA4, 0xA6, 0xAA, 0xAC, 0xAE)) | random.nextInt(2));
        });
        bytes(0xFC);
    }

    private void prefix() {
        if (random.nextInt(4) == 0) {
            bytes(0x66);
        }
    }

    private int modRm(int reg) {
        return 0xC0 | reg << 3 | register();
    }

    private void arithmetic() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                prefix();
                bytes(random.nextInt(8) << 3 | random.nextInt(4), modRm(register()));
            }
            case 3 -> immediate();
            case 4 -> bytes(0x40 | random.nextInt(2) << 3 | register());
            case 5 -> shift();
            case 6 -> {
                prefix();
                bytes(0x0F, 0xAF, modRm(register()));
            }
            case 7 -> bytes(0x0F, 0x90 | random.nextInt(16), 0xC0 | random.nextInt(8) & 3 | random.nextInt(2) << 2);
            case 8 -> {
                prefix();
                bytes(0x8D, 0x40 | register() << 3 | random.nextInt(8), random.nextInt(256));
            }
            case 9 -> {
                prefix();
                bytes(0x0F, oneOf(0xB6, 0xB7, 0xBE, 0xBF, 0xA3, 0xAB, 0xB3, 0xBB, 0xBC, 0xBD, 0xC1, 0xB1), modRm(register()));
            }
            case 10 -> {
                int size = random.nextInt(4) == 0 ? 0x66 : 0x90;
                bytes(size, 0x50 | register(), size, 0x58 | register());
            }
            default -> bytes(0xF6 | random.nextInt(2), oneOf(0xD0, 0xD8, 0xE0, 0xE8) | register() & 3);
        }
    }

    private void immediate() {
        int operation = random.nextInt(8);
        if (random.nextBoolean()) {
            bytes(0x83, 0xC0 | operation << 3 | register(), random.nextInt(256));
        } else {
            bytes(0x81, 0xC0 | operation << 3 | register());
            changeable.add(code.size());
            half(random.nextInt());
        }
    }

    private void shift() {
        prefix();
        int operation = random.nextInt(8);
        switch (random.nextInt(4)) {
            case 0 -> bytes(0xD0 | random.nextInt(2), 0xC0 | operation << 3 | register());
            case 1 -> bytes(0xD2 | random.nextInt(2), 0xC0 | operation << 3 | register());
            case 2 -> bytes(0xC0 | random.nextInt(2), 0xC0 | operation << 3 | register(), random.nextInt(40));
            default -> bytes(0x0F, random.nextBoolean() ? 0xA4 : 0xAC, modRm(register()), random.nextInt(40));
        }
    }

    /** An access of the data. The stack's segment and the code's are only read, or the program would soon be lost. */
    private void memory() {
        int prefix = random.nextInt(2) == 0 ? 0 : oneOf(0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65);
        if (random.nextInt(4) == 0) {
            memory32();
            return;
        }
        int rm = random.nextInt(8);
        boolean ofStack = prefix == 0 && (rm == 2 || rm == 3 || rm == 6);
        boolean reads = ofStack || prefix == 0x2E || prefix == 0x36 || random.nextBoolean();
        faulting(() -> {
            if (prefix != 0) {
                bytes(prefix);
            }
            prefix();
            int opcode = reads ? oneOf(LOADS) : oneOf(STORES);
            bytes(opcode, 0x80 | operand(opcode) << 3 | rm);
            half(random.nextInt());
            if (opcode == 0xC1) {
                bytes(random.nextInt(40));
            }
        });
    }

    /** and r,0fffch; an access of [r+disp8] */
    private void memory32() {
        int address = register();
        bytes(0x66, 0x81, 0xE0 | address);
        half(random.nextInt(8) == 0 ? 0xFFFF : 0xFFFC);
        half(0);
        faulting(() -> {
            bytes(0x67);
            prefix();
            int opcode = random.nextBoolean() ? oneOf(LOADS) : oneOf(STORES);
            bytes(opcode, 0x40 | operand(opcode) << 3 | address, random.nextInt(128));
            if (opcode == 0xC1) {
                bytes(random.nextInt(40));
            }
        });
    }

    private int operand(int opcode) {
        int reg = opcode == 0xFF ? random.nextInt(2) : random.nextInt(8);
        return (reg == SP || reg == BP) && opcode != 0xC1 && opcode != 0xD3 ? 0 : reg;
    }
}
