package org.backplane.cpu.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A random program of 16-bit code that runs for ever and does what programs for real mode do: loops, near and far calls, loads of segment
 * registers, accesses through all of them with 16-bit and 32-bit addresses and operands, string instructions. Now and then it changes its
 * own code, accesses a device, goes beyond a segment's limit, divides by zero, or executes what virtual-8086 mode does not allow.
 *
 * <p>What may fault is {@link RandomKernel#SKIPPED_AT_GP} bytes long.
 */
final class RandomProgram16 extends RandomInstructions {
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

    private final int base;
    private final Selectors selectors;
    private final List<Integer> functions = new ArrayList<>();
    private final List<Integer> farFunctions = new ArrayList<>();
    private int pointers;

    /**
     * A program.
     *
     * @param base the offset at which it will lie in its segment; it is entered there
     */
    RandomProgram16(long seed, int base, Selectors selectors) {
        super(seed);
        this.base = base;
        this.selectors = selectors;
        generate();
    }

    private void generate() {
        bytes(0xE9, 0, 0);
        pointers = base + size();
        for (int selector : selectors.data) {
            half(random.nextInt(0x10000));
            half(selector);
        }
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            function(false);
            function(true);
        }
        int start = size();
        patch(1, start - 3, start - 3 >> 8);
        constant();
        for (int i = 3 + random.nextInt(6); i > 0; i--) {
            loop();
        }
        bytes(0xE9);
        half(start - size() - 2);
    }

    @Override
    void immediate(int value) {
        half(value);
    }

    /** An instruction that may fault. */
    private void faulting(Runnable instruction) {
        int start = size();
        instruction.run();
        while (size() < start + RandomKernel.SKIPPED_AT_GP) {
            bytes(0x90);
        }
    }

    private void function(boolean far) {
        (far ? farFunctions : functions).add(size());
        bytes(0xC8, 8, 0, 0);                                           // enter 8,0
        statements(2 + random.nextInt(6), false, far);
        bytes(0xC9);                                                    // leave
        bytes(far ? 0xCB : 0xC3);
    }

    private void loop() {
        bytes(0xBD);
        half(1 + random.nextInt(20));
        int top = size();
        statements(3 + random.nextInt(10), true, false);
        bytes(0x4D);                                                    // dec bp; jne
        bytes(0x0F, 0x85);
        half(top - size() - 2);
    }

    private void statements(int count, boolean calls, boolean far) {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(16)) {
                case 0, 1 -> skip(random.nextInt(8) == 0 ? 0xE3 : 0x70 | random.nextInt(16), this::arithmetic);
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
                half(near - size() - 2);
            }
        }
    }

    /** Writes to the constant of an instruction. */
    private void changeCode(boolean far) {
        if (changesItself && !far && hasConstants() && random.nextInt(4) == 0) {
            faulting(() -> {
                bytes(0x2E, 0xA2);                                      // mov cs:[offset],al
                half(base + constant(random));
            });
        } else {
            constant();
        }
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

    @Override
    void arithmetic() {
        switch (random.nextInt(12)) {
            case 0 -> {
                prefix();
                bytes(0x8D, 0x40 | register() << 3 | random.nextInt(8), random.nextInt(256));
            }
            case 1 -> {
                int size = random.nextInt(4) == 0 ? 0x66 : 0x90;
                bytes(size, 0x50 | register(), size, 0x58 | register());
            }
            default -> super.arithmetic();
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
}
