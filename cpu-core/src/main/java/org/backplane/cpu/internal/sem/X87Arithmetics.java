package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.fpu.Fpu;

/** Arithmetic, comparison and transcendental functions of the x87 (SDM 1 §8.3.5 to §8.3.7). */
final class X87Arithmetics {
    private X87Arithmetics() {
    }

    static void define(Semantics s) {
        defineBasic(s, "ADD", X87Call.ADD);
        defineBasic(s, "MUL", X87Call.MULTIPLY);
        defineBasic(s, "SUB", X87Call.SUBTRACT);
        defineBasic(s, "SUBR", X87Call.SUBTRACT_REVERSED);
        defineBasic(s, "DIV", X87Call.DIVIDE);
        defineBasic(s, "DIVR", X87Call.DIVIDE_REVERSED);
        defineComparisons(s);
        define(s, "FSQRT", X87Call.SQUARE_ROOT);
        define(s, "FRNDINT", X87Call.ROUND_TO_INTEGER);
        define(s, "FSCALE", X87Call.SCALE);
        define(s, "FXTRACT", X87Call.EXTRACT);
        define(s, "FABS", X87Call.ABSOLUTE);
        define(s, "FCHS", X87Call.CHANGE_SIGN);
        define(s, "F2XM1", X87Call.EXPONENTIAL);
        define(s, "FYL2X", X87Call.LOGARITHM);
        define(s, "FYL2XP1", X87Call.LOGARITHM_PLUS_ONE);
        define(s, "FPTAN", X87Call.TANGENT);
        define(s, "FPATAN", X87Call.ARCTANGENT);
        define(s, "FSIN", X87Call.SINE);
        define(s, "FCOS", X87Call.COSINE);
        define(s, "FSINCOS", X87Call.SINE_AND_COSINE);
        s.define("FPREM", (o, f) -> remainder(o, 0));
        s.define("FPREM1", (o, f) -> remainder(o, 1));
    }

    private static void define(Semantics s, String mnemonic, X87Call call) {
        s.define(mnemonic, (o, f) -> {
            o.system(X87Call.BEGIN);
            o.system(call);
        });
    }

    private static void remainder(Ops o, int nearest) {
        o.system(X87Call.BEGIN);
        o.system(X87Call.REMAINDER, o.constant(nearest));
    }

    /** The real, popping and integer instructions of an operation. */
    private static void defineBasic(Semantics s, String operation, X87Call call) {
        s.define("F" + operation, (o, f) -> {
            if (f.operand(0).isMemory()) {
                loadReal(o, f);
                o.system(call, o.constant(0), o.constant(Fpu.MEMORY), o.constant(0));
            } else {
                o.system(X87Call.BEGIN);
                o.system(call, o.number(f.operand(0)), o.number(f.operand(1)), o.constant(0));
            }
        });
        s.define("F" + operation + "P", (o, f) -> {
            o.system(X87Call.BEGIN);
            o.system(call, o.number(f.operand(0)), o.number(f.operand(1)), o.constant(1));
        });
        s.define("FI" + operation, (o, f) -> {
            loadInteger(o, f);
            o.system(call, o.constant(0), o.constant(Fpu.MEMORY), o.constant(0));
        });
    }

    private static void loadReal(Ops o, Form f) {
        o.system(f.size() == 32 ? X87Call.LOAD_REAL32 : X87Call.LOAD_REAL64, o.segment(), o.offset());
    }

    private static void loadInteger(Ops o, Form f) {
        o.system(X87Call.LOAD_INTEGER, o.constant(f.size()), o.segment(), o.offset());
    }

    private static void defineComparisons(Semantics s) {
        s.define("FCOM", (o, f) -> compare(o, f, 0, 0));
        s.define("FCOMP", (o, f) -> compare(o, f, 0, 1));
        s.define("FUCOM", (o, f) -> compare(o, f, 1, 0));
        s.define("FUCOMP", (o, f) -> compare(o, f, 1, 1));
        s.define("FCOMPP", (o, f) -> compareTop(o, 0));
        s.define("FUCOMPP", (o, f) -> compareTop(o, 1));
        s.define("FICOM", (o, f) -> compareInteger(o, f, 0));
        s.define("FICOMP", (o, f) -> compareInteger(o, f, 1));
        s.define("FCOMI", (o, f) -> compareFlags(o, f, 0, 0));
        s.define("FCOMIP", (o, f) -> compareFlags(o, f, 0, 1));
        s.define("FUCOMI", (o, f) -> compareFlags(o, f, 1, 0));
        s.define("FUCOMIP", (o, f) -> compareFlags(o, f, 1, 1));
        define(s, "FTST", X87Call.TEST);
        define(s, "FXAM", X87Call.EXAMINE);
    }

    private static void compare(Ops o, Form f, int quiet, int pops) {
        Operand source = f.operand(0);
        if (source.isMemory()) {
            loadReal(o, f);
            o.system(X87Call.COMPARE, o.constant(Fpu.MEMORY), o.constant(quiet), o.constant(pops));
        } else {
            o.system(X87Call.BEGIN);
            o.system(X87Call.COMPARE, o.number(source), o.constant(quiet), o.constant(pops));
        }
    }

    private static void compareTop(Ops o, int quiet) {
        o.system(X87Call.BEGIN);
        o.system(X87Call.COMPARE, o.constant(1), o.constant(quiet), o.constant(2));
    }

    private static void compareInteger(Ops o, Form f, int pops) {
        loadInteger(o, f);
        o.system(X87Call.COMPARE, o.constant(Fpu.MEMORY), o.constant(0), o.constant(pops));
    }

    private static void compareFlags(Ops o, Form f, int quiet, int pop) {
        o.system(X87Call.BEGIN);
        Value image = o.ask(X87Call.COMPARE_FLAGS, o.number(f.operand(1)), o.constant(quiet), o.constant(pop));
        o.flags(FlagRule.IMAGE, 32, image, Arithmetic.resultOf(o, image));
    }
}
