package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;

/** Shifts and rotates (SDM 1 §7.3.6). A count of zero, after masking to five bits, leaves the flags alone. */
final class ShiftRotate {
    private static final int COUNT_MASK = 31;

    private ShiftRotate() {
    }

    static void define(Semantics s) {
        s.define("SHL", (o, f) -> shift(o, f, Function.SHL, FlagRule.SHL));
        s.define("SHR", (o, f) -> shift(o, f, Function.SHR, FlagRule.SHR));
        s.define("SAR", (o, f) -> shift(o, f, Function.SAR, FlagRule.SAR));
        s.define("ROL", (o, f) -> rotate(o, f, Function.ROL, FlagRule.ROL));
        s.define("ROR", (o, f) -> rotate(o, f, Function.ROR, FlagRule.ROR));
        s.define("RCL", (o, f) -> rotateThroughCarry(o, f, Function.RCL, FlagRule.RCL));
        s.define("RCR", (o, f) -> rotateThroughCarry(o, f, Function.RCR, FlagRule.RCR));
        s.define("SHLD", (o, f) -> shiftDouble(o, f, Function.SHLD, FlagRule.SHLD));
        s.define("SHRD", (o, f) -> shiftDouble(o, f, Function.SHRD, FlagRule.SHRD));
    }

    /** Steps that need a count other than zero. The operand is read, and checked for the write, in any case. */
    private interface Counted {
        void tell(Value operand, Value count);
    }

    private static void counted(Ops o, Form f, Operand countOperand, Counted steps) {
        Value a = o.modify(f.operand(0));
        if (countOperand.kind() == Operand.Kind.ONE) {
            steps.tell(a, o.constant(1));
        } else {
            Value n = o.and(o.read(countOperand), o.constant(COUNT_MASK));
            o.when(o.isNotZero(n), () -> steps.tell(a, n));
        }
    }

    private static void shift(Ops o, Form f, Function function, FlagRule rule) {
        counted(o, f, f.operand(1), (a, n) -> {
            Value r = o.call(function, f.size(), a, n);
            o.write(f.operand(0), r);
            o.flags(rule, f.size(), a, n, r);
        });
    }

    private static void rotate(Ops o, Form f, Function function, FlagRule rule) {
        counted(o, f, f.operand(1), (a, n) -> {
            Value r = o.call(function, f.size(), a, n);
            o.write(f.operand(0), r);
            o.flags(rule, f.size(), r);
        });
    }

    private static void rotateThroughCarry(Ops o, Form f, Function function, FlagRule rule) {
        counted(o, f, f.operand(1), (a, n) -> {
            Value r = o.call(function, f.size(), a, n, o.carry());
            o.write(f.operand(0), r);
            o.flags(rule, f.size(), a, n, r);
        });
    }

    private static void shiftDouble(Ops o, Form f, Function function, FlagRule rule) {
        counted(o, f, f.operand(2), (a, n) -> {
            Value b = o.read(f.operand(1));
            Value r = o.call(function, f.size(), a, b, n);
            o.write(f.operand(0), r);
            o.flags(rule, f.size(), a, b, n, r);
        });
    }
}
