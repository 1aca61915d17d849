package org.backplane.cpu.internal.jit;

import java.util.List;
import org.backplane.cpu.internal.sem.FlagRule;

/** A step of a recorded instruction that has an effect, in the order in which the semantics told them. */
interface Step {
    /** Computes a value here: a load, a selection. */
    record Compute(Node node) implements Step {
    }

    /** Sets all of a general register; {@code time} such steps were before it. */
    record SetRegister(int number, Node value, int time) implements Step {
    }

    /** Writes memory. */
    record Store(int size, Node address, Node value) implements Step {
    }

    /**
     * Calls a method of the x87, which neither faults nor changes anything else. If it {@code refuses}, it may say that it has not
     * done it: then the interpreter executes the instruction, for which the steps before it make no difference.
     */
    record Invoke(String method, Node[] arguments, boolean refuses) implements Step {
    }

    /** Has the interpreter execute the instruction unless the x87 is {@linkplain org.backplane.cpu.internal.fpu.X87#isCalm calm}. */
    record Calm() implements Step {
    }

    /** Notes the instruction as the x87's last; {@code offset} is that of its operand in memory, or {@code null}. */
    record Note(int segment, Node offset) implements Step {
    }

    /** Sets the status flags. */
    record SetFlags(FlagRule rule, int size, Node[] operands) implements Step {
        /** Whether no flag keeps what it was. */
        boolean setsAll() {
            return rule.setsResult && !rule.takesOld;
        }
    }

    /** Does the first steps if the test is true, else the others; {@code time} registers were set before it. */
    record Choose(Test test, List<Step> whenTrue, List<Step> whenFalse, int time) implements Step {
    }

    /** Has the interpreter execute the instruction if the test is true; nothing has been changed yet. */
    record Leave(Test test) implements Step {
    }

    /** Where the instruction goes on: at the target if the test is true, which it always is if there is none. */
    record Jump(Test test, Node target) implements Step {
    }
}
