package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.simd.Mmx;
import org.backplane.cpu.internal.simd.SseArithmetic;

/** Floating-point arithmetic, comparison, logic and conversion of SSE and SSE2 (SDM 1 §10.4, §11.4.1). */
final class SseFloat {
    /** Endings of mnemonics by the kind of {@link SseArithmetic}. */
    private static final String[] KINDS = {"PS", "PD", "SS", "SD"};

    private SseFloat() {
    }

    static void define(Semantics s) {
        arithmetic(s, "ADD", SseCall.ADD);
        arithmetic(s, "SUB", SseCall.SUBTRACT);
        arithmetic(s, "MUL", SseCall.MULTIPLY);
        arithmetic(s, "DIV", SseCall.DIVIDE);
        arithmetic(s, "MIN", SseCall.MIN);
        arithmetic(s, "MAX", SseCall.MAX);
        arithmetic(s, "SQRT", SseCall.SQUARE_ROOT);
        // Only of the 32-bit format.
        s.define("RCPPS", (o, f) -> arithmetic(o, f, SseCall.RECIPROCAL, SseArithmetic.PS));
        s.define("RCPSS", (o, f) -> arithmetic(o, f, SseCall.RECIPROCAL, SseArithmetic.SS));
        s.define("RSQRTPS", (o, f) -> arithmetic(o, f, SseCall.RECIPROCAL_ROOT, SseArithmetic.PS));
        s.define("RSQRTSS", (o, f) -> arithmetic(o, f, SseCall.RECIPROCAL_ROOT, SseArithmetic.SS));
        defineComparisons(s);
        defineLogic(s);
        defineConversions(s);
        defineIntegerConversions(s);
    }

    private static void arithmetic(Semantics s, String operation, SseCall call) {
        for (int i = 0; i < KINDS.length; i++) {
            int kind = i;
            s.define(operation + KINDS[i], (o, f) -> arithmetic(o, f, call, kind));
        }
    }

    private static void arithmetic(Ops o, Form f, SseCall call, int kind) {
        Value source = SimdSource.sse(o, f, 1);
        o.system(call, o.constant(kind), o.number(f.operand(0)), source);
    }

    private static void defineComparisons(Semantics s) {
        for (int i = 0; i < KINDS.length; i++) {
            int kind = i;
            s.define("CMP" + KINDS[i], (o, f) -> {
                Value source = SimdSource.sse(o, f, 1);
                o.system(SseCall.COMPARE, o.constant(kind), o.number(f.operand(0)), source, o.read(f.operand(2)));
            });
        }
        s.define("COMISS", (o, f) -> compareFlags(o, f, SseArithmetic.SS, 0));
        s.define("COMISD", (o, f) -> compareFlags(o, f, SseArithmetic.SD, 0));
        s.define("UCOMISS", (o, f) -> compareFlags(o, f, SseArithmetic.SS, 1));
        s.define("UCOMISD", (o, f) -> compareFlags(o, f, SseArithmetic.SD, 1));
    }

    private static void compareFlags(Ops o, Form f, int kind, int quiet) {
        Value source = SimdSource.sse(o, f, 1);
        o.system(SseCall.COMPARE_FLAGS, o.constant(kind), o.number(f.operand(0)), source, o.constant(quiet));
    }

    private static void defineLogic(Semantics s) {
        logic(s, "AND", PackedFunction.AND, PackedFunction.AND, PackedShape.LANES);
        logic(s, "ANDN", PackedFunction.AND_NOT, PackedFunction.AND_NOT, PackedShape.LANES);
        logic(s, "OR", PackedFunction.OR, PackedFunction.OR, PackedShape.LANES);
        logic(s, "XOR", PackedFunction.XOR, PackedFunction.XOR, PackedShape.LANES);
        define(s, "UNPCKLPS", PackedFunction.PUNPCKLDQ, PackedFunction.PUNPCKHDQ, PackedShape.LOW);
        define(s, "UNPCKHPS", PackedFunction.PUNPCKLDQ, PackedFunction.PUNPCKHDQ, PackedShape.HIGH);
        define(s, "UNPCKLPD", PackedFunction.FIRST, PackedFunction.SECOND, PackedShape.LOW);
        define(s, "UNPCKHPD", PackedFunction.FIRST, PackedFunction.SECOND, PackedShape.HIGH);
    }

