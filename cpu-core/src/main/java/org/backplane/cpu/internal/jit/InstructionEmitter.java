package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.POP;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.sem.FlagRule;
import org.objectweb.asm.Label;

/** Emits the steps of one instruction after the other. */
final class InstructionEmitter {
    private final Code code;
    private final Expressions values;
    private final MemoryEmitter memory;
    private final FlagEmitter flags;
    private final Exits exits;
    private final CallEmitter calls;
    private final X87Emitter x87;

    // The instruction that is emitted.
    private GuestInstruction instruction;
    private Pending flagsBefore;
    private int refund;
    private Label refused;
    /** Where it goes on after a call, or {@code null}. */
    private Label behind;
    private Set<Step> unneeded;
    /** The jump that it ends with, or {@code null}. */
    private Step.Jump jump;

    InstructionEmitter(Code code, FlagEmitter flags, Exits exits, CallEmitter calls, PageLooks looks, RunEmitter runs,
            boolean journal) {
        this.code = code;
        this.flags = flags;
        this.exits = exits;
        this.calls = calls;
        this.values = new Expressions(code);
        this.x87 = new X87Emitter(code, values);
        this.memory = new MemoryEmitter(code, values, looks, runs, journal);
    }

    /** A block begins. */
    void begin(NearAccesses near) {
        memory.begin(near);
        x87.forget();
    }

    /** An instruction has been called. */
    void called() {
        x87.forget();
    }

    /**
     * Emits an instruction up to its jump.
     *
     * @param refund   instructions of the block from this one on
     * @param unneeded steps that are left out
     * @return the jump, or {@code null}
     */
    Step.Jump emit(GuestInstruction instruction, int refund, Set<Step> unneeded) {
        this.instruction = instruction;
        this.refund = refund;
        this.unneeded = unneeded;
        flagsBefore = flags.pending();
        refused = null;
        behind = null;
        jump = null;
        memory.begin();
        values.begin(instruction.steps(), unneeded);
        emit(instruction.steps());
        if (behind != null) {
            flags.settle();
            end();
            code.place(behind);
            x87.forget();
        }
        return jump;
    }

    /** An instruction is complete, or its jump is: only what the flags and accesses to come need is kept. */
    void end() {
        BitSet kept = memory.temporaries();
        if (flags.pending() != null) {
            kept.or(flags.pending().temporaries());
        }
        code.setTemporaries(kept);
    }

    /** Pushes where a jump goes. */
    void pushTarget(Step.Jump to) {
        values.push(to.target());
    }

    private void emit(List<Step> steps) {
        for (Step step : steps) {
            if (unneeded.contains(step)) {
                continue;
            }
            if (step instanceof Step.Compute compute) {
                compute(compute.node());
            } else if (step instanceof Step.SetRegister set) {
                setRegister(set);
            } else if (step instanceof Step.Store store) {
                store(store);
            } else if (step instanceof Step.Invoke invoke) {
                invoke(invoke);
            } else if (step instanceof Step.Calm) {
                x87.calm(this::refused);
            } else if (step instanceof Step.Note note) {
                x87.note(note, instruction.eip());
            } else if (step instanceof Step.SetFlags set) {
                setFlags(set);
            } else if (step instanceof Step.Choose choose) {
                choose(choose);
            } else if (step instanceof Step.Leave leave) {
                branch(leave.test(), refused());
            } else if (step instanceof Step.Jump to) {
                jump = to;
            }
        }
    }

    private void compute(Node node) {
        switch (node.kind) {
            case LOAD, UPDATE -> {
                memory.load(node, this::refused);
                finish(node);
            }
            case CARRY -> {
                flags.pushCarry();
                finish(node);
            }
            case INVOKE -> {
                values.invoke(node.method, "I", node.inputs);
                finish(node);
            }
            default -> select(node);
        }
    }

    private void finish(Node node) {
        if (node.uses == 0) {
            code.op(POP);
        } else {
            values.keep(node);
        }
    }

    /** The way to the interpreter before the instruction, which that executes: out of the region, or by a call. */
    private Label refused() {
        if (refused == null && instruction.calledIfRefused()) {
            behind = new Label();
            refused = calls.refused(instruction, flagsBefore, refund - 1, behind);
        } else if (refused == null) {
            refused = exits.to(flagsBefore, refund, instruction.eip(), instruction.isOfX87() ? WayOut.UNUSUAL : WayOut.MEMORY);
        }
        return refused;
    }

