package org.backplane.cpu.internal.core;

/**
 * The fields of a segment descriptor, named in its high doubleword (SDM 3A §3.4.5). A descriptor travels as its two
 * doublewords {@code low} and {@code high}.
 */
public final class Descriptor {
    public static final int ACCESSED = 1 << 8;
    /** Data: writable. Code: readable. */
    public static final int WRITABLE = 1 << 9;
    public static final int READABLE = 1 << 9;
    /** Data: expand-down. Code: conforming. */
    public static final int EXPAND_DOWN = 1 << 10;
    public static final int CONFORMING = 1 << 10;
    public static final int CODE = 1 << 11;
    /** Set for code and data, clear for system descriptors. */
    public static final int S = 1 << 12;
    public static final int DPL_SHIFT = 13;
    public static final int P = 1 << 15;
    /** D (code), B (stack and expand-down data). */
    public static final int DB = 1 << 22;
    public static final int G = 1 << 23;
    /** The bits that a segment register keeps: type, S, DPL, P, AVL, L, D/B, G. */
    public static final int ATTRIBUTES = 0x00F0FF00;

    // Types of system descriptors (SDM 3A table 3-2).
    public static final int TSS16_AVAILABLE = 1;
    public static final int LDT = 2;
    public static final int TSS16_BUSY = 3;
    public static final int CALL_GATE16 = 4;
    public static final int TASK_GATE = 5;
    public static final int INTERRUPT_GATE16 = 6;
    public static final int TRAP_GATE16 = 7;
    public static final int TSS32_AVAILABLE = 9;
    public static final int TSS32_BUSY = 11;
    public static final int CALL_GATE32 = 12;
    public static final int INTERRUPT_GATE32 = 14;
    public static final int TRAP_GATE32 = 15;
    /** The busy bit of a TSS descriptor, in the high doubleword. */
    public static final int TSS_BUSY = 1 << 9;

    private Descriptor() {
    }

    public static int base(int low, int high) {
        return low >>> 16 | (high & 0xFF) << 16 | high & 0xFF000000;
    }

    /** The limit in bytes: granularity applied. */
    public static int limit(int low, int high) {
        int limit = low & 0xFFFF | high & 0xF0000;
        return (high & G) != 0 ? limit << 12 | 0xFFF : limit;
    }

    public static int dpl(int high) {
        return high >>> DPL_SHIFT & 3;
    }

    /** The type field, 0 to 15. */
    public static int type(int high) {
        return high >>> 8 & 0xF;
    }

    public static boolean isPresent(int high) {
        return (high & P) != 0;
    }

    public static boolean isSystem(int high) {
        return (high & S) == 0;
    }

    public static boolean isCode(int high) {
        return (high & (S | CODE)) == (S | CODE);
    }

    public static boolean isData(int high) {
        return (high & (S | CODE)) == S;
    }

    public static boolean isConforming(int high) {
        return (high & CONFORMING) != 0;
    }

    public static boolean isReadableCode(int high) {
        return isCode(high) && (high & READABLE) != 0;
    }

    public static boolean isWritableData(int high) {
        return isData(high) && (high & WRITABLE) != 0;
    }

    /** The selector in a gate descriptor (SDM 3A §5.8.3, §6.11). */
    public static int gateSelector(int low) {
        return low >>> 16;
    }

    /** The entry point in a gate descriptor; 16-bit gates have its low half only. */
    public static int gateOffset(int low, int high, boolean gate32) {
        return gate32 ? low & 0xFFFF | high & 0xFFFF0000 : low & 0xFFFF;
    }
}