    private static void logic(Semantics s, String operation, PackedFunction low, PackedFunction high, PackedShape shape) {
        define(s, operation + "PS", low, high, shape);
        define(s, operation + "PD", low, high, shape);
    }

    private static void define(Semantics s, String mnemonic, PackedFunction low, PackedFunction high, PackedShape shape) {
        s.define(mnemonic, (o, f) -> {
            Value source = SimdSource.sse(o, f, 1);
            o.xmm(low, high, shape, o.number(f.operand(0)), source);
        });
    }

    private static void defineConversions(Semantics s) {
        convert(s, "CVTPS2PD", SseCall.CVTPS2PD);
        convert(s, "CVTPD2PS", SseCall.CVTPD2PS);
        convert(s, "CVTSS2SD", SseCall.CVTSS2SD);
        convert(s, "CVTSD2SS", SseCall.CVTSD2SS);
        convert(s, "CVTDQ2PS", SseCall.CVTDQ2PS);
        convert(s, "CVTDQ2PD", SseCall.CVTDQ2PD);
        s.define("CVTPI2PS", (o, f) -> {
            o.system(SseCall.BEGIN);
            Value source = SimdSource.mmx(o, f, 1);
            o.system(SseCall.CVTPI2PS, o.number(f.operand(0)), source);
        });
        s.define("CVTPI2PD", (o, f) -> {
            Value source;
            if (f.operand(1).isMemory()) {
                o.system(SseCall.LOAD_INTEGERS, o.segment(), o.offset());
                source = o.constant(Mmx.MEMORY);
            } else {
                o.system(SseCall.BEGIN);
                source = SimdSource.mmx(o, f, 1);
            }
            o.system(SseCall.CVTPI2PD, o.number(f.operand(0)), source);
        });
        s.define("CVTSI2SS", (o, f) -> fromGeneral(o, f, SseCall.CVTSI2SS));
        s.define("CVTSI2SD", (o, f) -> fromGeneral(o, f, SseCall.CVTSI2SD));
    }

    private static void convert(Semantics s, String mnemonic, SseCall call) {
        s.define(mnemonic, (o, f) -> {
            Value source = SimdSource.sse(o, f, 1);
            o.system(call, o.number(f.operand(0)), source);
        });
    }

    private static void fromGeneral(Ops o, Form f, SseCall call) {
        o.system(SseCall.BEGIN);
        o.system(call, o.number(f.operand(0)), o.read(f.operand(1)));
    }

    private static void defineIntegerConversions(Semantics s) {
        toIntegers(s, "PS2DQ", SseCall.CVTPS2DQ);
        toIntegers(s, "PD2DQ", SseCall.CVTPD2DQ);
        toIntegers(s, "PS2PI", SseCall.CVTPS2PI);
        toIntegers(s, "PD2PI", SseCall.CVTPD2PI);
        s.define("CVTSS2SI", (o, f) -> toGeneral(o, f, SseCall.CVTSS2SI, 0));
        s.define("CVTTSS2SI", (o, f) -> toGeneral(o, f, SseCall.CVTSS2SI, 1));
        s.define("CVTSD2SI", (o, f) -> toGeneral(o, f, SseCall.CVTSD2SI, 0));
        s.define("CVTTSD2SI", (o, f) -> toGeneral(o, f, SseCall.CVTSD2SI, 1));
    }

    private static void toIntegers(Semantics s, String formats, SseCall call) {
        s.define("CVT" + formats, (o, f) -> toIntegers(o, f, call, 0));
        s.define("CVTT" + formats, (o, f) -> toIntegers(o, f, call, 1));
    }

    private static void toIntegers(Ops o, Form f, SseCall call, int truncate) {
        Value source = SimdSource.sse(o, f, 1);
        o.system(call, o.number(f.operand(0)), source, o.constant(truncate));
    }

    private static void toGeneral(Ops o, Form f, SseCall call, int truncate) {
        Value source = SimdSource.sse(o, f, 1);
        o.write(f.operand(0), o.ask(call, source, o.constant(truncate)));
    }
}
