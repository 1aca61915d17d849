package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import java.util.function.Supplier;
import org.objectweb.asm.Label;

/**
 * Emits what x87 instructions have in common. What is looked at, or noted, stays true in the block until an instruction is
 * called that can change it: whether the x87 is calm, and the selectors of the last instruction and operand.
 */
final class X87Emitter {
    private static final String FPU = Code.PACKAGE + "fpu/Fpu";
    private static final int NONE = -1;

    private final Code code;
    private final Expressions values;
    private boolean calm;
    private boolean selector;
    private int segment;

    X87Emitter(Code code, Expressions values) {
        this.code = code;
        this.values = values;
    }

    /** A block begins, or an instruction has been called. */
    void forget() {
        calm = false;
        selector = false;
        segment = NONE;
    }

    /** Leaves the region unless the x87 is calm. */
    void calm(Supplier<Label> refused) {
        if (!calm) {
            values.invoke("X87.isCalm", "Z");
            code.jump(IFEQ, refused.get());
            calm = true;
        }
    }

    /** Notes an instruction. */
    void note(Step.Note note, int eip) {
        set("instructionPointer", () -> code.push(eip));
        if (!selector) {
            values.invoke("X87.noteSelector", "V");
            selector = true;
        }
        if (note.offset() != null) {
            set("operandPointer", () -> values.push(note.offset()));
            if (note.segment() != segment) {
                values.invoke("X87.noteOperandSelector", "V", Node.constant(note.segment()));
                segment = note.segment();
            }
        }
    }

    private void set(String field, Runnable pushValue) {
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, "fpu", "L" + FPU + ";");
        pushValue.run();
        code.field(PUTFIELD, FPU, field, "I");
    }
}
