package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.IUSHR;
import static org.objectweb.asm.Opcodes.IXOR;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LCMP;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;

/**
 * Emits the values of one instruction. A value that is used once is computed where it is used; one that is used more often
 * goes to a temporary the first time, as does one whose register is about to change.
 */
final class Expressions {
    private static final String ALU = Code.PACKAGE + "core/Alu";

    private final Code code;
    /** The values of the instruction, inputs before what is made of them. */
    private final List<Node> nodes = new ArrayList<>();

    Expressions(Code code) {
        this.code = code;
    }

    // Counting uses.

    /** Begins an instruction: counts how often its values will be asked for. */
    void begin(List<Step> steps, Set<Step> unneeded) {
        nodes.clear();
        StepNodes.visit(steps, Node::forget);
        count(steps, unneeded);
    }

    private void count(List<Step> steps, Set<Step> unneeded) {
        for (Step step : steps) {
            if (unneeded.contains(step)) {
                continue;
            }
            if (step instanceof Step.Compute compute) {
                countInputs(compute.node());
            } else if (step instanceof Step.SetRegister set) {
                use(set.value());
            } else if (step instanceof Step.Store store) {
                use(store.address());
                use(store.value());
            } else if (step instanceof Step.Invoke invoke) {
                use(invoke.arguments());
            } else if (step instanceof Step.Note note && note.offset() != null) {
                use(note.offset());
            } else if (step instanceof Step.SetFlags flags) {
                use(flags.operands());
            } else if (step instanceof Step.Choose choose) {
                use(choose.test());
                count(choose.whenTrue(), unneeded);
                count(choose.whenFalse(), unneeded);
            } else if (step instanceof Step.Leave leave) {
                use(leave.test());
            } else if (step instanceof Step.Jump jump) {
                use(jump.test());
                use(jump.target());
            }
        }
    }

    private void use(Node[] some) {
        for (Node node : some) {
            use(node);
        }
    }

    private void use(Node node) {
        if (node.uses++ == 0 && !node.isStep()) {
            countInputs(node);
        }
    }

    private void countInputs(Node node) {
        use(node.inputs);
        use(node.test);
        if (!nodes.contains(node)) {
            nodes.add(node);
        }
    }

    private void use(Test test) {
        if (test != null) {
            if (test.value() != null) {
                use(test.value());
            }
            use(test.first());
            use(test.second());
        }
    }

    // Emitting.

    /** Pushes a value. */
    void push(Node node) {
        node.uses--;
        if (!pushHeld(node)) {
            compute(node);
            if (node.uses > 0) {
                code.op(DUP);
                keep(node);
            }
        }
    }

    /** Pushes a value that needs no computing; whether it is one. */
    private boolean pushHeld(Node node) {
        if (node.isConstant()) {
            code.push(node.number);
        } else if (node.local != Node.NOWHERE) {
            code.load(node.local);
        } else if (node.isRegister()) {
            code.load(Code.registerLocal(node.number));
        } else {
            return false;
        }
        return true;
    }

    /** Pops a value into a temporary of its own. */
    void keep(Node node) {
        node.local = code.newTemporary();
        code.store(node.local);
    }

    /** A local that holds the value and will do so until the register changes whose local it may be. */
    int local(Node node) {
        if (node.local == Node.NOWHERE && !node.isRegister()) {
            settle(node);
        }
        node.uses--;
        return node.local == Node.NOWHERE ? Code.registerLocal(node.number) : node.local;
    }

    /** Pushes a value that will be asked for again, without any code for that time. */
    void pushAgain(Node node) {
        if (!pushHeld(node)) {
            for (Node input : node.inputs) {
                pushAgain(input);
            }
            operate(node);
        }
    }

    /** A value is not asked for after all where it was expected to be. */
    void release(Node node) {
        if (--node.uses == 0 && node.local == Node.NOWHERE && !node.isStep()) {
            for (Node input : node.inputs) {
                release(input);
            }
        }
    }

    private void settle(Node node) {
        if (!pushHeld(node)) {
            compute(node);
        }
        keep(node);
    }

    private void compute(Node node) {
        if (node.isStep()) {
            throw new AssertionError("not computed yet: " + node.kind);
        }
        if (node.kind == Node.Kind.CALL) {
            call(node);
            return;
        }
        for (Node input : node.inputs) {
            push(input);
        }
        operate(node);
    }

