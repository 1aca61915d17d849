package org.backplane.cpu.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.simd.Xmm;

/** The registers as listings show them. */
final class RegisterList {
    static final List<String> SEGMENTS = List.of("ES", "CS", "SS", "DS", "FS", "GS");
    /** Ends of the names of a register's parts, where it has more than 64 bits. */
    static final String LOW = ".LOW";
    static final String HIGH = ".HIGH";
    private static final int STACK = 8;
    private static final String[] FLAG_NAMES = {"CF", null, "PF", null, "AF", null, "ZF", "SF", "TF", "IF", "DF", "OF",
        null, null, "NT", null, "RF", "VM", "AC", "VIF", "VIP", "ID"};

    private final List<RegisterDTO> list = new ArrayList<>();

    private RegisterList() {
    }

    static List<RegisterDTO> of(Cpu c) {
        RegisterList registers = new RegisterList();
        for (int i = 0; i < Cpu.GENERAL_NAMES.size(); i++) {
            registers.add(Cpu.GENERAL_NAMES.get(i), 32, c.regs[i], "");
        }
        registers.add("EIP", 32, c.execution.currentEip(), "");
        registers.add("EFLAGS", 32, c.eflags(), flags(c));
        for (int i = 0; i < SEGMENTS.size(); i++) {
            registers.addSegment(SEGMENTS.get(i), c.segments[i]);
        }
        registers.addSegment("LDTR", c.ldtr);
        registers.addSegment("TR", c.tr);
        registers.add("GDTR", 32, c.gdtBase, limit(c.gdtLimit));
        registers.add("IDTR", 32, c.idtBase, limit(c.idtLimit));
        registers.add("CR0", 32, c.cr0, mode(c));
        registers.add("CR2", 32, c.cr2, "");
        registers.add("CR3", 32, c.cr3, "");
        registers.add("CR4", 32, c.cr4, "");
        registers.addFloatingPoint(c.fpu);
        registers.addVectors(c.xmm);
        for (int i : new int[] {0, 1, 2, 3, 6, 7}) {
            registers.add("DR" + i, 32, c.dr[i], "");
        }
        return registers.list;
    }

    private void add(String name, int bits, int value, String text) {
        addLong(name, bits, Integer.toUnsignedLong(value), text);
    }

    private void addLong(String name, int bits, long value, String text) {
        RegisterDTO register = new RegisterDTO();
        register.name = name;
        register.bits = bits;
        register.value = value;
        register.text = text;
        list.add(register);
    }

    /** ST(0) to ST(7): the significand is the low part, sign and exponent are the high one. */
    private void addFloatingPoint(Fpu fpu) {
        add("FCW", 16, fpu.control(), "");
        add("FSW", 16, fpu.statusWord(), "");
        add("FTW", 16, fpu.tagWord(), "");
        add("FCS", 16, fpu.instructionSelector, "");
        add("FIP", 32, fpu.instructionPointer, "");
        add("FDS", 16, fpu.operandSelector, "");
        add("FDP", 32, fpu.operandPointer, "");
        add("FOP", 16, fpu.opcode, "");
        for (int i = 0; i < STACK; i++) {
            int register = fpu.index(i);
            addLong("ST" + i + LOW, 64, fpu.sig[register], fpu.isEmpty(register) ? "empty" : "");
            add("ST" + i + HIGH, 16, fpu.se[register], "");
        }
    }

    private void addVectors(Xmm xmm) {
        add("MXCSR", 32, xmm.mxcsr(), "");
        for (int i = 0; i < Xmm.MEMORY; i++) {
            addLong("XMM" + i + LOW, 64, xmm.low(i), "");
            addLong("XMM" + i + HIGH, 64, xmm.high(i), "");
        }
    }

    private void addSegment(String name, SegmentRegister s) {
        add(name, 16, s.selector, (s.attributes & Descriptor.P) == 0 ? "null"
                : String.format("base %08x limit %08x dpl %d%s", s.base, s.limit, s.dpl(), kind(s)));
    }

    private static String kind(SegmentRegister s) {
        if ((s.attributes & Descriptor.S) == 0) {
            return " system";
        }
        String type = (s.attributes & Descriptor.CODE) != 0 ? " code" : " data";
        return type + (s.is32Bit() ? " 32" : " 16");
    }

    private static String limit(int limit) {
        return String.format("limit %04x", limit);
    }

    private static String flags(Cpu c) {
        StringJoiner names = new StringJoiner(" ");
        int value = c.eflags();
        for (int bit = FLAG_NAMES.length - 1; bit >= 0; bit--) {
            if (FLAG_NAMES[bit] != null && (value >>> bit & 1) != 0) {
                names.add(FLAG_NAMES[bit]);
            }
        }
        return names.add("IOPL=" + c.iopl()).toString();
    }

    private static String mode(Cpu c) {
        String mode = c.realMode() ? "real mode" : c.flag(Eflags.VM) ? "virtual-8086 mode" : "protected mode";
        return mode + ", CPL " + c.cpl + ((c.cr0 & Cpu.CR0_PG) != 0 ? ", paging" : "");
    }
}
