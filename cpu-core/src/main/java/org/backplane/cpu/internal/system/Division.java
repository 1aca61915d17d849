package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.core.Vector;

/** DIV and IDIV (SDM 2). The status flags, which are undefined, stay as they are. */
public final class Division {
    private Division() {
    }

    public static void unsigned(Cpu c, int size, int divisor) {
        switch (size) {
            case 8 -> unsigned8(c, divisor & 0xFF);
            case 16 -> unsigned16(c, divisor & 0xFFFF);
            default -> unsigned32(c, divisor);
        }
    }

    public static void signed(Cpu c, int size, int divisor) {
        switch (size) {
            case 8 -> signed8(c, (byte) divisor);
            case 16 -> signed16(c, (short) divisor);
            default -> signed32(c, divisor);
        }
    }

    private static void unsigned8(Cpu c, int divisor) {
        int dividend = c.regs[Cpu.EAX] & 0xFFFF;
        if (divisor == 0 || dividend / divisor > 0xFF) {
            throw divideError(c);
        }
        c.setReg16(Cpu.EAX, dividend % divisor << 8 | dividend / divisor);
    }

    private static void unsigned16(Cpu c, int divisor) {
        int dividend = c.regs[Cpu.EDX] << 16 | c.regs[Cpu.EAX] & 0xFFFF;
        if (divisor == 0 || Integer.compareUnsigned(Integer.divideUnsigned(dividend, divisor), 0xFFFF) > 0) {
            throw divideError(c);
        }
        c.setReg16(Cpu.EDX, Integer.remainderUnsigned(dividend, divisor));
        c.setReg16(Cpu.EAX, Integer.divideUnsigned(dividend, divisor));
    }

    private static void unsigned32(Cpu c, int divisor) {
        long dividend = dividend64(c);
        long by = Integer.toUnsignedLong(divisor);
        if (Integer.compareUnsigned(c.regs[Cpu.EDX], divisor) >= 0) {
            throw divideError(c);
        }
        long quotient = Long.divideUnsigned(dividend, by);
        c.regs[Cpu.EAX] = (int) quotient;
        c.regs[Cpu.EDX] = (int) (dividend - quotient * by);
    }

    private static void signed8(Cpu c, int divisor) {
        int dividend = (short) c.regs[Cpu.EAX];
        if (divisor == 0 || dividend / divisor != (byte) (dividend / divisor)) {
            throw divideError(c);
        }
        c.setReg16(Cpu.EAX, (dividend % divisor & 0xFF) << 8 | dividend / divisor & 0xFF);
    }

    private static void signed16(Cpu c, int divisor) {
        int dividend = c.regs[Cpu.EDX] << 16 | c.regs[Cpu.EAX] & 0xFFFF;
        if (divisor == 0 || (long) dividend / divisor != (short) (dividend / divisor)) {
            throw divideError(c);
        }
        c.setReg16(Cpu.EDX, dividend % divisor);
        c.setReg16(Cpu.EAX, dividend / divisor);
    }

    private static void signed32(Cpu c, int divisor) {
        long dividend = dividend64(c);
        // Long.MIN_VALUE / -1 wraps to itself and so does not fit either.
        if (divisor == 0 || dividend / divisor != (int) (dividend / divisor)) {
            throw divideError(c);
        }
        c.regs[Cpu.EAX] = (int) (dividend / divisor);
        c.regs[Cpu.EDX] = (int) (dividend % divisor);
    }

    private static long dividend64(Cpu c) {
        return (long) c.regs[Cpu.EDX] << 32 | Integer.toUnsignedLong(c.regs[Cpu.EAX]);
    }

    private static Fault divideError(Cpu c) {
        return c.fault(Vector.DE, 0);
    }
}