    private void operate(Node node) {
        switch (node.kind) {
            case ADD -> code.op(IADD);
            case SUB -> code.op(ISUB);
            case MUL -> code.op(IMUL);
            case AND -> code.op(IAND);
            case OR -> code.op(IOR);
            case XOR -> code.op(IXOR);
            case NOT -> with(-1, IXOR);
            case SHL -> with(node.number, ISHL);
            case SHR -> with(node.number, IUSHR);
            case SAR -> with(node.number, ISHR);
            case SIGN_EXTEND -> code.op(node.number == 16 ? I2S : I2B);
            case ZERO_EXTEND -> with((1 << node.number) - 1, IAND);
            case BASE -> segmentField(node.number, "base", "I");
            case SELECTOR -> segmentField(node.number, "selector", "I");
            case WHOLE -> segmentField(node.number, "whole", "Z");
            case STRIDE -> stride(node);
            default -> throw new AssertionError(node.kind);
        }
    }

    private void segmentField(int segment, String name, String descriptor) {
        code.constant(RegionData.SEGMENTS.get(segment), "L" + Code.SEGMENT + ";");
        code.field(GETFIELD, Code.SEGMENT, name, descriptor);
    }

    /** Emits a jump that is taken if bytes do not lie in a segment. */
    void branchOutside(Test test, Label whenOutside) {
        push(test.value());
        code.op(I2L);
        code.pushLong(0xFFFFFFFFL);
        code.op(LAND);
        code.pushLong(test.bound().bytes());
        code.op(LADD);
        segmentField(test.bound().segment(), test.bound().write() ? "writableTo" : "readableTo", "J");
        code.op(LCMP);
        code.jump(IFGT, whenOutside);
    }

    private void stride(Node node) {
        code.loadCpu();
        code.push(node.number);
        code.callVirtual(Code.CPU, "stride", "(I)I");
    }

    private void with(int constant, int opcode) {
        code.push(constant);
        code.op(opcode);
    }

    /** Calls a method of the x87 with the processor and some arguments. */
    void invoke(String method, String result, Node... arguments) {
        code.loadCpu();
        for (Node argument : arguments) {
            push(argument);
        }
        String[] parts = method.split("\\.");
        code.callStatic(Code.PACKAGE + "fpu/" + parts[0], parts[1],
                "(L" + Code.CPU + ";" + "I".repeat(arguments.length) + ")" + result);
    }

    private void call(Node node) {
        StringBuilder descriptor = new StringBuilder("(");
        if (node.function.sized) {
            code.push(node.number);
            descriptor.append('I');
        }
        for (Node input : node.inputs) {
            push(input);
            descriptor.append('I');
        }
        code.callStatic(ALU, node.function.method, descriptor.append(")I").toString());
    }

    // What must be computed before something changes.

    /** A register is about to change: values that were made of it before and are still needed go to temporaries. */
    void registerChanges(Step.SetRegister set) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (isOpen(nodes.get(i)) && isKnown(nodes.get(i), set.time()) && dependsOn(nodes.get(i), set)) {
                settle(nodes.get(i));
            }
        }
    }

    /** Code follows that is not always executed: values that can be computed and are still needed go to temporaries. */
    void settleBefore(Step.Choose choose) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (isOpen(nodes.get(i)) && isKnown(nodes.get(i), choose.time())) {
                settle(nodes.get(i));
            }
        }
    }

    private static boolean isOpen(Node node) {
        return node.uses > 0 && node.local == Node.NOWHERE && !node.isConstant() && !node.isStep();
    }

    private static boolean dependsOn(Node node, Step.SetRegister set) {
        if (node.local != Node.NOWHERE || node.isStep()) {
            return false;
        }
        if (node.isRegister()) {
            return node.number == set.number() && node.time <= set.time();
        }
        for (Node input : node.inputs) {
            if (dependsOn(input, set)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is made of nothing that a later step computes or sets. */
    private static boolean isKnown(Node node, int time) {
        if (node.local != Node.NOWHERE) {
            return true;
        }
        if (node.isStep() || node.isRegister() && node.time > time) {
            return false;
        }
        for (Node input : node.inputs) {
            if (!isKnown(input, time)) {
                return false;
            }
        }
        return true;
    }
}
