package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Registers;
import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.fpu.Fpu;

/** Data transfer, constants and control of the x87 (SDM 1 §8.3.3, §8.3.4, §8.3.11). */
final class X87Data {
    private static final String[] CONSTANTS = {"FLD1", "FLDL2T", "FLDL2E", "FLDPI", "FLDLG2", "FLDLN2", "FLDZ"};

    private X87Data() {
    }

    static void define(Semantics s) {
        s.define("FLD", X87Data::load);
        s.define("FILD", (o, f) -> {
            o.system(X87Call.LOAD_INTEGER, o.constant(f.size()), o.segment(), o.offset());
            o.system(X87Call.PUSH_EXACTLY, o.constant(Fpu.MEMORY));
        });
        s.define("FBLD", (o, f) -> {
            o.system(X87Call.LOAD_BCD, o.segment(), o.offset());
            o.system(X87Call.PUSH_EXACTLY, o.constant(Fpu.MEMORY));
        });
        s.define("FST", (o, f) -> store(o, f, 0));
        s.define("FSTP", (o, f) -> store(o, f, 1));
        s.define("FIST", (o, f) -> storeInteger(o, f, 0));
        s.define("FISTP", (o, f) -> storeInteger(o, f, 1));
        s.define("FBSTP", (o, f) -> o.system(X87Call.STORE_BCD, o.segment(), o.offset()));
        s.define("FXCH", (o, f) -> {
            o.system(X87Call.BEGIN);
            o.system(X87Call.EXCHANGE, o.number(f.operand(0)));
        });
        for (int i = 0; i < CONSTANTS.length; i++) {
            int number = i;
            s.define(CONSTANTS[i], (o, f) -> {
                o.system(X87Call.BEGIN);
                o.system(X87Call.PUSH_CONSTANT, o.constant(number));
            });
        }
        defineMoves(s);
        defineControl(s);
        defineEnvironment(s);
    }

    private static void load(Ops o, Form f) {
        Operand source = f.operand(0);
        if (!source.isMemory()) {
            o.system(X87Call.BEGIN);
            o.system(X87Call.PUSH_EXACTLY, o.number(source));
        } else if (source.size() == 80) {
            o.system(X87Call.LOAD_REAL80, o.segment(), o.offset());
            o.system(X87Call.PUSH_EXACTLY, o.constant(Fpu.MEMORY));
        } else {
            o.system(source.size() == 32 ? X87Call.LOAD_REAL32 : X87Call.LOAD_REAL64, o.segment(), o.offset());
            o.system(X87Call.PUSH);
        }
    }

    private static void store(Ops o, Form f, int pop) {
        Operand destination = f.operand(0);
        if (!destination.isMemory()) {
            o.system(X87Call.BEGIN);
            o.system(X87Call.STORE, o.number(destination), o.constant(pop));
        } else if (destination.size() == 80) {
            o.system(X87Call.STORE_REAL80, o.segment(), o.offset());
        } else {
            o.system(destination.size() == 32 ? X87Call.STORE_REAL32 : X87Call.STORE_REAL64, o.segment(), o.offset(),
                    o.constant(pop));
        }
    }

    private static void storeInteger(Ops o, Form f, int pop) {
        o.system(X87Call.STORE_INTEGER, o.constant(f.size()), o.segment(), o.offset(), o.constant(pop));
    }

    private static void defineMoves(Semantics s) {
        defineMove(s, "FCMOVB", Condition.B);
        defineMove(s, "FCMOVE", Condition.E);
        defineMove(s, "FCMOVBE", Condition.BE);
        defineMove(s, "FCMOVU", Condition.P);
        defineMove(s, "FCMOVNB", Condition.AE);
        defineMove(s, "FCMOVNE", Condition.NE);
        defineMove(s, "FCMOVNBE", Condition.A);
        defineMove(s, "FCMOVNU", Condition.NP);
    }

    private static void defineMove(Semantics s, String mnemonic, Condition condition) {
        s.define(mnemonic, (o, f) -> {
            o.system(X87Call.BEGIN);
            o.system(X87Call.MOVE_IF, o.number(f.operand(1)), o.bit(o.condition(condition)));
        });
    }

    private static void defineControl(Semantics s) {
        s.define("WAIT", (o, f) -> o.system(X87Call.FWAIT));
        s.define("FNOP", (o, f) -> o.system(X87Call.NOTHING));
        s.define("FNINIT", (o, f) -> o.system(X87Call.INITIALIZE));
        s.define("FNCLEX", (o, f) -> o.system(X87Call.CLEAR_EXCEPTIONS));
        s.define("FNSTCW", (o, f) -> o.system(X87Call.STORE_CONTROL, o.segment(), o.offset()));
        s.define("FLDCW", (o, f) -> o.system(X87Call.LOAD_CONTROL, o.segment(), o.offset()));
        s.define("FNSTSW", (o, f) -> o.write(f.operand(0), o.ask(X87Call.STATUS)));
        s.define("FNSTSW.AX", (o, f) -> o.setRegister(Registers.EAX, 16, o.ask(X87Call.STATUS)));
        s.define("FINCSTP", (o, f) -> o.system(X87Call.ROTATE, o.constant(1)));
        s.define("FDECSTP", (o, f) -> o.system(X87Call.ROTATE, o.constant(-1)));
        s.define("FFREE", (o, f) -> o.system(X87Call.FREE, o.number(f.operand(0)), o.constant(0)));
        s.define("FFREEP", (o, f) -> o.system(X87Call.FREE, o.number(f.operand(0)), o.constant(1)));
    }

    private static void defineEnvironment(Semantics s) {
        defineEnvironment(s, "FNSTENV", X87Call.STORE_ENVIRONMENT);
        defineEnvironment(s, "FLDENV", X87Call.LOAD_ENVIRONMENT);
        defineEnvironment(s, "FNSAVE", X87Call.SAVE);
        defineEnvironment(s, "FRSTOR", X87Call.RESTORE);
    }

    private static void defineEnvironment(Semantics s, String mnemonic, X87Call call) {
        s.define(mnemonic, (o, f) -> o.system(call, o.constant(f.operandSize()), o.segment(), o.offset()));
    }
}
