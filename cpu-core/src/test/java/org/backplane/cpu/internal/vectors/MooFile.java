package org.backplane.cpu.internal.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of single-step tests in the MOO format: chunks of a four-byte id, a 32-bit length and the payload, little
 * endian. Test chunks hold the initial and final state.
 */
final class MooFile {
    /** Registers of a {@code REGS} chunk in the order of its bit map; the 32-bit files have an order of their own. */
    static final String[] REGISTERS_16 = {"ax", "bx", "cx", "dx", "cs", "ss", "ds", "es", "sp", "bp", "si", "di", "ip",
        "flags"};
    static final String[] REGISTERS_32 = {"cr0", "cr3", "eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "esp", "cs",
        "ds", "es", "fs", "gs", "ss", "eip", "eflags", "dr6", "dr7"};

    /** One side of a test: registers by their position in the bit map, with the ones that are given, and RAM. */
    static final class State {
        final int[] registers = new int[20];
        final boolean[] given = new boolean[20];
        int[] ramAddresses = new int[0];
        byte[] ramValues = new byte[0];
    }

    /** A test. */
    static final class Case {
        int index;
        String name;
        byte[] bytes;
        State initial;
        State last;
        /** The exception's vector, or -1. */
        int exception = -1;
    }

    final boolean is32;
    final List<Case> cases = new ArrayList<>();
    /** Mask of the flags that are defined, for every test of the file. */
    int flagsMask = -1;

    private MooFile(boolean is32) {
        this.is32 = is32;
    }

    static MooFile parse(byte[] content, boolean is32) {
        MooFile file = new MooFile(is32);
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            String id = id(in);
            ByteBuffer chunk = payload(in);
            switch (id) {
                case "RMSK", "RM32" -> file.readMask(chunk);
                case "TEST" -> file.cases.add(file.readCase(chunk));
                default -> { }
            }
        }
        return file;
    }

    private static String id(ByteBuffer in) {
        byte[] id = new byte[4];
        in.get(id);
        return new String(id, StandardCharsets.US_ASCII);
    }

    private static ByteBuffer payload(ByteBuffer in) {
        int length = in.getInt();
        ByteBuffer chunk = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return chunk;
    }

    private void readMask(ByteBuffer chunk) {
        State masks = readRegisters(chunk);
        int flags = is32 ? 17 : 13;
        if (masks.given[flags]) {
            flagsMask = masks.registers[flags];
        }
    }

    private Case readCase(ByteBuffer chunk) {
        Case test = new Case();
        test.index = chunk.getInt();
        while (chunk.hasRemaining()) {
            String id = id(chunk);
            ByteBuffer part = payload(chunk);
            switch (id) {
                case "NAME" -> test.name = text(part);
                case "BYTS" -> {
                    test.bytes = new byte[part.getInt()];
                    part.get(test.bytes);
                }
                case "INIT" -> test.initial = readState(part);
                case "FINA" -> test.last = readState(part);
                case "EXCP" -> test.exception = part.get() & 0xFF;
                default -> { }
            }
        }
        return test;
    }

    private static String text(ByteBuffer part) {
        byte[] text = new byte[part.getInt()];
        part.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private State readState(ByteBuffer chunk) {
        State state = new State();
        while (chunk.hasRemaining()) {
            String id = id(chunk);
            ByteBuffer part = payload(chunk);
            if (id.equals("REGS") || id.equals("RG32")) {
                State read = readRegisters(part);
                System.arraycopy(read.registers, 0, state.registers, 0, 20);
                System.arraycopy(read.given, 0, state.given, 0, 20);
            } else if (id.equals("RAM ")) {
                readRam(part, state);
            }
        }
        return state;
    }

    private State readRegisters(ByteBuffer part) {
        State state = new State();
        int map = is32 ? part.getInt() : part.getShort();
        for (int i = 0; i < (is32 ? 20 : 14); i++) {
            if ((map >>> i & 1) != 0) {
                state.registers[i] = is32 ? part.getInt() : part.getShort() & 0xFFFF;
                state.given[i] = true;
            }
        }
        return state;
    }

    private static void readRam(ByteBuffer part, State state) {
        int count = part.getInt();
        state.ramAddresses = new int[count];
        state.ramValues = new byte[count];
        for (int i = 0; i < count; i++) {
            state.ramAddresses[i] = part.getInt();
            state.ramValues[i] = part.get();
        }
    }
}