    private void select(Node node) {
        if (node.test.readsFlags()) {
            settleUnlessSimple(node.test);
        }
        boolean bit = node.kind == Node.Kind.BIT;
        int first = bit ? -1 : values.local(node.inputs[0]);
        int second = bit ? -1 : values.local(node.inputs[1]);
        node.local = code.newTemporary();
        Label done = new Label();
        loadChoice(bit, 1, first);
        code.store(node.local);
        branch(node.test, done);
        loadChoice(bit, 0, second);
        code.store(node.local);
        code.place(done);
    }

    private void loadChoice(boolean bit, int constant, int local) {
        if (bit) {
            code.push(constant);
        } else {
            code.load(local);
        }
    }

    private void settleUnlessSimple(Test test) {
        if (test.kind() != Test.Kind.FLAGS) {
            flags.settle();
        }
    }

    private void setRegister(Step.SetRegister set) {
        values.push(set.value());
        values.registerChanges(set);
        int local = Code.registerLocal(set.number());
        flags.registerChanges(local);
        code.store(local);
    }

    private void store(Step.Store store) {
        MemoryEmitter.Place place = memory.checkStore(store, this::refused);
        memory.store(store.size(), place, () -> values.push(store.value()));
    }

    private void invoke(Step.Invoke invoke) {
        values.invoke(invoke.method(), invoke.refuses() ? "Z" : "V", invoke.arguments());
        if (invoke.refuses()) {
            code.jump(IFEQ, refused());
        }
    }

    private void setFlags(Step.SetFlags set) {
        if (set.rule().takesCarryOnly) {
            flags.settleCarry();
        } else if (set.rule().takesOld) {
            flags.settle();
        }
        Node[] operands = set.operands();
        Pending.Slot[] slots = new Pending.Slot[operands.length];
        for (int i = 0; i < slots.length; i++) {
            if (operands[i].isConstant()) {
                operands[i].uses--;
                slots[i] = new Pending.Slot(true, operands[i].number);
            } else {
                slots[i] = new Pending.Slot(false, values.local(operands[i]));
            }
        }
        flags.set(new Pending(set.rule(), set.size(), slots, compares(set), adds(set)));
    }

    private static boolean compares(Step.SetFlags set) {
        Node[] operands = set.operands();
        if (set.rule() != FlagRule.SUB) {
            return false;
        }
        Node difference = operands[2];
        return difference.kind == Node.Kind.SUB && difference.inputs[0] == operands[0]
                && difference.inputs[1] == operands[1]
                || operands[1].isConstant(0) && difference == operands[0];
    }

    private static boolean adds(Step.SetFlags set) {
        Node[] operands = set.operands();
        return set.rule() == FlagRule.ADD && operands[2].kind == Node.Kind.ADD && operands[2].inputs[0] == operands[0]
                && operands[2].inputs[1] == operands[1];
    }

    private void choose(Step.Choose choose) {
        flags.settle();
        values.settleBefore(choose);
        Label otherwise = new Label();
        Label end = new Label();
        branchUnless(choose.test(), otherwise);
        BitSet before = code.temporaries();
        emit(choose.whenTrue());
        flags.settle();
        boolean both = !choose.whenFalse().isEmpty();
        if (both) {
            code.jump(GOTO, end);
        }
        code.setTemporaries(before);
        code.place(otherwise);
        if (both) {
            emit(choose.whenFalse());
            flags.settle();
            code.setTemporaries(before);
            code.place(end);
        }
    }

    // Conditions.

    /** Emits a jump that is taken if a test is true. */
    void branch(Test test, Label whenTrue) {
        switch (test.kind()) {
            case FLAGS -> flags.branch(test.condition(), whenTrue);
            case ZERO -> {
                values.push(test.value());
                code.jump(IFEQ, whenTrue);
            }
            case NOT_ZERO -> {
                values.push(test.value());
                code.jump(IFNE, whenTrue);
            }
            case OUTSIDE -> values.branchOutside(test, whenTrue);
            case BOTH -> {
                Label no = new Label();
                BitSet before = code.temporaries();
                branchUnless(test.first(), no);
                branch(test.second(), whenTrue);
                code.setTemporaries(before);
                code.place(no);
            }
            case TRUE -> code.jump(GOTO, whenTrue);
            case FALSE -> { }
        }
    }

    private void branchUnless(Test test, Label whenFalse) {
        switch (test.kind()) {
            case FLAGS -> flags.branch(negation(test.condition()), whenFalse);
            case ZERO -> {
                values.push(test.value());
                code.jump(IFNE, whenFalse);
            }
            case NOT_ZERO -> {
                values.push(test.value());
                code.jump(IFEQ, whenFalse);
            }
            default -> throw new AssertionError(test.kind());
        }
    }

    private static Condition negation(Condition condition) {
        return Condition.values()[condition.ordinal() ^ 1];
    }
}
