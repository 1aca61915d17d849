package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.core.Vector;

/** Decimal adjustment (SDM 1 §7.3.3; the operation sections of DAA, DAS, AAA, AAS, AAM, AAD in SDM 2). */
public final class Decimal {
    private Decimal() {
    }

    public static void daa(Cpu c) {
        int al = c.reg8(Cpu.EAX);
        int carry = Flags.cf(c.carries);
        int adjusted = al;
        boolean low = (al & 0xF) > 9 || Flags.af(c.carries) != 0;
        if (low) {
            adjusted += 6;
        }
        boolean high = al > 0x99 || carry != 0;
        if (high) {
            adjusted += 0x60;
        }
        finish(c, adjusted, low, high, Flags.add(8, al, adjusted - al, adjusted));
    }

    public static void das(Cpu c) {
        int al = c.reg8(Cpu.EAX);
        int carry = Flags.cf(c.carries);
        int adjusted = al;
        boolean low = (al & 0xF) > 9 || Flags.af(c.carries) != 0;
        boolean borrow = low && al < 6;
        if (low) {
            adjusted -= 6;
        }
        boolean high = al > 0x99 || carry != 0;
        if (high) {
            adjusted -= 0x60;
        }
        finish(c, adjusted, low, high || borrow, Flags.sub(8, al, al - adjusted, adjusted));
    }

    /** OF is undefined; it is what the adjustment's addition or subtraction gives. */
    private static void finish(Cpu c, int al, boolean adjust, boolean carry, int carries) {
        c.setReg8(Cpu.EAX, al);
        c.result = (byte) al;
        c.carries = Flags.carryOverflow(carry ? 1 : 0, Flags.of(carries)) | (adjust ? Flags.AUX : 0);
    }

    public static void aaa(Cpu c) {
        unpacked(c, 0x106);
    }

    public static void aas(Cpu c) {
        unpacked(c, -0x106);
    }

    private static void unpacked(Cpu c, int adjustment) {
        int ax = c.regs[Cpu.EAX] & 0xFFFF;
        boolean adjust = (ax & 0xF) > 9 || Flags.af(c.carries) != 0;
        int adjusted = adjust ? ax + adjustment : ax;
        c.setReg16(Cpu.EAX, adjusted & 0xFF0F);
        c.result = (byte) (adjusted & 0x0F);
        c.carries = Flags.carryOverflow(adjust ? 1 : 0, 0) | (adjust ? Flags.AUX : 0);
    }

    public static void aam(Cpu c, int base) {
        int divisor = base & 0xFF;
        if (divisor == 0) {
            throw c.fault(Vector.DE, 0);
        }
        int al = c.reg8(Cpu.EAX);
        c.setReg16(Cpu.EAX, al / divisor << 8 | al % divisor);
        c.result = (byte) (al % divisor);
        c.carries = 0;
    }

    public static void aad(Cpu c, int base) {
        int ax = c.regs[Cpu.EAX];
        int addend = (ax >>> 8 & 0xFF) * (base & 0xFF);
        int al = (ax & 0xFF) + addend & 0xFF;
        c.setReg16(Cpu.EAX, al);
        c.result = (byte) al;
        c.carries = Flags.add(8, ax, addend, al);
    }
}
