package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.core.Vector;

/** The instructions on descriptor-table registers and selectors (SDM 3A §2.4, §2.8.1, §5.10). */
public final class DescriptorTables {
    private static final int BASE_24 = 0x00FFFFFF;

    private DescriptorTables() {
    }

    // GDTR and IDTR. With 16-bit operand size the base has 24 bits (SDM 2, LGDT).

    public static void lgdt(Cpu c, int size, int segment, int offset) {
        c.requirePrivilege();
        int limit = c.read16(segment, offset, c.at);
        int base = c.read32(segment, Cpu.part(segment, offset + 2), c.at);
        c.gdtLimit = limit;
        c.gdtBase = size == 32 ? base : base & BASE_24;
    }

    public static void lidt(Cpu c, int size, int segment, int offset) {
        c.requirePrivilege();
        int limit = c.read16(segment, offset, c.at);
        int base = c.read32(segment, Cpu.part(segment, offset + 2), c.at);
        c.idtLimit = limit;
        c.idtBase = size == 32 ? base : base & BASE_24;
    }

    public static void sgdt(Cpu c, int segment, int offset) {
        store(c, segment, offset, c.gdtLimit, c.gdtBase);
    }

    public static void sidt(Cpu c, int segment, int offset) {
        store(c, segment, offset, c.idtLimit, c.idtBase);
    }

    private static void store(Cpu c, int segment, int offset, int limit, int base) {
        int second = Cpu.part(segment, offset + 2);
        // Nothing is stored unless all of it can be.
        c.modify16(segment, offset, c.at);
        c.modify32(segment, second, c.at);
        c.write16(segment, offset, limit, c.at);
        c.write32(segment, second, base, c.at);
    }

    // LDTR and TR.

    public static int sldt(Cpu c) {
        return c.ldtr.selector;
    }

    public static int str(Cpu c) {
        return c.tr.selector;
    }

    public static void lldt(Cpu c, int value) {
        c.requirePrivilege();
        int selector = value & 0xFFFF;
        if (Selectors.isNull(selector)) {
            c.ldtr.loadNull(selector);
            return;
        }
        int address = gdtAddress(c, selector);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        if (!Descriptor.isSystem(high) || Descriptor.type(high) != Descriptor.LDT) {
            throw Selectors.generalProtection(c, selector);
        }
        checkPresent(c, selector, high);
        c.ldtr.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
    }

    public static void ltr(Cpu c, int value) {
        c.requirePrivilege();
        int selector = value & 0xFFFF;
        if (Selectors.isNull(selector)) {
            throw c.generalProtection(0);
        }
        int address = gdtAddress(c, selector);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        int type = Descriptor.isSystem(high) ? Descriptor.type(high) : 0;
        if (type != Descriptor.TSS16_AVAILABLE && type != Descriptor.TSS32_AVAILABLE) {
            throw Selectors.generalProtection(c, selector);
        }
        checkPresent(c, selector, high);
        c.systemWrite32(address + 4, high | Descriptor.TSS_BUSY);
        c.tr.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high | Descriptor.TSS_BUSY);
    }

    private static int gdtAddress(Cpu c, int selector) {
        if ((selector & Selectors.TI) != 0) {
            throw Selectors.generalProtection(c, selector);
        }
        return Selectors.address(c, selector, Vector.GP);
    }

    private static void checkPresent(Cpu c, int selector, int high) {
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
    }

    // Looking at selectors without loading them: they set ZF instead of faulting.

    /** LAR: the access rights, or the register's old value. */
    public static int lar(Cpu c, int size, int value, int old) {
        int high = visibleDescriptor(c, value, DescriptorTables::hasAccessRights);
        return high == 0 ? old : size == 32 ? high & 0x00F0FF00 : high & 0xFF00;
    }

    /** LSL: the limit, or the register's old value. */
    public static int lsl(Cpu c, int value, int old) {
        int high = visibleDescriptor(c, value, DescriptorTables::hasLimit);
        if (high == 0) {
            return old;
        }
        int low = c.systemRead32((int) Selectors.find(c, value & 0xFFFF));
        return Descriptor.limit(low, high);
    }

    public static void verr(Cpu c, int value) {
        visibleDescriptor(c, value, high -> Descriptor.isData(high) || Descriptor.isReadableCode(high));
    }

    public static void verw(Cpu c, int value) {
        visibleDescriptor(c, value, Descriptor::isWritableData);
    }

    private interface Kind {
        boolean accepts(int high);
    }

    /** The high doubleword of a descriptor of the kind that the present privilege may see, or 0; sets ZF accordingly. */
    private static int visibleDescriptor(Cpu c, int value, Kind kind) {
        int selector = value & 0xFFFF;
        int high = 0;
        long address = Selectors.isNull(selector) ? -1 : Selectors.find(c, selector);
        if (address >= 0) {
            int candidate = c.systemRead32((int) address + 4);
            if (kind.accepts(candidate) && isVisible(c, selector, candidate)) {
                high = candidate;
            }
        }
        setZf(c, high != 0);
        return high;
    }

    private static boolean isVisible(Cpu c, int selector, int high) {
        int dpl = Descriptor.dpl(high);
        return Descriptor.isCode(high) && Descriptor.isConforming(high)
                || c.cpl <= dpl && Selectors.rpl(selector) <= dpl;
    }

    /** SDM 2, LAR, table of valid types. */
    private static boolean hasAccessRights(int high) {
        if (!Descriptor.isSystem(high)) {
            return true;
        }
        return switch (Descriptor.type(high)) {
            case Descriptor.TSS16_AVAILABLE, Descriptor.LDT, Descriptor.TSS16_BUSY, Descriptor.CALL_GATE16,
                    Descriptor.TASK_GATE, Descriptor.TSS32_AVAILABLE, Descriptor.TSS32_BUSY,
                    Descriptor.CALL_GATE32 -> true;
            default -> false;
        };
    }

    /** SDM 2, LSL, table of valid types. */
    private static boolean hasLimit(int high) {
        if (!Descriptor.isSystem(high)) {
            return true;
        }
        return switch (Descriptor.type(high)) {
            case Descriptor.TSS16_AVAILABLE, Descriptor.LDT, Descriptor.TSS16_BUSY, Descriptor.TSS32_AVAILABLE,
                    Descriptor.TSS32_BUSY -> true;
            default -> false;
        };
    }

    /** ARPL: raises the RPL of the first selector to that of the second. */
    public static int arpl(Cpu c, int destination, int source) {
        boolean raise = Selectors.rpl(destination) < Selectors.rpl(source);
        setZf(c, raise);
        return raise ? destination & ~Selectors.RPL | Selectors.rpl(source) : destination;
    }

    private static void setZf(Cpu c, boolean set) {
        int image = Flags.toImage(c.result, c.carries);
        c.setStatusFlags(set ? image | Eflags.ZF : image & ~Eflags.ZF);
    }
}
