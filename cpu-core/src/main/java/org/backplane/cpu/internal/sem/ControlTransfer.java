package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Registers;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.decode.Form;

/** Control transfer instructions (SDM 1 §7.3.8), near and far, and software interrupts. */
final class ControlTransfer {
    private ControlTransfer() {
    }

    static void define(Semantics s) {
        for (Condition condition : Condition.values()) {
            s.define("J" + condition, (o, f) -> o.branch(o.condition(condition)));
        }
        s.define("JMP", (o, f) -> o.jump(o.relativeTarget()));
        s.define("JMP.NEAR", (o, f) -> o.jump(o.target(o.read(f.operand(0)))));
        s.define("CALL", (o, f) -> {
            Value target = o.relativeTarget();
            o.push(f.operandSize(), o.nextEip());
            o.jump(target);
        });
        s.define("CALL.NEAR", (o, f) -> {
            Value target = o.target(o.read(f.operand(0)));
            o.push(f.operandSize(), o.nextEip());
            o.jump(target);
        });
        s.define("RET", (o, f) -> {
            Value target = o.target(o.stack(f.operandSize(), 0));
            o.release(o.add(o.constant(f.operandSize() / 8), released(o, f)));
            o.jump(target);
        });
        defineLoops(s);
        defineFar(s);
        defineInterrupts(s);
    }

    private static Value released(Ops o, Form f) {
        return f.operands().isEmpty() ? o.constant(0) : o.read(f.operand(0));
    }

    /** The count register has the address size (SDM 2, LOOP). */
    private static void defineLoops(Semantics s) {
        s.define("LOOP", (o, f) -> loop(o, f, null));
        s.define("LOOPE", (o, f) -> loop(o, f, Condition.E));
        s.define("LOOPNE", (o, f) -> loop(o, f, Condition.NE));
        s.define("JCXZ", (o, f) -> o.branch(o.isZero(o.register(Registers.ECX, f.addressSize()))));
    }

    private static void loop(Ops o, Form f, Condition condition) {
        Value count = o.zeroExtend(f.addressSize(), o.sub(o.register(Registers.ECX, f.addressSize()), o.constant(1)));
        Truth more = o.isNotZero(count);
        o.branch(condition == null ? more : o.both(more, o.condition(condition)));
        o.setRegister(Registers.ECX, f.addressSize(), count);
    }

    private static void defineFar(Semantics s) {
        s.define("JMP.FAR", (o, f) -> far(o, f, SystemCall.JMP_FAR, SystemCall.JMP_FAR_INDIRECT));
        s.define("CALL.FAR", (o, f) -> far(o, f, SystemCall.CALL_FAR, SystemCall.CALL_FAR_INDIRECT));
        s.define("RETF", (o, f) -> o.system(SystemCall.RETF, o.constant(f.operandSize()), released(o, f)));
        s.define("IRET", (o, f) -> o.system(SystemCall.IRET, o.constant(f.operandSize()), o.nextEip()));
    }

    private static void far(Ops o, Form f, SystemCall direct, SystemCall indirect) {
        Value size = o.constant(f.operandSize());
        if (f.operand(0).isMemory()) {
            o.system(indirect, size, o.segment(), o.offset(), o.nextEip());
        } else {
            o.system(direct, size, o.number(f.operand(0)), o.read(f.operand(0)), o.nextEip());
        }
    }

    private static void defineInterrupts(Semantics s) {
        s.define("INT", (o, f) -> o.system(SystemCall.INT_N, o.read(f.operand(0)), o.nextEip()));
        s.define("INT3", (o, f) -> o.system(SystemCall.TRAP, o.constant(Vector.BP), o.nextEip()));
        s.define("INT1", (o, f) -> o.system(SystemCall.INT1, o.nextEip()));
        s.define("INTO", (o, f) -> o.choose(o.condition(Condition.O),
                () -> o.system(SystemCall.TRAP, o.constant(Vector.OF), o.nextEip()),
                () -> o.jump(o.nextEip())));
        s.define("BOUND", (o, f) -> o.system(SystemCall.BOUND, o.constant(f.operandSize()), o.read(f.operand(0)),
                o.segment(), o.offset()));
        s.define("UD2", (o, f) -> o.system(SystemCall.UNDEFINED));
        s.define("(undefined)", (o, f) -> o.system(SystemCall.UNDEFINED));
    }
}
