package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.core.Vector;

/** Selectors and the descriptors they select (SDM 3A §3.4.2, §3.5). */
final class Selectors {
    static final int RPL = 3;
    static final int TI = 4;
    private static final int INDEX = 0xFFF8;

    private Selectors() {
    }

    static boolean isNull(int selector) {
        return (selector & ~RPL & 0xFFFF) == 0;
    }

    static int rpl(int selector) {
        return selector & RPL;
    }

    /** The error code that names a selector: its RPL bits are replaced (SDM 3A §6.13). */
    static int errorCode(int selector) {
        return selector & ~RPL & 0xFFFF;
    }

    static Fault fault(Cpu c, int vector, int selector) {
        return c.fault(vector, errorCode(selector));
    }

    static Fault generalProtection(Cpu c, int selector) {
        return fault(c, Vector.GP, selector);
    }

    /** Linear address of the descriptor, or -1 if the selector is outside its table. */
    static long find(Cpu c, int selector) {
        int base = c.gdtBase;
        int limit = c.gdtLimit;
        if ((selector & TI) != 0) {
            if (c.ldtr.attributes == 0) {
                return -1;
            }
            base = c.ldtr.base;
            limit = c.ldtr.limit;
        }
        int last = selector & INDEX | 7;
        return Integer.compareUnsigned(last, limit) > 0 ? -1 : Integer.toUnsignedLong(base + (selector & INDEX));
    }

    /** Linear address of the descriptor; faults with the vector if the selector is outside its table. */
    static int address(Cpu c, int selector, int vector) {
        long address = find(c, selector);
        if (address < 0) {
            throw fault(c, vector, selector);
        }
        return (int) address;
    }

    /** Sets the accessed bit of a code or data descriptor in memory, and returns its high doubleword with it set. */
    static int markAccessed(Cpu c, int address, int high) {
        if ((high & Descriptor.ACCESSED) == 0) {
            c.systemWrite8(address + 5, (high | Descriptor.ACCESSED) >>> 8);
        }
        return high | Descriptor.ACCESSED;
    }
}
