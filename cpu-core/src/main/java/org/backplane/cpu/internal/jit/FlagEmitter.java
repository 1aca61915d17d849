package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPGT;
import static org.objectweb.asm.Opcodes.IF_ICMPLE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.ISHL;

import java.util.BitSet;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.sem.FlagRule;
import org.objectweb.asm.Label;

/**
 * Keeps the status flags of the block that is emitted, as the rule that gave them for as long as nobody asks, and makes
 * conditions of them: a comparison and the branch that looks at it become one comparison of Java.
 */
final class FlagEmitter {
    private static final String FLAGS = Code.PACKAGE + "core/Flags";

    private final Code code;
    private Pending pending;
    /** Whether it is certain that the locals, if they hold the flags, hold them as they are. */
    private boolean plain;

    FlagEmitter(Code code) {
        this.code = code;
    }

    /** The flags that have not been computed, or {@code null} if the locals hold them. */
    Pending pending() {
        return pending;
    }

    /**
     * The locals hold the flags.
     *
     * @param areRead whether the block reads them; then they are there as they are
     */
    void begin(boolean areRead) {
        pending = null;
        plain = areRead;
    }

    /** Whether it is certain that the locals hold the flags as they are, if nothing is pending. */
    boolean isPlain() {
        return plain;
    }

    void set(Pending flags) {
        pending = flags;
    }

    /** Computes the flags that have not been. */
    void settle() {
        if (pending != null) {
            computeWords(pending);
            if (!plain) {
                holdWords();
            }
            pending = null;
            plain = true;
        }
    }

    /** Emits the computation of flags into their locals. */
    void compute(Pending flags) {
        computeWords(flags);
        holdWords();
    }

    private void holdWords() {
        code.push(0);
        code.store(Code.FORM);
    }

    private void computeWords(Pending flags) {
        pushCarries(flags);
        code.store(Code.CARRIES);
        if (flags.rule().setsResult) {
            pushResult(flags);
            code.store(Code.RESULT);
        }
    }

    /** Emits what lets flags be computed later, if somebody asks for them at all: their operands, in the locals of the flags. */
    void keep(Pending flags) {
        int form = flags.form();
        if (form == 0) {
            compute(flags);
            return;
        }
        if (flags.rule().takesOld) {
            flags.last().push(code);
            code.store(Code.RESULT);
        } else {
            flags.operand(0).push(code);
            code.store(Code.RESULT);
            flags.operand(1).push(code);
            code.store(Code.CARRIES);
        }
        code.push(form);
        code.store(Code.FORM);
    }

    /** Emits the computation of flags of which only the operands were kept, if that is so. */
    void settleKept() {
        Label done = new Label();
        code.load(Code.FORM);
        code.jump(IFEQ, done);
        BitSet before = code.temporaries();
        int carries = code.newTemporary();
        callOnKept("keptCarries");
        code.store(carries);
        callOnKept("keptResult");
        code.store(Code.RESULT);
        code.load(carries);
        code.store(Code.CARRIES);
        holdWords();
        code.setTemporaries(before);
        code.place(done);
    }

    private void callOnKept(String method) {
        code.load(Code.FORM);
        code.load(Code.RESULT);
        code.load(Code.CARRIES);
        code.callStatic(FLAGS, method, "(III)I");
    }

    private void pushCarries(Pending flags) {
        FlagRule rule = flags.rule();
        if (rule == FlagRule.LOGIC) {
            code.push(Flags.logic(flags.size(), 0));
            return;
        }
        code.push(flags.size());
        StringBuilder descriptor = new StringBuilder("(I");
        for (Pending.Slot operand : flags.operands()) {
            operand.push(code);
            descriptor.append('I');
        }
        if (rule.takesOld) {
            code.load(Code.CARRIES);
            descriptor.append('I');
        }
        String[] method = rule.method.split("\\.");
        code.callStatic(Code.PACKAGE + "core/" + method[0], method[1], descriptor.append(")I").toString());
    }

    private void pushResult(Pending flags) {
        flags.last().push(code);
        signExtend(flags.size());
    }

    private void signExtend(int size) {
        if (size != 32) {
            code.op(size == 16 ? I2S : I2B);
        }
    }

    /** A register is about to change; flags that depend on its local keep its value. */
    void registerChanges(int local) {
        if (pending != null && pending.uses(local)) {
            int copy = code.newTemporary();
            code.load(local);
            code.store(copy);
            pending = pending.with(local, copy);
        }
    }

    // Conditions.

    /** Emits a jump that is taken if a condition holds. */
    void branch(Condition condition, Label whenTrue) {
        if (pending == null || !branchOnPending(condition, whenTrue)) {
            settle();
            branchOnLocals(condition, whenTrue);
        }
    }

