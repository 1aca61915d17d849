package org.backplane.cpu.internal.jit;

import java.util.BitSet;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.sem.FlagRule;

/**
 * Status flags that have not been computed: the rule and its operands. If the rule takes the old carries, the local of the
 * carries holds them; if it does not set the result, the local of the result is right.
 *
 * @param rule     how they come about
 * @param size     of the operands in bits
 * @param operands of the rule
 * @param compares whether the result is the first operand less the second, which after SBB it is not
 * @param adds     whether the result is the sum of two operands, which after ADC it is not
 */
record Pending(FlagRule rule, int size, Slot[] operands, boolean compares, boolean adds) {
    /**
     * An operand: a constant, or a local that keeps its value.
     *
     * @param constant whether it is a constant
     * @param number   its value, or the local
     */
    record Slot(boolean constant, int number) {
        boolean is(int local) {
            return !constant && number == local;
        }

        void push(Code code) {
            if (constant) {
                code.push(number);
            } else {
                code.load(number);
            }
        }
    }

    Slot operand(int i) {
        return operands[i];
    }

    Slot last() {
        return operands[operands.length - 1];
    }

    /** Whether CF follows from the first two operands alone. */
    boolean isSumOrDifference() {
        return adds || compares;
    }

    /** Whether a local is an operand. */
    boolean uses(int local) {
        for (Slot slot : operands) {
            if (slot.is(local)) {
                return true;
            }
        }
        return false;
    }

    /** The same with another local in the place of one. */
    Pending with(int local, int other) {
        Slot[] replaced = operands.clone();
        for (int i = 0; i < replaced.length; i++) {
            if (replaced[i].is(local)) {
                replaced[i] = new Slot(false, other);
            }
        }
        return new Pending(rule, size, replaced, compares, adds);
    }

    /** The form in which the flags can be computed later from two operands, or 0. */
    int form() {
        if (compares) {
            return Flags.differenceForm(size);
        }
        return switch (rule) {
            case ADD -> adds ? Flags.sumForm(size) : 0;
            case INC -> Flags.incrementForm(size);
            case DEC -> Flags.decrementForm(size);
            default -> 0;
        };
    }

    /** Its temporaries. */
    BitSet temporaries() {
        BitSet used = new BitSet();
        for (Slot slot : operands) {
            if (!slot.constant && Code.bit(slot.number) >= 0) {
                used.set(Code.bit(slot.number));
            }
        }
        return used;
    }
}
