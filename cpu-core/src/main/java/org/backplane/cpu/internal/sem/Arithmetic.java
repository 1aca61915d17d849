package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Registers;
import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;

/** Binary and decimal arithmetic and logic (SDM 1 §7.3.2 to §7.3.4), and the operations on single flags (§7.3.13). */
final class Arithmetic {
    /** The byte register above AL. */
    private static final int AH = 4;
    /** The number of ZF's bit in EFLAGS. */
    private static final int ZF_BIT = 6;

    private Arithmetic() {
    }

    static void define(Semantics s) {
        s.define("ADD", (o, f) -> binary(o, f, FlagRule.ADD, false, Ops::add));
        s.define("ADC", (o, f) -> binary(o, f, FlagRule.ADD, false, (q, a, b) -> q.add(q.add(a, b), q.carry())));
        s.define("SUB", (o, f) -> binary(o, f, FlagRule.SUB, false, Ops::sub));
        s.define("SBB", (o, f) -> binary(o, f, FlagRule.SUB, false, (q, a, b) -> q.sub(q.sub(a, b), q.carry())));
        s.define("CMP", (o, f) -> binary(o, f, FlagRule.SUB, true, Ops::sub));
        s.define("AND", (o, f) -> binary(o, f, FlagRule.LOGIC, false, Ops::and));
        s.define("OR", (o, f) -> binary(o, f, FlagRule.LOGIC, false, Ops::or));
        s.define("XOR", (o, f) -> binary(o, f, FlagRule.LOGIC, false, Ops::xor));
        s.define("TEST", (o, f) -> binary(o, f, FlagRule.LOGIC, true, Ops::and));
        defineUnary(s);
        defineExchanging(s);
        defineProducts(s);
        defineDecimal(s);
        defineFlags(s);
    }

    private interface Operation {
        Value apply(Ops o, Value a, Value b);
    }

    private static void binary(Ops o, Form f, FlagRule rule, boolean compareOnly, Operation operation) {
        Operand destination = f.operand(0);
        Value a = compareOnly ? o.read(destination) : o.modify(destination);
        Value b = o.read(f.operand(1));
        Value r = operation.apply(o, a, b);
        if (!compareOnly) {
            o.write(destination, r);
        }
        if (rule == FlagRule.LOGIC) {
            o.flags(rule, f.size(), r);
        } else {
            o.flags(rule, f.size(), a, b, r);
        }
    }

    private static void defineUnary(Semantics s) {
        s.define("INC", (o, f) -> {
            Value a = o.modify(f.operand(0));
            Value r = o.add(a, o.constant(1));
            o.write(f.operand(0), r);
            o.flags(FlagRule.INC, f.size(), a, r);
        });
        s.define("DEC", (o, f) -> {
            Value a = o.modify(f.operand(0));
            Value r = o.sub(a, o.constant(1));
            o.write(f.operand(0), r);
            o.flags(FlagRule.DEC, f.size(), a, r);
        });
        s.define("NEG", (o, f) -> {
            Value zero = o.constant(0);
            Value a = o.modify(f.operand(0));
            Value r = o.sub(zero, a);
            o.write(f.operand(0), r);
            o.flags(FlagRule.SUB, f.size(), zero, a, r);
        });
        s.define("NOT", (o, f) -> o.write(f.operand(0), o.not(o.modify(f.operand(0)))));
    }

    private static void defineExchanging(Semantics s) {
        s.define("XADD", (o, f) -> {
            Value a = o.modify(f.operand(0));
            Value b = o.read(f.operand(1));
            Value r = o.add(a, b);
            if (f.operand(0).isMemory()) {
                o.write(f.operand(0), r);
                o.write(f.operand(1), a);
            } else {
                // With one register as both operands the sum stays.
                o.write(f.operand(1), a);
                o.write(f.operand(0), r);
            }
            o.flags(FlagRule.ADD, f.size(), a, b, r);
        });
        s.define("CMPXCHG", (o, f) -> {
            Operand destination = f.operand(0);
            Value a = o.register(Registers.EAX, f.size());
            Value b = o.modify(destination);
            Value r = o.sub(a, b);
            Truth equal = o.isZero(o.zeroExtend(f.size(), r));
            if (destination.isMemory()) {
                // Memory is written in any case, so that a locked cycle ends with a write.
                o.write(destination, o.select(equal, o.read(f.operand(1)), b));
                o.when(o.isNotZero(o.zeroExtend(f.size(), r)), () -> o.setRegister(Registers.EAX, f.size(), b));
            } else {
                o.choose(equal, () -> o.write(destination, o.read(f.operand(1))),
                        () -> o.setRegister(Registers.EAX, f.size(), b));
            }
            o.flags(FlagRule.SUB, f.size(), a, b, r);
        });
        s.define("CMPXCHG8B", (o, f) -> o.system(SystemCall.CMPXCHG8B, o.segment(), o.offset()));
    }

