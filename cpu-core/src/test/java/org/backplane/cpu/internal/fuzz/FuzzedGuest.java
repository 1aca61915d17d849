package org.backplane.cpu.internal.fuzz;

import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.simd.Xmm;

/**
 * Makes a guest of the bytes of an input: mode and paging, bits of CR0 and CR4, EFLAGS, the registers, up to 15 patches of
 * descriptors, gates, task-state segments, page tables, segment and debug registers, what happens between its slices, and
 * its code. All that the input leaves out is in order.
 */
final class FuzzedGuest {
    /** Number of slices that a guest runs, with an event before each. */
    static final int SLICES = 8;
    private static final int PATCHES = 15;
    private static final int CR0_CHOICE = Cpu.CR0_MP | Cpu.CR0_EM | Cpu.CR0_TS | Cpu.CR0_NE;
    /** VME, PVI, TSD, DE, PGE, OSFXSR, OSXMMEXCPT. */
    private static final int CR4_CHOICE = 0x68F;
    private static final int MAPPED_DIRECTORY_ENTRIES = 8;

    /** What a patch changes. */
    private enum Area {
        GDT, IDT, LDT, TASK, DIRECTORY, TABLE, POINTERS, DEBUG, SEGMENT, FLOATING_POINT
    }

    private final TestCpu machine;
    private final Cpu c;
    private final GuestMode mode;
    private final int[] schedule = new int[SLICES];

    FuzzedGuest(TestCpu machine, byte[] data) {
        this.machine = machine;
        this.c = machine.cpu;
        GuestInput input = new GuestInput(data);
        mode = input.choose(GuestMode.values());
        GuestPaging paging = isReal() ? GuestPaging.NONE : input.choose(GuestPaging.values());
        GuestTables tables = new GuestTables(machine, isReal());
        tables.write();
        tables.pages(paging);
        int cr0 = input.next8();
        registers(input);
        tableRegisters();
        mode.enter(c);
        patch(input);
        for (int i = 0; i < SLICES; i++) {
            schedule[i] = input.next8();
        }
        code(input.rest());
        enter(cr0, paging);
    }

    private boolean isReal() {
        return mode == GuestMode.REAL;
    }

    private void registers(GuestInput input) {
        c.setCr4(input.next16() & CR4_CHOICE);
        c.setEflags(input.next32() & ~(Eflags.VM | Eflags.RF));
        for (int i = 0; i < 8; i++) {
            c.regs[i] = input.next32();
        }
    }

    private void tableRegisters() {
        c.gdtBase = GuestLayout.GDT;
        c.gdtLimit = GuestLayout.GDT_ENTRIES * 8 - 1;
        c.idtBase = isReal() ? 0 : GuestLayout.IDT;
        c.idtLimit = 0x7FF;
        c.tr.load(GuestLayout.TASK, GuestLayout.TSS32, GuestLayout.TSS_LIMIT, 0x8B00);
        c.ldtr.load(GuestLayout.LOCAL, GuestLayout.LDT, GuestLayout.LDT_ENTRIES * 8 - 1, 0x8200);
    }

    /** The low bits of the choice are those of CR0, the high ones stand for bits that lie further up. */
    private void enter(int choice, GuestPaging paging) {
        c.setCr0(Cpu.CR0_ET | choice & CR0_CHOICE | ((choice & 0x80) != 0 ? Cpu.CR0_WP : 0)
                | ((choice & 0x40) != 0 ? Cpu.CR0_AM : 0) | (isReal() ? 0 : Cpu.CR0_PE));
        paging.enter(c);
        c.breakpoints.update();
        c.fpuError.update();
        c.updateMode();
    }

    /** What happens before a slice, and in its low five bits how long that is. */
    int schedule(int slice) {
        return schedule[slice];
    }

    private void patch(GuestInput input) {
        int count = input.next8() & PATCHES;
        for (int i = 0; i < count; i++) {
            Area area = input.choose(Area.values());
            int index = input.next8();
            apply(area, index, input.next32(), input.next32());
        }
    }

    private void apply(Area area, int index, int low, int high) {
        switch (area) {
            case GDT -> entry(GuestLayout.GDT + index % GuestLayout.GDT_ENTRIES * 8, low, high);
            case IDT -> entry((isReal() ? 0 : GuestLayout.IDT) + index * 8, low, high);
            case LDT -> entry(GuestLayout.LDT + index % GuestLayout.LDT_ENTRIES * 8, low, high);
            case TASK -> entry(GuestLayout.TSS32 + index % 0xC0 * 8, low, high);
            case DIRECTORY -> entry(GuestLayout.DIRECTORY + index % MAPPED_DIRECTORY_ENTRIES * 8, low, high);
            case TABLE -> entry(GuestLayout.TABLE + index * 8, low, high);
            case POINTERS -> entry(GuestLayout.POINTERS + index % 4 * 8, low, high);
            case DEBUG -> debug(index, low);
            case SEGMENT -> segment(index, low, high);
            case FLOATING_POINT -> {
                c.fpu.setControl(low);
                c.fpu.status |= low >>> 16 & 0x3F;
                c.fpu.setControl(low);
                c.xmm.setMxcsr(high & Xmm.MXCSR_MASK);
            }
        }
    }

    private void entry(int address, int low, int high) {
        machine.poke32(address, low);
        machine.poke32(address + 4, high);
    }

    private void debug(int index, int value) {
        switch (index & 7) {
            case 0, 1, 2, 3 -> c.dr[index & 3] = value;
            case 6 -> c.dr[6] = value & 0xE00F | 0xFFFF0FF0;
            default -> c.dr[7] = value & 0xFFFF23FF | 0x400;
        }
    }

    /**
     * Loads the hidden part of a segment register, as if its descriptor had been another one then: any base and limit, and a
     * kind that the register can hold.
     */
    private void segment(int index, int low, int high) {
        int register = index % SegmentRegister.COUNT;
        if (isReal() || mode == GuestMode.VIRTUAL_8086) {
            return;
        }
        SegmentRegister s = c.segments[register];
        int kind = register == SegmentRegister.CS ? 0x800 : register == SegmentRegister.SS ? 0x200 : high & 0xE00;
        int usable = (kind & 0xA00) == 0x800 && register != SegmentRegister.CS ? kind | 0x200 : kind;
        int attributes = high & 0x00D00400 | usable | 0x9100 | c.cpl << 13;
        int limit = (high & 0x00800000) != 0 ? low << 12 | 0xFFF : low & 0xFFFF | high & 0xF0000;
        s.load(s.selector, low >>> 16 | (high & 0xFF) << 16 | high & 0xFF000000, limit, attributes);
    }

    /** The code, again and again to the end of RAM, which gives its accesses something to find. */
    private void code(byte[] code) {
        if (code.length == 0) {
            return;
        }
        byte[] ram = machine.socket.arena();
        int at = GuestLayout.CODE + GuestLayout.ENTRY;
        for (int i = at; i < ram.length; i += code.length) {
            System.arraycopy(code, 0, ram, i, Math.min(code.length, ram.length - i));
        }
    }
}
