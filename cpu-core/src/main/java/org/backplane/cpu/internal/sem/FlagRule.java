package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Alu;
import org.backplane.cpu.internal.core.Flags;

/**
 * How an instruction sets the status flags: a function that gives the new carries word, and whether the last operand
 * becomes the result word ({@link Flags}).
 */
public enum FlagRule {
    /** Operands a, b, result. */
    ADD("Flags.add", Use.RESULT, (s, o, old) -> Flags.add(s, o[0], o[1], o[2])),
    /** Operands a, b, result. */
    SUB("Flags.sub", Use.RESULT, (s, o, old) -> Flags.sub(s, o[0], o[1], o[2])),
    /** Operands a, result. */
    INC("Flags.inc", Use.RESULT_AND_OLD, (s, o, old) -> Flags.inc(s, o[0], o[1], old)),
    /** Operands a, result. */
    DEC("Flags.dec", Use.RESULT_AND_OLD, (s, o, old) -> Flags.dec(s, o[0], o[1], old)),
    /** Operand result. */
    LOGIC("Flags.logic", Use.RESULT, (s, o, old) -> Flags.logic(s, o[0])),
    /** Operands a, count, result. */
    SHL("Alu.shlCarries", Use.RESULT, (s, o, old) -> Alu.shlCarries(s, o[0], o[1], o[2])),
    /** Operands a, count, result. */
    SHR("Alu.shrCarries", Use.RESULT, (s, o, old) -> Alu.shrCarries(s, o[0], o[1], o[2])),
    /** Operands a, count, result. */
    SAR("Alu.sarCarries", Use.RESULT, (s, o, old) -> Alu.sarCarries(s, o[0], o[1], o[2])),
    /** Operand result. */
    ROL("Alu.rolCarries", Use.OLD, (s, o, old) -> Alu.rolCarries(s, o[0], old)),
    /** Operand result. */
    ROR("Alu.rorCarries", Use.OLD, (s, o, old) -> Alu.rorCarries(s, o[0], old)),
    /** Operands a, count, result. */
    RCL("Alu.rclCarries", Use.OLD, (s, o, old) -> Alu.rclCarries(s, o[0], o[1], o[2], old)),
    /** Operands a, count, result. */
    RCR("Alu.rcrCarries", Use.OLD, (s, o, old) -> Alu.rcrCarries(s, o[0], o[1], o[2], old)),
    /** Operands a, b, count, result. */
    SHLD("Alu.shldCarries", Use.RESULT, (s, o, old) -> Alu.shldCarries(s, o[0], o[1], o[2], o[3])),
    /** Operands a, b, count, result. */
    SHRD("Alu.shrdCarries", Use.RESULT, (s, o, old) -> Alu.shrdCarries(s, o[0], o[1], o[2], o[3])),
    /** Operands high half, low half. */
    MUL("Alu.mulCarries", Use.RESULT, (s, o, old) -> Alu.mulCarries(s, o[0], o[1])),
    /** Operands high half, low half. */
    IMUL("Alu.imulCarries", Use.RESULT, (s, o, old) -> Alu.imulCarries(s, o[0], o[1])),
    /** Operands image, result: what an image of EFLAGS says; the result is 0 if ZF is set. */
    IMAGE("Flags.image", Use.IMAGE, (s, o, old) -> Flags.image(s, o[0], o[1])),
    /** The same of the low byte of an image, without OF. */
    IMAGE_BYTE("Flags.imageByte", Use.IMAGE_AND_OLD, (s, o, old) -> Flags.imageByte(s, o[0], o[1], old)),
    /** Operand 0 or 1: CF alone. */
    CARRY("Alu.carryOnly", Use.OLD, (s, o, old) -> Alu.carryOnly(s, o[0], old));

    private enum Use { RESULT, RESULT_AND_OLD, OLD, IMAGE, IMAGE_AND_OLD }

    /** Evaluates a rule. */
    interface Body {
        int apply(int size, int[] operands, int oldCarries);
    }

    /** The static method that gives the carries word: size, operands, and the old carries if {@link #takesOld}. */
    public final String method;
    /** Whether the last operand becomes the result word; otherwise that stays. */
    public final boolean setsResult;
    /** Whether the old carries word is the method's last argument. */
    public final boolean takesOld;
    /** Whether CF is all that counts of the old carries word. */
    public final boolean takesCarryOnly;
    /** Whether SF is the sign of the result word. */
    public final boolean showsSign;
    private final Body body;

    FlagRule(String method, Use use, Body body) {
        this.method = method;
        this.setsResult = use != Use.OLD;
        this.takesOld = use != Use.RESULT && use != Use.IMAGE;
        this.takesCarryOnly = use == Use.RESULT_AND_OLD;
        this.showsSign = use == Use.RESULT || use == Use.RESULT_AND_OLD;
        this.body = body;
    }

    int carries(int size, int[] operands, int oldCarries) {
        return body.apply(size, operands, oldCarries);
    }
}
