package org.backplane.cpu.internal.fuzz;

import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Vector;

/** The system structures of a fuzzed guest, all in order; an input changes some of their entries. */
final class GuestTables {
    private static final int PRESENT_WRITABLE_USER = 7;
    private static final int INTERRUPT_GATE32 = 0x8E00;
    private static final int ANY_PRIVILEGE = 0x6000;

    private final TestCpu machine;
    private final boolean real;

    GuestTables(TestCpu machine, boolean real) {
        this.machine = machine;
        this.real = real;
    }

    void write() {
        descriptors();
        tasks();
        handlers();
        for (int vector = 0; vector < 256; vector++) {
            vector(vector);
        }
    }

    private void descriptors() {
        descriptor(GuestLayout.CODE0, 0, -1, 0x00CF9B00);
        descriptor(GuestLayout.DATA0, 0, -1, 0x00CF9300);
        descriptor(GuestLayout.CODE3, 0, -1, 0x00CFFB00);
        descriptor(GuestLayout.DATA3, 0, -1, 0x00CFF300);
        descriptor(GuestLayout.TASK, GuestLayout.TSS32, GuestLayout.TSS_LIMIT, 0x00008B00);
        descriptor(GuestLayout.OTHER_TASK, GuestLayout.OTHER_TSS32, GuestLayout.TSS_LIMIT, 0x0000E900);
        descriptor(GuestLayout.TASK16, GuestLayout.TSS16, GuestLayout.TSS_LIMIT, 0x0000E100);
        descriptor(GuestLayout.CODE16, GuestLayout.CODE, 0xFFFF, 0x00009B00);
        descriptor(GuestLayout.DATA16, GuestLayout.CODE, 0xFFFF, 0x00009300);
        descriptor(GuestLayout.LOCAL, GuestLayout.LDT, GuestLayout.LDT_ENTRIES * 8 - 1, 0x00008200);
        gate(GuestLayout.CALL_GATE, GuestLayout.CODE0, GuestLayout.CODE + GuestLayout.ENTRY, 0x0000EC02);
        gate(GuestLayout.TASK_GATE, GuestLayout.OTHER_TASK, 0, 0x0000E500);
        descriptor(GuestLayout.NARROW_DATA, GuestLayout.CODE, 0xFF, 0x0040F300);
        descriptor(GuestLayout.EXPAND_DOWN, GuestLayout.CODE, 0xFFF, 0x0040F700);
        descriptor(GuestLayout.CONFORMING, 0, -1, 0x00CF9F00);
        for (int i = 0; i < GuestLayout.LDT_ENTRIES; i++) {
            machine.poke32(GuestLayout.LDT + i * 8, 0xFFFF);
            machine.poke32(GuestLayout.LDT + i * 8 + 4, i % 2 == 0 ? 0x00CFF200 : 0x00CFFA00);
        }
    }

    private void descriptor(int selector, int base, int limit, int attributes) {
        int at = GuestLayout.GDT + (selector & ~7);
        machine.poke32(at, limit & 0xFFFF | base << 16);
        machine.poke32(at + 4, base & 0xFF000000 | base >>> 16 & 0xFF | attributes);
    }

    private void gate(int selector, int target, int offset, int attributes) {
        int at = GuestLayout.GDT + selector;
        machine.poke32(at, target << 16 | offset & 0xFFFF);
        machine.poke32(at + 4, offset & 0xFFFF0000 | attributes);
    }

    private void tasks() {
        for (int tss : new int[] {GuestLayout.TSS32, GuestLayout.OTHER_TSS32}) {
            for (int level = 0; level < 3; level++) {
                machine.poke32(tss + 4 + level * 8, GuestLayout.INNER_STACK);
                machine.poke32(tss + 8 + level * 8, level == 0 ? GuestLayout.DATA0 : 0);
            }
            machine.poke32(tss + 0x20, GuestLayout.CODE + GuestLayout.ENTRY);
            machine.poke32(tss + 0x24, 2);
            machine.poke32(tss + 0x38, GuestLayout.INNER_STACK - 0x100);
            for (int segment = 0; segment < 6; segment++) {
                machine.poke32(tss + 0x48 + segment * 4, segment == 1 ? GuestLayout.CODE0 : GuestLayout.DATA0);
            }
            machine.poke32(tss + 0x64, 0x88 << 16);
        }
        machine.poke32(GuestLayout.TSS16 + 2, GuestLayout.INNER_STACK | GuestLayout.DATA0 << 16);
        machine.poke32(GuestLayout.TSS16 + 0x0E, GuestLayout.ENTRY | 2 << 16);
        machine.poke32(GuestLayout.TSS16 + 0x22, GuestLayout.DATA16 | GuestLayout.CODE16 << 16);
        machine.poke32(GuestLayout.TSS16 + 0x26, GuestLayout.DATA16 | GuestLayout.DATA16 << 16);
    }

    private void handlers() {
        machine.poke(GuestLayout.PLAIN_HANDLER, 0xFF, 0x04, 0x24, 0xCF); // inc dword [esp]; iretd
        machine.poke(GuestLayout.ERROR_HANDLER, 0x83, 0xC4, 0x04, 0xFF, 0x04, 0x24, 0xCF); // add esp,4; inc dword [esp]; iretd
        machine.poke(GuestLayout.REAL_HANDLER, 0x55, 0x89, 0xE5, 0xFF, 0x46, 0x02, 0x5D, 0xCF); // the same with IP
    }

    private void vector(int vector) {
        if (real) {
            machine.poke32(vector * 4, GuestLayout.REAL_HANDLER);
        }
        int handler = Vector.hasErrorCode(vector) ? GuestLayout.ERROR_HANDLER : GuestLayout.PLAIN_HANDLER;
        int privilege = vector == Vector.BP || vector == Vector.OF || vector > 0x20 ? ANY_PRIVILEGE : 0;
        machine.poke32(GuestLayout.IDT + vector * 8, GuestLayout.CODE0 << 16 | handler);
        machine.poke32(GuestLayout.IDT + vector * 8 + 4, INTERRUPT_GATE32 | privilege);
    }

    /** Page tables that map RAM to itself for everybody, for one of the ways to page. */
    void pages(GuestPaging paging) {
        int width = paging.isPae() ? 8 : 4;
        for (int page = 0; page < GuestLayout.RAM >>> 12; page++) {
            machine.poke32(GuestLayout.TABLE + page * width, page << 12 | PRESENT_WRITABLE_USER);
        }
        machine.poke32(GuestLayout.DIRECTORY, paging.isLarge() ? 0x80 | PRESENT_WRITABLE_USER
                : GuestLayout.TABLE | PRESENT_WRITABLE_USER);
        machine.poke32(GuestLayout.POINTERS, GuestLayout.DIRECTORY | 1);
    }
}
