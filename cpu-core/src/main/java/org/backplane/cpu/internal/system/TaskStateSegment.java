package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;

/** The layout of 16- and 32-bit task-state segments (SDM 3A §7.2.1, figure 7-2, and §7.6, figure 7-10). */
final class TaskStateSegment {
    private static final int LINK = 0;
    private static final int CR3 = 0x1C;
    /** EIP, EFLAGS and the eight general registers, one after the other. */
    private static final int STATE_32 = 0x20;
    private static final int STATE_16 = 0x0E;
    private static final int SEGMENTS_32 = 0x48;
    private static final int SEGMENTS_16 = 0x22;
    private static final int LDT_32 = 0x60;
    private static final int LDT_16 = 0x2A;
    /** Offset of the T bit, in bit 0 (SDM 3A §7.2.1). */
    private static final int DEBUG_TRAP = 0x64;
    private static final int LIMIT_32 = 0x67;
    private static final int LIMIT_16 = 0x2B;
    /** Offset of the I/O permission bit map's address in a 32-bit TSS. */
    static final int IO_MAP_BASE = 0x66;

    /** What a task-state segment holds of the processor's state. */
    static final class Image {
        boolean is32;
        int cr3;
        int eip;
        int eflags;
        final int[] registers = new int[8];
        final int[] selectors = new int[SegmentRegister.COUNT];
        int ldt;
        /** The T bit: a debug exception before the task's first instruction. */
        boolean debugTrap;
    }

    private final Cpu c;
    private final int base;
    private final boolean is32;

    TaskStateSegment(Cpu c, int base, boolean is32) {
        this.c = c;
        this.base = base;
        this.is32 = is32;
    }

    int minimumLimit() {
        return is32 ? LIMIT_32 : LIMIT_16;
    }

    /** Faults if the part that a task switch saves cannot be written. */
    void checkWritable() {
        c.checkWrite(base, minimumLimit() + 1, false);
    }

    /** Faults if the segment cannot be read. */
    void checkReadable() {
        c.checkRead(base, minimumLimit() + 1, false);
    }

    /** Faults if the link cannot be written. */
    void checkLinkWritable() {
        c.checkWrite(base + LINK, 2, false);
    }

    void setLink(int selector) {
        c.systemWrite16(base + LINK, selector);
    }

    void save(int eip, int eflags) {
        int width = is32 ? 4 : 2;
        int at = base + (is32 ? STATE_32 : STATE_16);
        c.write(at, width, eip, false);
        c.write(at + width, width, eflags, false);
        for (int i = 0; i < 8; i++) {
            c.write(at + (2 + i) * width, width, c.regs[i], false);
        }
        int segments = base + (is32 ? SEGMENTS_32 : SEGMENTS_16);
        for (int i = 0; i < (is32 ? SegmentRegister.COUNT : 4); i++) {
            c.systemWrite16(segments + i * width, c.segments[i].selector);
        }
    }

    Image read() {
        Image image = new Image();
        image.is32 = is32;
        int width = is32 ? 4 : 2;
        int at = base + (is32 ? STATE_32 : STATE_16);
        image.eip = c.read(at, width, false);
        image.eflags = c.read(at + width, width, false);
        for (int i = 0; i < 8; i++) {
            int value = c.read(at + (2 + i) * width, width, false);
            // A 16-bit TSS leaves the high halves all ones (SDM 3A §7.6 leaves them undefined).
            image.registers[i] = is32 ? value : value | 0xFFFF0000;
        }
        int segments = base + (is32 ? SEGMENTS_32 : SEGMENTS_16);
        for (int i = 0; i < (is32 ? SegmentRegister.COUNT : 4); i++) {
            image.selectors[i] = c.systemRead16(segments + i * width);
        }
        image.ldt = c.systemRead16(base + (is32 ? LDT_32 : LDT_16));
        image.debugTrap = is32 && (c.systemRead16(base + DEBUG_TRAP) & 1) != 0;
        image.cr3 = is32 ? c.systemRead32(base + CR3) : 0;
        return image;
    }
}