    private boolean branchOnPending(Condition condition, Label whenTrue) {
        FlagRule rule = pending.rule();
        switch (condition) {
            case E, NE -> {
                if (pending.compares() && pending.size() == 32) {
                    compare(condition == Condition.E ? IF_ICMPEQ : IF_ICMPNE, whenTrue);
                    return true;
                }
                return branchOnResult(condition == Condition.E ? IFEQ : IFNE, whenTrue);
            }
            case S, NS -> {
                return rule.showsSign && branchOnResult(condition == Condition.S ? IFLT : IFGE, whenTrue);
            }
            case L, GE, LE, G -> {
                return pending.compares() ? compareSigned(condition, whenTrue)
                        : rule == FlagRule.LOGIC && branchOnResult(againstZero(condition), whenTrue);
            }
            case B, AE, BE, A -> {
                return pending.compares() && compareUnsigned(condition, whenTrue);
            }
            default -> {
                return false;
            }
        }
    }

    private boolean branchOnResult(int opcode, Label whenTrue) {
        if (!pending.rule().setsResult) {
            return false;
        }
        pushResult(pending);
        code.jump(opcode, whenTrue);
        return true;
    }

    private static int againstZero(Condition condition) {
        return switch (condition) {
            case L -> IFLT;
            case GE -> IFGE;
            case LE -> IFLE;
            default -> IFGT;
        };
    }

    private void compare(int opcode, Label whenTrue) {
        pending.operand(0).push(code);
        pending.operand(1).push(code);
        code.jump(opcode, whenTrue);
    }

    private boolean compareSigned(Condition condition, Label whenTrue) {
        for (int i = 0; i < 2; i++) {
            pending.operand(i).push(code);
            signExtend(pending.size());
        }
        code.jump(comparison(condition), whenTrue);
        return true;
    }

    private boolean compareUnsigned(Condition condition, Label whenTrue) {
        for (int i = 0; i < 2; i++) {
            pushBiased(pending.operand(i));
        }
        code.jump(comparison(condition), whenTrue);
        return true;
    }

    /** Narrow operands are compared as numbers without sign; wide ones with the highest bit flipped. */
    private void pushBiased(Pending.Slot operand) {
        if (pending.size() != 32) {
            operand.push(code);
            code.push((1 << pending.size()) - 1);
            code.op(IAND);
        } else if (operand.constant()) {
            code.push(operand.number() + Integer.MIN_VALUE);
        } else {
            operand.push(code);
            code.push(Integer.MIN_VALUE);
            code.op(IADD);
        }
    }

    private static int comparison(Condition condition) {
        return switch (condition) {
            case L, B -> IF_ICMPLT;
            case GE, AE -> IF_ICMPGE;
            case LE, BE -> IF_ICMPLE;
            default -> IF_ICMPGT;
        };
    }

    private void branchOnLocals(Condition condition, Label whenTrue) {
        switch (condition) {
            case E, NE -> {
                code.load(Code.RESULT);
                code.jump(condition == Condition.E ? IFEQ : IFNE, whenTrue);
            }
            case B, AE -> {
                code.load(Code.CARRIES);
                code.jump(condition == Condition.B ? IFLT : IFGE, whenTrue);
            }
            default -> {
                boolean positive = (condition.ordinal() & 1) == 0;
                call(Condition.values()[condition.ordinal() & ~1]);
                code.jump(positive ? IFNE : IFEQ, whenTrue);
            }
        }
    }

    private void call(Condition condition) {
        if (condition != Condition.O) {
            code.load(Code.RESULT);
        }
        code.load(Code.CARRIES);
        String method = switch (condition) {
            case O -> "isOverflow";
            case BE -> "isBelowOrEqual";
            case S -> "isSign";
            case P -> "isParity";
            case L -> "isLess";
            default -> "isLessOrEqual";
        };
        code.callStatic(FLAGS, method, condition == Condition.O ? "(I)Z" : "(II)Z");
    }

    /** Pushes CF as 0 or 1. */
    void pushCarry() {
        if (!pushPendingCarry()) {
            settle();
            code.load(Code.CARRIES);
            code.callStatic(FLAGS, "cf", "(I)I");
        }
    }

    private boolean pushPendingCarry() {
        if (pending == null || !pending.isSumOrDifference()) {
            return false;
        }
        code.push(pending.size());
        pending.operand(0).push(code);
        pending.operand(1).push(code);
        code.callStatic(FLAGS, pending.adds() ? "sumCarry" : "differenceCarry", "(III)I");
        return true;
    }

    /** All flags but CF are about to be set: computes that, if it has not been. What else is in the carries is anything. */
    void settleCarry() {
        if (pending == null || pending.rule() == FlagRule.INC || pending.rule() == FlagRule.DEC) {
            return;
        }
        if (!pending.isSumOrDifference()) {
            settle();
            return;
        }
        pushCarryWord();
        code.store(Code.CARRIES);
        if (!plain) {
            holdWords();
        }
        plain = true;
    }

    /** Pushes a word that has CF in its highest bit. Only the highest bit of a constant matters: with that, less is left to compute. */
    private void pushCarryWord() {
        int above = Integer.SIZE - pending.size();
        Pending.Slot second = pending.operand(1);
        pending.operand(0).push(code);
        if (second.constant()) {
            code.push(second.number() << above >> 31);
        } else {
            second.push(code);
        }
        pending.last().push(code);
        code.callStatic(FLAGS, pending.adds() ? "carryOuts" : "borrows", "(III)I");
        if (above != 0) {
            code.push(above);
            code.op(ISHL);
        }
    }
}
