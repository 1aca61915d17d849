package org.backplane.cpu.internal.exceptions;

import java.util.HexFormat;
import java.util.Map;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/**
 * A processor that is about to execute one instruction, in a place where all is in order but for what a case says.
 *
 * <p>The code is at 10000, the stack ends at 1E000, data is at 20000: the pages of 20000 can be read and written by all, 21000
 * is not present, 22000 can be read only, 23000 is the supervisor's. In real and virtual-8086 mode DS and ES are 2000. The
 * descriptors are those of {@link ExceptionTables}. All numbers are hexadecimal.
 *
 * <p>A condition is {@code eax=1}, {@code iopl=3}, a flag or a bit of CR0 or CR4 as {@code +NT} or {@code -NE}, bytes of memory
 * as {@code [20000]=0102}, a segment register as {@code fs=narrow}, or {@code limit=10002} of the code segment.
 */
final class ExceptionMachine {
    static final int CODE = 0x10000;
    private static final int STACK = 0x1E000;
    private static final int DATA_SEGMENT = 0x2000;
    private static final int INNER_STACK = 0x9F00;
    private static final Map<String, Integer> REGISTERS = Map.of("eax", Cpu.EAX, "ecx", Cpu.ECX, "edx", Cpu.EDX, "ebx", Cpu.EBX,
            "esp", Cpu.ESP, "ebp", Cpu.EBP, "esi", Cpu.ESI, "edi", Cpu.EDI);
    private static final Map<String, Integer> SEGMENTS = Map.of("es", SegmentRegister.ES, "ss", SegmentRegister.SS, "ds",
            SegmentRegister.DS, "fs", SegmentRegister.FS, "gs", SegmentRegister.GS);
    private static final Map<String, Integer> FLAGS = Map.of("NT", Eflags.NT, "TF", Eflags.TF, "OF", Eflags.OF, "AC", Eflags.AC,
            "IF", Eflags.IF, "DF", Eflags.DF, "VIF", Eflags.VIF, "VIP", Eflags.VIP);
    private static final Map<String, Integer> CR0 = Map.of("MP", Cpu.CR0_MP, "EM", Cpu.CR0_EM, "TS", Cpu.CR0_TS, "NE",
            Cpu.CR0_NE, "AM", Cpu.CR0_AM, "WP", Cpu.CR0_WP);
    private static final Map<String, Integer> CR4 = Map.of("VME", Cpu.CR4_VME, "PVI", Cpu.CR4_PVI, "TSD", 1 << 2, "DE", 1 << 3, "PSE", 1 << 4, "PCE", 1 << 8,
            "OSFXSR", 1 << 9, "OSXMMEXCPT", 1 << 10);
    private static final int USER_DPL = 3 << 13;

    final TestCpu machine;
    final Cpu cpu;
    private final ExceptionCase what;
    private final int[] registersBefore = new int[8];
    private int flagsBefore;

    ExceptionMachine(Engine engine, ExceptionCase what) {
        this.machine = engine.create(0x40000);
        this.cpu = machine.cpu;
        this.what = what;
        new ExceptionTables(machine, what.mode()).write();
        machine.poke(CODE, what.bytes());
        for (int i = 0; i < 8; i++) {
            cpu.regs[i] = 0x100 * i;
        }
        cpu.regs[Cpu.EBX] = isLegacy() ? 0 : 0x20000;
        cpu.regs[Cpu.ESP] = isLegacy() ? 0xE000 : STACK;
        cpu.setEflags(Eflags.FIXED);
        cpu.setCr4(CR4.get("OSFXSR") | CR4.get("OSXMMEXCPT"));
        cpu.fpu.initialize();
        enter();
        what.conditions().forEach(this::apply);
        cpu.fpuError.update();
        cpu.breakpoints.update();
        cpu.updateMode();
    }

    private boolean isLegacy() {
        return what.mode() == ExceptionCase.Mode.REAL || what.mode() == ExceptionCase.Mode.V86;
    }

