package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;

/** Bit and byte instructions (SDM 1 §7.3.7). */
final class BitByte {
    private BitByte() {
    }

    static void define(Semantics s) {
        s.define("BT", (o, f) -> test(o, f, null));
        s.define("BTS", (o, f) -> test(o, f, Ops::or));
        s.define("BTR", (o, f) -> test(o, f, (q, a, bit) -> q.and(a, q.not(bit))));
        s.define("BTC", (o, f) -> test(o, f, Ops::xor));
        s.define("BSF", (o, f) -> scan(o, f, Function.LOWEST_BIT));
        s.define("BSR", (o, f) -> scan(o, f, Function.HIGHEST_BIT));
        for (Condition condition : Condition.values()) {
            s.define("SET" + condition, (o, f) -> o.write(f.operand(0), o.bit(o.condition(condition))));
        }
    }

    private interface Change {
        Value apply(Ops o, Value a, Value bit);
    }

    /** A bit number in a register reaches beyond a memory operand, with its sign (SDM 2, BT; SDM 1 table 3-2). */
    private static void test(Ops o, Form f, Change change) {
        int size = f.size();
        Value number = o.read(f.operand(1));
        Value bit = o.and(number, o.constant(size - 1));
        if (f.operand(0).isMemory() && f.operand(1).isRegister()) {
            Value units = o.sar(o.signExtend(size, number), size == 32 ? 5 : 4);
            Value offset = o.wrap(o.add(o.offset(), o.shl(units, size == 32 ? 2 : 1)));
            Value a = change == null ? o.load(size, offset) : o.modify(size, offset);
            if (change != null) {
                o.store(size, offset, change.apply(o, a, o.call(Function.SHIFTED_BIT, 32, bit)));
            }
            o.flags(FlagRule.CARRY, 32, o.call(Function.BIT_AT, 32, a, bit));
        } else {
            Operand destination = f.operand(0);
            Value a = change == null ? o.read(destination) : o.modify(destination);
            if (change != null) {
                o.write(destination, change.apply(o, a, o.call(Function.SHIFTED_BIT, 32, bit)));
            }
            o.flags(FlagRule.CARRY, 32, o.call(Function.BIT_AT, 32, a, bit));
        }
    }

    /** A source of zero leaves the destination alone. */
    private static void scan(Ops o, Form f, Function function) {
        Value source = o.read(f.operand(1));
        o.when(o.isNotZero(source), () -> o.write(f.operand(0), o.call(function, 32, source)));
        o.flags(FlagRule.LOGIC, f.size(), source);
    }
}
