package org.backplane.cpu.internal.core;

/**
 * A segment register with its hidden part (SDM 3A §3.4.3), and the bounds that follow from it in the form in which an
 * access checks them.
 */
public final class SegmentRegister {
    public static final int ES = 0;
    public static final int CS = 1;
    public static final int SS = 2;
    public static final int DS = 3;
    public static final int FS = 4;
    public static final int GS = 5;
    public static final int COUNT = 6;

    /** Attributes of a present, accessed, writable data segment of 64 KiB: what real mode and virtual-8086 mode use. */
    public static final int REAL_MODE_DATA = Descriptor.P | Descriptor.S | Descriptor.WRITABLE | Descriptor.ACCESSED;
    /**
     * End of a segment of 4 GiB: an access that wraps around its end is allowed, which SDM 3A §5.3 leaves to the
     * implementation, so that flat segments need no check.
     */
    private static final long UNLIMITED = 1L << 33;
    private static final int DPL3 = 3 << Descriptor.DPL_SHIFT;

    public int selector;
    public int base;
    public int limit;
    /** The attribute bits of the descriptor's high doubleword; 0 if the register holds a null selector. */
    public int attributes;

    /** Whether all 4 GiB from {@link #base} on may be read and written, so that offsets need no check. */
    public boolean whole;

    /** One past the last offset that may be read if that begins at 0; else 0. */
    public long readableTo;
    /** One past the last offset that may be written if that begins at 0; else 0. */
    public long writableTo;

    /** First offset that may be accessed. */
    long first;
    /** One past the last offset that may be read; 0 if none. */
    long readEnd;
    /** One past the last offset that may be written; 0 if none. */
    long writeEnd;

    /** Loads the visible and the hidden part. */
    public void load(int selector, int base, int limit, int attributes) {
        this.selector = selector;
        this.base = base;
        this.limit = limit;
        this.attributes = attributes & Descriptor.ATTRIBUTES;
        computeBounds();
    }

    /** Loads a null selector: every access through the register faults. Base and limit stay. */
    public void loadNull(int selector) {
        load(selector, base, limit, 0);
    }

    /** Loads a selector as virtual-8086 mode does (SDM 3A §20.1.1, §20.2). */
    public void loadVirtual8086(int selector) {
        load(selector, selector << 4, 0xFFFF, REAL_MODE_DATA | DPL3);
    }

    /** Loads a selector as real mode does: limit, granularity and D/B stay (SDM 3A §9.9.2). */
    public void loadRealMode(int selector) {
        load(selector, selector << 4, limit, REAL_MODE_DATA | attributes & (Descriptor.DB | Descriptor.G));
    }

    private void computeBounds() {
        boolean present = (attributes & Descriptor.P) != 0;
        boolean code = (attributes & Descriptor.CODE) != 0;
        long end = Integer.toUnsignedLong(limit) + 1;
        if (limit == -1) {
            end = UNLIMITED;
        }
        first = 0;
        if (!code && (attributes & Descriptor.EXPAND_DOWN) != 0) {
            first = Integer.toUnsignedLong(limit) + 1;
            end = (attributes & Descriptor.DB) != 0 ? 1L << 32 : 1L << 16;
        }
        readEnd = present && (!code || (attributes & Descriptor.READABLE) != 0) ? end : 0;
        writeEnd = present && !code && (attributes & Descriptor.WRITABLE) != 0 ? end : 0;
        readableTo = first == 0 ? readEnd : 0;
        writableTo = first == 0 ? writeEnd : 0;
        whole = writableTo == UNLIMITED;
    }

    /** Whether bytes may be read. */
    public boolean allowsRead(int offset, int width) {
        long from = offset & 0xFFFFFFFFL;
        return from >= first && from + width <= readEnd;
    }

    /** Whether bytes may be written. */
    public boolean allowsWrite(int offset, int width) {
        long from = offset & 0xFFFFFFFFL;
        return from >= first && from + width <= writeEnd;
    }

    /** Whether it is a writable 4-GiB segment at 0, so that offsets are linear addresses and need no check. */
    public boolean isFlatData() {
        return base == 0 && whole;
    }

    /** Whether it is a 32-bit code segment of 4 GiB at 0. */
    public boolean isFlatCode() {
        return base == 0 && limit == -1 && is32Bit();
    }

    /** The D or B bit. */
    public boolean is32Bit() {
        return (attributes & Descriptor.DB) != 0;
    }

    public int dpl() {
        return Descriptor.dpl(attributes);
    }

    /** Copies all of another register. */
    public void copy(SegmentRegister other) {
        load(other.selector, other.base, other.limit, other.attributes);
    }
}
