package org.backplane.device.rtc.internal;

import java.util.Arrays;

/** What the CMOS of a machine that has been set up contains: initial values, memory sizes, configured bytes. */
final class CmosContents {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long BASE_MEMORY_LIMIT = 640 * KIB;
    private static final long UNIT_64_KIB = 64 * KIB;

    private CmosContents() {
    }

    /**
     * Fills the bytes, except for the time.
     *
     * @param kept        what a battery has kept of all bytes, or nothing; sizes, clock and status registers are not
     *                    taken from it
     * @param memory      RAM below 4 GiB, such as {@code 128M}
     * @param memoryAbove RAM above 4 GiB
     * @param configured  bytes that replace others, such as {@code 0x10=0x40}
     * @return 128 bytes
     * @throws IllegalArgumentException if a value cannot be understood; the message names the option
     */
    static int[] of(byte[] kept, String memory, String memoryAbove, String... configured) {
        int[] bytes = new int[CmosRegister.BYTES];
        for (CmosRegister register : CmosRegister.values()) {
            bytes[register.address()] = register.initial();
        }
        restore(bytes, kept);
        long below = bytes("memory", memory, 4 * GIB);
        long above = bytes("memoryAbove4G", memoryAbove, UNIT_64_KIB << 24);
        put(bytes, CmosRegister.BASE_MEMORY, 2, Math.min(below, BASE_MEMORY_LIMIT) / KIB);
        put(bytes, CmosRegister.EXTENDED_MEMORY, 2, (below - MIB) / KIB);
        put(bytes, CmosRegister.EXTENDED_MEMORY_FOUND, 2, (below - MIB) / KIB);
        put(bytes, CmosRegister.MEMORY_ABOVE_16M, 2, (below - 16 * MIB) / UNIT_64_KIB);
        put(bytes, CmosRegister.MEMORY_ABOVE_4G, 3, above / UNIT_64_KIB);
        Arrays.stream(configured).forEach(assignment -> assign(bytes, assignment));
        return bytes;
    }

    private static void restore(int[] bytes, byte[] kept) {
        for (int address = 0; address < kept.length; address++) {
            if (CmosRegister.at(address).access() == CmosRegister.Access.MEMORY) {
                bytes[address] = kept[address] & 0xff;
            }
        }
    }

    /** Puts a size in little-endian order; what does not fit is all ones, what is negative is zero. */
    private static void put(int[] bytes, CmosRegister register, int count, long units) {
        long value = Math.max(0, Math.min(units, (1L << 8 * count) - 1));
        for (int i = 0; i < count; i++) {
            bytes[register.address() + i] = (int) (value >> 8 * i) & 0xff;
        }
    }

    private static void assign(int[] bytes, String assignment) {
        String[] parts = assignment.split("=", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("bytes: '" + assignment + "' is not ADDRESS=VALUE");
        }
        int address = (int) number("bytes", parts[0], CmosRegister.BYTES - 1);
        CmosRegister register = CmosRegister.at(address);
        switch (register.access()) {
            case STATUS_A, STATUS_B, MEMORY -> { }
            case CLOCK, FLAGS, READ_ONLY -> throw new IllegalArgumentException(
                    "bytes: '" + assignment + "': the chip makes this byte itself");
        }
        bytes[address] = (int) number("bytes", parts[1], 0xff);
    }

    private static long bytes(String option, String text, long limit) {
        String number = text.trim();
        long unit = switch (number.isEmpty() ? ' ' : Character.toUpperCase(number.charAt(number.length() - 1))) {
            case 'K' -> KIB;
            case 'M' -> MIB;
            case 'G' -> GIB;
            default -> 1;
        };
        String digits = unit == 1 ? number : number.substring(0, number.length() - 1);
        return inRange(option, text, digits, limit / unit) * unit;
    }

    private static long number(String option, String text, long limit) {
        return inRange(option, text, text, limit);
    }

    private static long inRange(String option, String text, String digits, long limit) {
        long number;
        try {
            number = Long.decode(digits.trim().replace("_", ""));
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(option + ": '" + text + "' is no number", malformed);
        }
        if (number < 0 || number > limit) {
            throw new IllegalArgumentException(
                    option + ": '" + text + "' is out of range, " + limit + " is the most in this unit");
        }
        return number;
    }
}