    private static void defineProducts(Semantics s) {
        s.define("MUL", (o, f) -> {
            Value a = o.register(Registers.EAX, f.size());
            Value b = o.read(f.operand(0));
            Value low = o.mul(a, b);
            Value high = f.size() == 32 ? o.call(Function.MUL_HIGH_UNSIGNED, 32, a, b) : o.shr(low, f.size());
            product(o, f, high, low);
            o.flags(FlagRule.MUL, f.size(), high, low);
        });
        s.define("IMUL.ACC", (o, f) -> {
            Value a = o.signExtend(f.size(), o.register(Registers.EAX, f.size()));
            Value b = o.signExtend(f.size(), o.read(f.operand(0)));
            Value low = o.mul(a, b);
            Value high = signedHigh(o, f.size(), a, b, low);
            product(o, f, high, low);
            o.flags(FlagRule.IMUL, f.size(), high, low);
        });
        s.define("IMUL", (o, f) -> {
            int factors = f.operands().size() == 3 ? 1 : 0;
            Value a = o.signExtend(f.size(), o.read(f.operand(factors)));
            Value b = o.signExtend(f.size(), o.read(f.operand(factors + 1)));
            Value low = o.mul(a, b);
            Value high = signedHigh(o, f.size(), a, b, low);
            o.write(f.operand(0), low);
            o.flags(FlagRule.IMUL, f.size(), high, low);
        });
        s.define("DIV", (o, f) -> divide(o, f, Function.FITS_UNSIGNED, Function.QUOTIENT_UNSIGNED));
        s.define("IDIV", (o, f) -> divide(o, f, Function.FITS_SIGNED, Function.QUOTIENT_SIGNED));
    }

    /** Divides AX, DX:AX or EDX:EAX. The status flags, which are undefined, stay as they are. */
    private static void divide(Ops o, Form f, Function fits, Function quotient) {
        int size = f.size();
        int upper = size == 8 ? AH : Registers.EDX;
        Value divisor = o.read(f.operand(0));
        Value high = o.register(upper, size);
        Value low = o.register(Registers.EAX, size);
        o.when(o.isZero(o.call(fits, size, high, low, divisor)), () -> o.system(SystemCall.DIVIDE_ERROR));
        Value q = o.call(quotient, size, high, low, divisor);
        Value r = o.sub(low, o.mul(q, divisor));
        o.setRegister(Registers.EAX, size, q);
        o.setRegister(upper, size, r);
    }

    private static Value signedHigh(Ops o, int size, Value a, Value b, Value low) {
        return size == 32 ? o.call(Function.MUL_HIGH_SIGNED, 32, a, b) : o.sar(low, size);
    }

    /** Stores a product: AX, DX:AX or EDX:EAX. */
    private static void product(Ops o, Form f, Value high, Value low) {
        if (f.size() == 8) {
            o.setRegister(Registers.EAX, 16, low);
        } else {
            o.setRegister(Registers.EAX, f.size(), low);
            o.setRegister(Registers.EDX, f.size(), high);
        }
    }

    private static void defineDecimal(Semantics s) {
        s.define("DAA", (o, f) -> o.system(SystemCall.DAA));
        s.define("DAS", (o, f) -> o.system(SystemCall.DAS));
        s.define("AAA", (o, f) -> o.system(SystemCall.AAA));
        s.define("AAS", (o, f) -> o.system(SystemCall.AAS));
        s.define("AAM", (o, f) -> o.system(SystemCall.AAM, o.read(f.operand(0))));
        s.define("AAD", (o, f) -> o.system(SystemCall.AAD, o.read(f.operand(0))));
    }

    private static void defineFlags(Semantics s) {
        s.define("CLC", (o, f) -> o.flags(FlagRule.CARRY, 32, o.constant(0)));
        s.define("STC", (o, f) -> o.flags(FlagRule.CARRY, 32, o.constant(1)));
        s.define("CMC", (o, f) -> o.flags(FlagRule.CARRY, 32, o.xor(o.carry(), o.constant(1))));
        s.define("SALC", (o, f) -> o.setRegister(Registers.EAX, 8, o.sub(o.constant(0), o.carry())));
        s.define("LAHF", (o, f) ->
                o.setRegister(Registers.EAX, 16, o.or(o.shl(o.ask(SystemCall.FLAGS_IMAGE), 8),
                        o.register(Registers.EAX, 8))));
        s.define("SAHF", (o, f) -> {
            Value image = o.register(AH, 8);
            o.flags(FlagRule.IMAGE_BYTE, 32, image, resultOf(o, image));
        });
        s.define("CLD", (o, f) -> o.system(SystemCall.SET_DIRECTION, o.constant(0)));
        s.define("STD", (o, f) -> o.system(SystemCall.SET_DIRECTION, o.constant(1)));
    }

    /** A result that gives the ZF of an image of the status flags. */
    static Value resultOf(Ops o, Value image) {
        return o.xor(o.and(o.shr(image, ZF_BIT), o.constant(1)), o.constant(1));
    }
}
