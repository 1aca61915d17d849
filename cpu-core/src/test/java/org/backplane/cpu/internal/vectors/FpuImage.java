package org.backplane.cpu.internal.vectors;

import java.math.BigInteger;
import java.util.List;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.fpu.Fpu;

/** The floating-point registers of a recorded case. */
final class FpuImage {
    private static final int REGISTERS = 3;

    private FpuImage() {
    }

    static void load(Cpu cpu, SiliconCase test) {
        if (test.isSse()) {
            cpu.xmm.setMxcsr(hex(test.fpu[0]));
            for (int i = 0; i < 8; i++) {
                String value = test.fpu[1 + i];
                cpu.xmm.set(i, Long.parseUnsignedLong(value.substring(16), 16),
                        Long.parseUnsignedLong(value.substring(0, 16), 16));
            }
            return;
        }
        Fpu f = cpu.fpu;
        f.setControl(hex(test.fpu[0]));
        f.setStatusWord(hex(test.fpu[1]));
        f.setTagWord(hex(test.fpu[2]));
        for (int i = 0; i < 8; i++) {
            String value = test.fpu[REGISTERS + i];
            f.se[f.index(i)] = hex(value.substring(0, 4));
            f.sig[f.index(i)] = Long.parseUnsignedLong(value.substring(4), 16);
        }
    }

    private static int hex(String text) {
        return Integer.parseUnsignedInt(text, 16);
    }

    static void compare(Cpu cpu, SiliconCase test, List<String> differences) {
        if (test.isSse()) {
            compareSse(cpu, test, differences);
            return;
        }
        Fpu f = cpu.fpu;
        boolean within = test.family.equals("x87trans");
        boolean exact = true;
        for (int i = 0; i < 8; i++) {
            String actual = String.format("%04x%016x", f.se[f.index(i)], f.sig[f.index(i)]);
            String expected = test.expectedFpu[REGISTERS + i];
            exact &= actual.equals(expected);
            if (!actual.equals(expected) && !(within && isNextTo(actual, expected))) {
                differences.add("st" + i + " is " + actual + ", should be " + expected);
            }
        }
        // C1 tells how the last bit was rounded.
        int mask = 0xFFFF & ~test.undefinedStatus & (exact ? -1 : ~Fpu.C1);
        check(differences, "control word", f.control(), hex(test.expectedFpu[0]));
        check(differences, "status word", f.statusWord() & mask, hex(test.expectedFpu[1]) & mask);
        check(differences, "tag word", f.tagWord(), hex(test.expectedFpu[2]));
    }

    private static void compareSse(Cpu cpu, SiliconCase test, List<String> differences) {
        check(differences, "mxcsr", cpu.xmm.mxcsr(), hex(test.expectedFpu[0]));
        for (int i = 0; i < 8; i++) {
            String actual = String.format("%016x%016x", cpu.xmm.high(i), cpu.xmm.low(i));
            if (!actual.equals(test.expectedFpu[1 + i])) {
                differences.add("xmm" + i + " is " + actual + ", should be " + test.expectedFpu[1 + i]);
            }
        }
    }

    /** Whether two numbers of equal sign differ by no more than a unit of the last place. */
    private static boolean isNextTo(String a, String b) {
        return place(a).subtract(place(b)).abs().compareTo(BigInteger.ONE) <= 0;
    }

    /** Numbers the values of the format in their order; the integer bit has no place of its own. */
    private static BigInteger place(String value) {
        int se = hex(value.substring(0, 4));
        BigInteger fraction = new BigInteger(value.substring(4), 16).clearBit(63);
        BigInteger magnitude = BigInteger.valueOf(se & 0x7FFF).shiftLeft(63).or(fraction);
        return (se & 0x8000) != 0 ? magnitude.setBit(80) : magnitude;
    }

    private static void check(List<String> differences, String what, int actual, int expected) {
        if (actual != expected) {
            differences.add(String.format("%s is %04x, should be %04x", what, actual, expected));
        }
    }
}
