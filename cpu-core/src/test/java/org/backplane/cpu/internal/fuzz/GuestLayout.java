package org.backplane.cpu.internal.fuzz;

/** Where things lie in the memory of a fuzzed guest. */
final class GuestLayout {
    static final int RAM = 0x20000;
    static final int GDT = 0x1000;
    static final int GDT_ENTRIES = 32;
    static final int LDT = 0x1400;
    static final int LDT_ENTRIES = 8;
    static final int IDT = 0x1800;
    static final int TSS32 = 0x2000;
    static final int OTHER_TSS32 = 0x2200;
    static final int TSS16 = 0x2400;
    /** Bytes of each of the task-state segments that an input may change. */
    static final int TSS_BYTES = 0x100;
    static final int TSS_LIMIT = 0xFF;
    static final int POINTERS = 0x2800;
    static final int DIRECTORY = 0x3000;
    static final int TABLE = 0x4000;
    static final int HANDLERS = 0x5000;
    /** Handler of vectors without error code, in 32 bits; it returns behind the first byte of what faulted. */
    static final int PLAIN_HANDLER = HANDLERS;
    static final int ERROR_HANDLER = HANDLERS + 0x10;
    static final int REAL_HANDLER = HANDLERS + 0x20;
    static final int INNER_STACK = 0x8000;
    static final int CODE = 0x10000;
    static final int ENTRY = 0x100;

    // Selectors, all present and usable until an input says otherwise.
    static final int CODE0 = 0x08;
    static final int DATA0 = 0x10;
    static final int CODE3 = 0x18 | 3;
    static final int DATA3 = 0x20 | 3;
    static final int TASK = 0x28;
    static final int OTHER_TASK = 0x30;
    static final int TASK16 = 0x38;
    static final int CODE16 = 0x40;
    static final int DATA16 = 0x48;
    static final int LOCAL = 0x50;
    static final int CALL_GATE = 0x58;
    static final int TASK_GATE = 0x60;
    static final int NARROW_DATA = 0x68;
    static final int EXPAND_DOWN = 0x70;
    static final int CONFORMING = 0x78;

    private GuestLayout() {
    }
}
