package org.backplane.cpu.internal.sem;

/** System instructions (SDM 1 §5.20, SDM 3A §2.8), processor control, and instructions without effect. */
final class SystemControl {
    private SystemControl() {
    }

    static void define(Semantics s) {
        s.define("SGDT", (o, f) -> o.system(SystemCall.SGDT, o.segment(), o.offset()));
        s.define("SIDT", (o, f) -> o.system(SystemCall.SIDT, o.segment(), o.offset()));
        s.define("LGDT", (o, f) ->
                o.system(SystemCall.LGDT, o.constant(f.operandSize()), o.segment(), o.offset()));
        s.define("LIDT", (o, f) ->
                o.system(SystemCall.LIDT, o.constant(f.operandSize()), o.segment(), o.offset()));
        s.define("SLDT", (o, f) -> o.write(f.operand(0), o.ask(SystemCall.SLDT)));
        s.define("STR", (o, f) -> o.write(f.operand(0), o.ask(SystemCall.STR)));
        s.define("LLDT", (o, f) -> o.system(SystemCall.LLDT, o.read(f.operand(0))));
        s.define("LTR", (o, f) -> o.system(SystemCall.LTR, o.read(f.operand(0))));
        s.define("VERR", (o, f) -> o.system(SystemCall.VERR, o.read(f.operand(0))));
        s.define("VERW", (o, f) -> o.system(SystemCall.VERW, o.read(f.operand(0))));
        s.define("LAR", (o, f) -> o.write(f.operand(0), o.ask(SystemCall.LAR, o.constant(f.size()),
                o.read(f.operand(1)), o.read(f.operand(0)))));
        s.define("LSL", (o, f) ->
                o.write(f.operand(0), o.ask(SystemCall.LSL, o.read(f.operand(1)), o.read(f.operand(0)))));
        s.define("ARPL", (o, f) -> o.write(f.operand(0),
                o.ask(SystemCall.ARPL, o.modify(f.operand(0)), o.read(f.operand(1)))));
        defineControl(s);
        defineProcessor(s);
    }

    private static void defineControl(Semantics s) {
        s.define("SMSW", (o, f) -> o.write(f.operand(0), o.ask(SystemCall.SMSW)));
        s.define("LMSW", (o, f) -> o.system(SystemCall.LMSW, o.read(f.operand(0))));
        s.define("CLTS", (o, f) -> o.system(SystemCall.CLTS));
        s.define("INVLPG", (o, f) -> o.system(SystemCall.INVLPG, o.segment(), o.offset()));
        s.define("MOV.FROMCR", (o, f) ->
                o.write(f.operand(0), o.ask(SystemCall.READ_CONTROL, o.number(f.operand(1)))));
        s.define("MOV.TOCR", (o, f) ->
                o.system(SystemCall.WRITE_CONTROL, o.number(f.operand(0)), o.read(f.operand(1))));
        s.define("MOV.FROMDR", (o, f) ->
                o.write(f.operand(0), o.ask(SystemCall.READ_DEBUG, o.number(f.operand(1)))));
        s.define("MOV.TODR", (o, f) ->
                o.system(SystemCall.WRITE_DEBUG, o.number(f.operand(0)), o.read(f.operand(1))));
    }

    private static void defineProcessor(Semantics s) {
        s.define("CLI", (o, f) -> o.system(SystemCall.CLI));
        s.define("STI", (o, f) -> o.system(SystemCall.STI));
        s.define("HLT", (o, f) -> o.system(SystemCall.HLT));
        s.define("INVD", (o, f) -> o.system(SystemCall.INVALIDATE_CACHES));
        s.define("WBINVD", (o, f) -> o.system(SystemCall.INVALIDATE_CACHES));
        s.define("CPUID", (o, f) -> o.system(SystemCall.CPUID));
        s.define("RDTSC", (o, f) -> o.system(SystemCall.RDTSC));
        s.define("RDMSR", (o, f) -> o.system(SystemCall.RDMSR));
        s.define("RDPMC", (o, f) -> o.system(SystemCall.RDPMC));
        s.define("SYSENTER", (o, f) -> o.system(SystemCall.SYSENTER));
        s.define("SYSEXIT", (o, f) -> o.system(SystemCall.SYSEXIT));
        s.define("CLFLUSH", (o, f) -> o.system(SystemCall.CLFLUSH, o.segment(), o.offset()));
        s.define("WRMSR", (o, f) -> o.system(SystemCall.WRMSR));
        s.define("NOP", (o, f) -> { });
        s.define("PAUSE", (o, f) -> { });
        // Memory is strongly ordered here: loads and stores take effect one after the other.
        s.define("FENCE", (o, f) -> { });
    }
}
