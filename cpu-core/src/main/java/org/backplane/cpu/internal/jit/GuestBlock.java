package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.List;
import org.backplane.cpu.internal.decode.Insn;

/** Instructions of a region that are entered at the first only. What follows the last is up to its jump, or the next block. */
public final class GuestBlock {
    /** Taken from a local variable by one instruction at each entry. */
    public static final int MOST_INSTRUCTIONS = 100;

    final int eip;
    final List<GuestInstruction> instructions = new ArrayList<>();
    private boolean jumps;
    /** Whether the region is left after it, for the interpreter to execute what follows. */
    boolean leaves;

    /** A block without instructions yet. */
    public GuestBlock(int eip) {
        this.eip = eip;
    }

    /** Whether an instruction becomes code; otherwise its handler has to be called. */
    public static boolean isTranslated(Insn insn) {
        return StepRecorder.record(insn, 0) != null;
    }

    /** Adds an instruction that does not end blocks, or jumps near. */
    public void add(Insn insn, HandlerSource handlers) {
        GuestInstruction instruction = GuestInstruction.of(insn, end(), handlers);
        if (insn.entry.endsBlock && !instruction.isTranslated()) {
            throw new AssertionError("not translated: " + insn.entry);
        }
        jumps = insn.entry.jumps;
        instructions.add(instruction);
    }

    /** Where it begins. */
    public int start() {
        return eip;
    }

    /** Where the instruction after it would begin. */
    public int end() {
        return instructions.isEmpty() ? eip : instructions.get(instructions.size() - 1).end();
    }

    /** Number of instructions. */
    public int count() {
        return instructions.size();
    }

    /** The region is left before the instruction at its end, for the interpreter to execute it. */
    public void leave() {
        leaves = true;
    }

    /** Whether its last instruction jumps. */
    boolean jumps() {
        return jumps;
    }
}
