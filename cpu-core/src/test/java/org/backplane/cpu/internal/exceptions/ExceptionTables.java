package org.backplane.cpu.internal.exceptions;

import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;

/**
 * The system structures around the instruction of a case. The descriptors, by selector: 8 and 10 code and data of privilege 0, 18
 * and 20 of privilege 3, 28 the present task, 30 an available one, 38 data and 40 code that are not present, 48 conforming
 * code, 50 code that cannot be read, 58 data that cannot be written, 60 a call gate, 68 one that is not present, 70 one for
 * privilege 0 only, 78 a task gate, 80 a local table, 88 one that is not present, 90 a task that is not present, 98 data of 256
 * bytes, A0, A8 and B8 call gates to code that is not present, to nothing, and to data, B0 a task whose segment is too short, C0 an
 * empty descriptor, C8 a task gate that is not present, D0 a call gate to 18, D8 code of privilege 3 that is not present. The
 * table ends behind it.
 */
final class ExceptionTables {
    static final int DIRECTORY = 0x2000;
    static final int HANDLERS = 0x5000;
    static final int CODE0 = 0x08;
    static final int DATA0 = 0x10;
    static final int CODE3 = 0x18;
    static final int DATA3 = 0x20;
    static final int EXECUTE_ONLY = 0x50;
    static final int READ_ONLY = 0x58;
    private static final int TABLE = 0x3000;
    private static final int IDT = 0x6000;
    private static final int GDT = 0x7000;
    private static final int GDT_LIMIT = 0xDF;
    private static final int LDT = 0x7800;
    private static final int TSS = 0x8000;
    private static final int OTHER_TSS = 0x8200;
    private static final int RAM_PAGES = 0x40;
    private static final int ANY_PRIVILEGE = 0x6000;
    /** Vectors whose gates privilege 3 may name, cannot use because they are not present, or that lead nowhere. */
    private static final int OPEN = 0x80;
    private static final int ABSENT = 0x81;
    private static final int NO_GATE = 0x82;
    private static final int TO_DATA = 0x83;
    private static final int TO_TASK = 0x84;

    private final TestCpu machine;
    private final Cpu cpu;
    private final boolean real;

    ExceptionTables(TestCpu machine, ExceptionCase.Mode mode) {
        this.machine = machine;
        this.cpu = machine.cpu;
        this.real = mode == ExceptionCase.Mode.REAL;
    }

    void write() {
        pages();
        descriptors();
        gates();
        task(TSS, CODE0, DATA0);
        task(OTHER_TSS, CODE3 | 3, DATA3 | 3);
        cpu.gdtBase = GDT;
        cpu.gdtLimit = GDT_LIMIT;
        cpu.idtBase = real ? 0 : IDT;
        cpu.idtLimit = real ? 0x3FF : 0x7FF;
        cpu.tr.load(0x28, TSS, 0xFF, 0x8B00);
        cpu.ldtr.load(0x80, LDT, 0x17, 0x8200);
    }

    private void pages() {
        machine.poke32(DIRECTORY, TABLE | 7);
        for (int page = 0; page < RAM_PAGES; page++) {
            machine.poke32(TABLE + page * 4, page << 12 | switch (page) {
                case 0x21 -> 0;
                case 0x22 -> 5;
                case 0x23 -> 3;
                default -> 7;
            });
        }
    }

    private void descriptors() {
        int[][] all = {{0x08, 0, 0xFFFFF, 0xC09B}, {0x10, 0, 0xFFFFF, 0xC093}, {0x18, 0, 0xFFFFF, 0xC0FB},
            {0x20, 0, 0xFFFFF, 0xC0F3}, {0x28, TSS, 0xFF, 0x008B}, {0x30, OTHER_TSS, 0xFF, 0x00E9},
            {0x38, 0, 0xFFFFF, 0xC073}, {0x40, 0, 0xFFFFF, 0xC01B}, {0x48, 0, 0xFFFFF, 0xC09F}, {0x50, 0, 0xFFFFF, 0xC0F9},
            {0x58, 0, 0xFFFFF, 0xC0F1}, {0x80, LDT, 0x17, 0x0082}, {0x88, LDT, 0x17, 0x0002}, {0x90, OTHER_TSS, 0xFF, 0x0069},
            {0x98, 0x20000, 0xFF, 0x40F3}, {0xB0, OTHER_TSS, 0x66, 0x00E9}, {0xD8, 0, 0xFFFFF, 0xC07B}};
        for (int[] each : all) {
            int at = GDT + each[0];
            machine.poke32(at, each[2] & 0xFFFF | each[1] << 16);
            machine.poke32(at + 4, each[1] >>> 16 & 0xFF | (each[3] & 0xFF) << 8 | each[2] & 0xF0000 | (each[3] & 0xC000) << 8);
        }
        gate(0x60, CODE0, 0xEC00);
        gate(0x68, CODE0, 0x6C00);
        gate(0x70, CODE0, 0x8C00);
        gate(0x78, 0x30, 0xE500);
        gate(0xA0, 0x40, 0xEC00);
        gate(0xA8, 0, 0xEC00);
        gate(0xB8, DATA0, 0xEC00);
        gate(0xC8, 0x30, 0x6500);
        gate(0xD0, CODE3, 0xEC00);
        machine.poke32(LDT + 8, 0xFFFF);
        machine.poke32(LDT + 12, 0x00CFF300);
    }

    private void gate(int selector, int target, int attributes) {
        machine.poke32(GDT + selector, target << 16);
        machine.poke32(GDT + selector + 4, ExceptionMachine.CODE & 0xFFFF0000 | attributes);
    }

    private void gates() {
        for (int vector = 0; vector < 256; vector++) {
            machine.poke(HANDLERS + vector, 0xF4);
            if (real) {
                machine.poke32(vector * 4, HANDLERS + vector);
            }
            boolean open = vector == Vector.BP || vector == Vector.OF || vector >= OPEN;
            int attributes = vector == ABSENT ? 0x6E00 : vector == NO_GATE ? 0xE900 : 0x8E00 | (open ? ANY_PRIVILEGE : 0);
            machine.poke32(IDT + vector * 8, (vector == TO_DATA ? DATA0 : CODE0) << 16 | HANDLERS + vector);
            machine.poke32(IDT + vector * 8 + 4, attributes);
            if (vector == TO_TASK && !real) {
                machine.poke32(IDT + vector * 8, 0x30 << 16);
                machine.poke32(IDT + vector * 8 + 4, 0xE500);
            }
        }
    }

    private void task(int tss, int code, int data) {
        machine.poke32(tss + 4, ExceptionMachine.innerStack());
        machine.poke32(tss + 8, DATA0);
        machine.poke32(tss + 0x1C, DIRECTORY);
        machine.poke32(tss + 0x20, ExceptionMachine.CODE + 0x800);
        machine.poke32(tss + 0x24, 2);
        machine.poke32(tss + 0x38, 0xD000);
        for (int i = 0; i < 6; i++) {
            machine.poke32(tss + 0x48 + i * 4, i == 1 ? code : data);
        }
        machine.poke32(tss + 0x64, 0x68 << 16);
        machine.poke(tss + 0x68 + 0x80 / 8, 1);
        machine.poke(tss + 0x68 + 0x88 / 8, 0xFF);
    }
}