    private void enter() {
        boolean real = what.mode() == ExceptionCase.Mode.REAL;
        if (!real) {
            cpu.setCr3(ExceptionTables.DIRECTORY);
        }
        cpu.setCr0(Cpu.CR0_ET | Cpu.CR0_NE | (real ? 0 : Cpu.CR0_PE | Cpu.CR0_PG | Cpu.CR0_WP));
        cpu.cpl = what.mode() == ExceptionCase.Mode.USER || what.mode() == ExceptionCase.Mode.V86 ? 3 : 0;
        if (isLegacy()) {
            legacySegments(real);
        } else {
            int rpl = cpu.cpl;
            for (int i = 0; i < SegmentRegister.COUNT; i++) {
                segment(i, rpl == 0 ? ExceptionTables.DATA0 : ExceptionTables.DATA3 | 3, 0, -1, 0x00CF9300);
            }
            segment(SegmentRegister.CS, rpl == 0 ? ExceptionTables.CODE0 : ExceptionTables.CODE3 | 3, 0, -1, 0x00CF9B00);
            cpu.eip = CODE;
        }
    }

    private void legacySegments(boolean real) {
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            int selector = i == SegmentRegister.CS || i == SegmentRegister.SS ? CODE >>> 4 : DATA_SEGMENT;
            if (real) {
                cpu.segments[i].load(selector, selector << 4, 0xFFFF, SegmentRegister.REAL_MODE_DATA);
            } else {
                cpu.segments[i].loadVirtual8086(selector);
            }
        }
        cpu.setFlag(Eflags.VM, !real);
        cpu.eip = 0;
    }

    private void segment(int register, int selector, int base, int limit, int attributes) {
        cpu.segments[register].load(selector, base, limit, attributes | (cpu.cpl == 3 ? USER_DPL : 0));
    }

    private void apply(String condition) {
        String[] parts = condition.split("=", 2);
        String name = parts[0];
        if (parts.length == 1) {
            bit(name.substring(1), name.startsWith("+"));
        } else if (REGISTERS.containsKey(name)) {
            cpu.regs[REGISTERS.get(name)] = Integer.parseUnsignedInt(parts[1], 16);
        } else if (SEGMENTS.containsKey(name)) {
            segment(SEGMENTS.get(name), parts[1]);
        } else if (name.startsWith("[")) {
            int address = Integer.parseInt(name.substring(1, name.length() - 1), 16);
            byte[] bytes = HexFormat.of().parseHex(parts[1]);
            for (int i = 0; i < bytes.length; i++) {
                machine.poke(address + i, bytes[i]);
            }
        } else {
            number(name, Integer.parseUnsignedInt(parts[1], 16));
        }
    }

    private void number(String name, int value) {
        switch (name) {
            case "iopl" -> cpu.control = cpu.control & ~Eflags.IOPL | value << Eflags.IOPL_SHIFT;
            case "limit" -> {
                SegmentRegister cs = cpu.segments[SegmentRegister.CS];
                cs.load(cs.selector, cs.base, value, cs.attributes);
            }
            case "fcw" -> cpu.fpu.setControl(value);
            case "fsw" -> cpu.fpu.setStatusWord(value);
            case "mxcsr" -> cpu.xmm.setMxcsr(value);
            case "dr7" -> cpu.dr[7] = value;
            case "gdtlimit" -> cpu.gdtLimit = value;
            case "idtlimit" -> cpu.idtLimit = value;
            case "trlimit" -> cpu.tr.load(cpu.tr.selector, cpu.tr.base, value, cpu.tr.attributes);
            default -> throw new IllegalArgumentException("no such condition: " + name);
        }
    }

    private void bit(String name, boolean on) {
        if (FLAGS.containsKey(name)) {
            cpu.setEflags(on ? cpu.eflags() | FLAGS.get(name) : cpu.eflags() & ~FLAGS.get(name));
        } else if (CR0.containsKey(name)) {
            cpu.setCr0(on ? cpu.cr0 | CR0.get(name) : cpu.cr0 & ~CR0.get(name));
        } else {
            int mask = CR4.get(name);
            cpu.setCr4(on ? cpu.cr4 | mask : cpu.cr4 & ~mask);
        }
    }

    /** Segments of 256 bytes at 20000, each of another kind. */
    private void segment(int register, String kind) {
        switch (kind) {
            case "null" -> cpu.segments[register].loadNull(0);
            case "narrow" -> segment(register, 0x98, 0x20000, 0xFF, 0x00409300);
            case "readonly" -> segment(register, ExceptionTables.READ_ONLY, 0x20000, 0xFF, 0x00409100);
            case "executeonly" -> segment(register, ExceptionTables.EXECUTE_ONLY, 0x20000, 0xFF, 0x00409900);
            case "down" -> segment(register, 0x98, 0x20000, 0xFF, 0x00409700);
            default -> throw new IllegalArgumentException("no such segment: " + kind);
        }
    }

    /** Executes the instruction and says how it ended, in the words of a case. */
    String outcome() {
        System.arraycopy(cpu.regs, 0, registersBefore, 0, 8);
        flagsBefore = cpu.eflags();
        machine.run(1);
        int vector = cpu.instruction() - ExceptionTables.HANDLERS;
        if (vector < 0 || vector > 255) {
            return cpu.execution.isShutdown() ? "shutdown" : "-";
        }
        return (isFault() ? "" : "trap ") + name(vector) + errorCode(vector) + address(vector);
    }

    private static String name(int vector) {
        return switch (vector) {
            case Vector.DE -> "#DE";
            case Vector.DB -> "#DB";
            case Vector.BP -> "#BP";
            case Vector.OF -> "#OF";
            case Vector.BR -> "#BR";
            case Vector.UD -> "#UD";
            case Vector.NM -> "#NM";
            case Vector.DF -> "#DF";
            case Vector.TS -> "#TS";
            case Vector.NP -> "#NP";
            case Vector.SS -> "#SS";
            case Vector.GP -> "#GP";
            case Vector.PF -> "#PF";
            case Vector.MF -> "#MF";
            case Vector.AC -> "#AC";
            case Vector.XM -> "#XM";
            default -> Integer.toHexString(vector);
        };
    }

    private String errorCode(int vector) {
        boolean has = what.mode() != ExceptionCase.Mode.REAL && Vector.hasErrorCode(vector);
        return has ? "(" + Integer.toHexString(stack(0)) + ")" : "";
    }

    private String address(int vector) {
        return vector == Vector.PF ? "@" + Integer.toHexString(cpu.cr2) : "";
    }

    private int vector() {
        return cpu.instruction() - ExceptionTables.HANDLERS;
    }

    /** A word of the frame that the exception pushed: 0 is the top of the stack. */
    private int stack(int number) {
        int base = cpu.segments[SegmentRegister.SS].base;
        return what.mode() == ExceptionCase.Mode.REAL ? machine.peek16(base + (cpu.regs[Cpu.ESP] & 0xFFFF) + 2 * number)
                : machine.peek32(base + cpu.regs[Cpu.ESP] + 4 * number);
    }

    private int frame(int number) {
        boolean error = what.mode() != ExceptionCase.Mode.REAL && Vector.hasErrorCode(vector());
        return stack(number + (error ? 1 : 0));
    }

    private boolean isFault() {
        return frame(0) == (isLegacy() ? 0 : CODE);
    }

    /** Whether a fault left the registers and flags as they were, so that the instruction can be restarted. */
    boolean canBeRestarted() {
        for (int i = 0; i < 8; i++) {
            if (i != Cpu.ESP && cpu.regs[i] != registersBefore[i]) {
                return false;
            }
        }
        boolean inner = cpu.cpl == 0 && (what.mode() == ExceptionCase.Mode.USER || what.mode() == ExceptionCase.Mode.V86);
        return (frame(2) & 0xFFFF) == (flagsBefore & 0xFFFF) && (!inner || frame(3) == registersBefore[Cpu.ESP]);
    }

    static int innerStack() {
        return INNER_STACK;
    }
}
