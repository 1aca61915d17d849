package org.backplane.cpu.internal.vectors;

import java.util.TreeMap;

/** A line of {@code silicon32.txt}: an instruction that was executed on a chip, in ring 3, with what it changed. */
final class SiliconCase {
    final String family;
    final String name;
    final byte[] code;
    final int seed;
    final int[] registers = new int[8];
    final int eflags;
    /** Bytes written over the data area before: offset to bytes. */
    final TreeMap<Integer, byte[]> memory;
    /** Vector of the exception it ended in, or -1. */
    final int trapVector;
    final int trapErrorCode;
    /** Offset of the next instruction, or of the faulting one. */
    final int eip;
    /** Registers afterwards. */
    final int[] expectedRegisters;
    final int expectedEflags;
    final int undefinedEflags;
    final TreeMap<Integer, byte[]> expectedMemory;
    /** Floating-point registers before, or null: {@code cw,sw,tw,st0..st7} or {@code mxcsr,xmm0..xmm7}. */
    final String[] fpu;
    /** Floating-point registers afterwards. */
    final String[] expectedFpu;
    /** Bits of the x87 status word that are undefined. */
    final int undefinedStatus;

    SiliconCase(String line) {
        String[] fields = line.split(" ");
        family = fields[0];
        name = fields[1];
        code = bytes(fields[2]);
        seed = Integer.parseUnsignedInt(fields[3], 16);
        String[] general = fields[4].split(",");
        for (int i = 0; i < 8; i++) {
            registers[i] = Integer.parseUnsignedInt(general[i], 16);
        }
        eflags = Integer.parseInt(fields[5], 16);
        memory = patches(fields[6]);
        fpu = fields[7].equals("-") ? null : fields[7].split(",");
        // fields[8] is the arrow.
        String[] trap = fields[9].split(":");
        trapVector = fields[9].equals("-") ? -1 : Integer.parseInt(trap[0]);
        trapErrorCode = trap.length > 1 ? Integer.parseInt(trap[1], 16) : 0;
        eip = Integer.parseInt(fields[10], 16);
        expectedRegisters = registers.clone();
        if (!fields[11].equals("-")) {
            for (String change : fields[11].split(",")) {
                String[] pair = change.split("=");
                expectedRegisters[Integer.parseInt(pair[0])] = Integer.parseUnsignedInt(pair[1], 16);
            }
        }
        expectedEflags = Integer.parseInt(fields[12], 16);
        undefinedEflags = Integer.parseInt(fields[13], 16);
        expectedMemory = patches(fields[14]);
        String[] result = fields[15].split("/");
        undefinedStatus = result.length > 1 ? Integer.parseInt(result[1], 16) : 0;
        expectedFpu = fpu == null ? null : fpu.clone();
        if (fpu != null) {
            String[] values = result[0].split(",");
            for (int i = 0; i < values.length; i++) {
                expectedFpu[i] = values[i].equals("=") ? fpu[i] : values[i];
            }
        }
    }

    boolean isSse() {
        return family.equals("sse");
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private static TreeMap<Integer, byte[]> patches(String text) {
        TreeMap<Integer, byte[]> patches = new TreeMap<>();
        if (!text.equals("-")) {
            for (String patch : text.split(",")) {
                String[] pair = patch.split("=");
                patches.put(Integer.parseInt(pair[0], 16), bytes(pair[1]));
            }
        }
        return patches;
    }
}
