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
