package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Registers;
import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;

/** String instructions (SDM 1 §7.3.9) and port I/O (§7.3.10). */
final class StringIo {
    private static final int WHILE_EQUAL = 1;
    private static final int WHILE_NOT_EQUAL = 0;

    private StringIo() {
    }

    static void define(Semantics s) {
        defineSingle(s);
        s.define("INS", (o, f) -> o.system(SystemCall.INS, size(o, f), address(o, f)));
        s.define("OUTS", (o, f) -> o.system(SystemCall.OUTS, size(o, f), o.segment(), address(o, f)));
        s.define("REP.MOVS", (o, f) -> repeat(o, f, SystemCall.REP_MOVS));
        s.define("REP.STOS", (o, f) -> repeat(o, f, SystemCall.REP_STOS));
        s.define("REP.LODS", (o, f) -> repeat(o, f, SystemCall.REP_LODS));
        s.define("REP.INS", (o, f) -> repeat(o, f, SystemCall.REP_INS));
        s.define("REP.OUTS", (o, f) -> repeat(o, f, SystemCall.REP_OUTS));
        s.define("REPE.CMPS", (o, f) -> repeatCompare(o, f, WHILE_EQUAL));
        s.define("REPNE.CMPS", (o, f) -> repeatCompare(o, f, WHILE_NOT_EQUAL));
        s.define("REPE.SCAS", (o, f) -> repeatScan(o, f, WHILE_EQUAL));
        s.define("REPNE.SCAS", (o, f) -> repeatScan(o, f, WHILE_NOT_EQUAL));
        s.define("IN", (o, f) ->
                o.write(f.operand(0), o.ask(SystemCall.IN, o.constant(f.operand(0).size()), port(o, f, 1))));
        s.define("OUT", (o, f) ->
                o.system(SystemCall.OUT, o.constant(f.operand(1).size()), port(o, f, 0), o.read(f.operand(1))));
    }

    /** One element each. All that can fault comes before a register changes. */
    private static void defineSingle(Semantics s) {
        s.define("MOVS", (o, f) -> {
            o.storeEs(bits(f), destination(o, f), o.load(bits(f), source(o, f)));
            advance(o, f, Registers.ESI);
            advance(o, f, Registers.EDI);
        });
        s.define("CMPS", (o, f) -> {
            Value a = o.load(bits(f), source(o, f));
            compare(o, f, a, o.loadEs(bits(f), destination(o, f)));
            advance(o, f, Registers.ESI);
            advance(o, f, Registers.EDI);
        });
        s.define("STOS", (o, f) -> {
            o.storeEs(bits(f), destination(o, f), o.register(Registers.EAX, bits(f)));
            advance(o, f, Registers.EDI);
        });
        s.define("LODS", (o, f) -> {
            o.setRegister(Registers.EAX, bits(f), o.load(bits(f), source(o, f)));
            advance(o, f, Registers.ESI);
        });
        s.define("SCAS", (o, f) -> {
            compare(o, f, o.register(Registers.EAX, bits(f)), o.loadEs(bits(f), destination(o, f)));
            advance(o, f, Registers.EDI);
        });
    }

    private static Value source(Ops o, Form f) {
        return o.register(Registers.ESI, f.addressSize());
    }

    private static Value destination(Ops o, Form f) {
        return o.register(Registers.EDI, f.addressSize());
    }

    private static void compare(Ops o, Form f, Value a, Value b) {
        o.flags(FlagRule.SUB, bits(f), a, b, o.sub(a, b));
    }

    /** Moves an index register, which wraps at the address size. */
    private static void advance(Ops o, Form f, int register) {
        int size = f.addressSize();
        o.setRegister(register, size, o.add(o.register(register, size), o.stride(bits(f) / 8)));
    }

    /** The element's size: that of the string operand. */
    private static int bits(Form f) {
        for (Operand operand : f.operands()) {
            if (operand.kind() == Operand.Kind.STRING) {
                return operand.size();
            }
        }
        throw new AssertionError(f.name());
    }

    private static Value size(Ops o, Form f) {
        return o.constant(bits(f));
    }

    private static Value address(Ops o, Form f) {
        return o.constant(f.addressSize());
    }

    private static void repeat(Ops o, Form f, SystemCall call) {
        o.system(call, size(o, f), o.segment(), address(o, f), o.thisEip(), o.nextEip());
    }

    private static void repeatCompare(Ops o, Form f, int whileZf) {
        o.system(SystemCall.REP_CMPS, size(o, f), o.segment(), address(o, f), o.constant(whileZf), o.thisEip(),
                o.nextEip());
    }

    private static void repeatScan(Ops o, Form f, int whileZf) {
        o.system(SystemCall.REP_SCAS, size(o, f), address(o, f), o.constant(whileZf), o.thisEip(), o.nextEip());
    }

    /** An immediate port number has eight bits. */
    private static Value port(Ops o, Form f, int operand) {
        return f.operand(operand).kind() == Operand.Kind.PORT ? o.register(Registers.EDX, 16)
                : o.zeroExtend(8, o.read(f.operand(operand)));
    }
}
