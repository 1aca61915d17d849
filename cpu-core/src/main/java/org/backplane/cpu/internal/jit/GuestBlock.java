package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backplane.cpu.internal.decode.Insn;

/** Instructions of a region that are entered at the first only. What follows the last is up to its jump, or the next block. */
public final class GuestBlock {
    /** Taken from a local variable by one instruction at each entry. */
    public static final int MOST_INSTRUCTIONS = 100;

    final int eip;
    private final List<Insn> decoded = new ArrayList<>();
    private final Set<Integer> refused = new HashSet<>();
    private int end;
    /** The same as they are translated; empty until then. */
    final List<GuestInstruction> instructions = new ArrayList<>();
    /** Whether the region is left after it, for the interpreter to execute what follows. */
    boolean leaves;

    /** A block without instructions yet. */
    public GuestBlock(int eip) {
        this.eip = eip;
        this.end = eip;
    }

    /** Whether an instruction becomes code; otherwise its handler has to be called. */
    public static boolean isTranslated(Insn insn, int eip, Addressing addressing) {
        return StepRecorder.record(insn, eip, addressing) != null;
    }

    /** Adds an instruction that does not end the interpreter's blocks, loads a data segment register, or jumps near; the object is kept. */
    public void add(Insn insn) {
        decoded.add(insn);
        end += insn.length;
    }

    /** Where it begins. */
    public int start() {
        return eip;
    }

    /** Where the instruction after it would begin. */
    public int end() {
        return end;
    }

    /** Number of instructions. */
    public int count() {
        return decoded.size();
    }

    /** Whether its last instruction is one of some whose mnemonics begin so. */
    boolean endsWith(String mnemonic) {
        return decoded.get(decoded.size() - 1).entry.mnemonic.startsWith(mnemonic);
    }

    /** The region is left before the instruction at its end, for the interpreter to execute it. */
    public void leave() {
        leaves = true;
    }

    /** Accesses of the instruction at an address can often not be made directly: its handler is called then. */
    public void oftenRefused(int instruction) {
        refused.add(instruction);
    }

    /** The jump at the end of a translated block, or {@code null}. */
    Step.Jump jump() {
        GuestInstruction last = instructions.get(instructions.size() - 1);
        return last.isTranslated() ? last.steps().stream().filter(Step.Jump.class::isInstance).map(Step.Jump.class::cast).findFirst()
                .orElse(null) : null;
    }

    /** Asks the semantics what the instructions do. */
    void translate(HandlerSource handlers, Addressing addressing) {
        if (instructions.isEmpty()) {
            boolean flat = addressing.flat();
            int at = eip;
            List<Insn> called = new ArrayList<>();
            for (Insn insn : decoded) {
                List<Step> steps = StepRecorder.record(insn, at, addressing);
                if (steps != null || called.size() == HandlerSource.MOST || endsBlock(called)) {
                    addCalled(called, handlers, flat);
                }
                if (steps == null) {
                    called.add(insn);
                } else {
                    instructions.add(GuestInstruction.translated(insn, at, steps, handlers, flat, refused.contains(at)));
                }
                at += insn.length;
            }
            addCalled(called, handlers, flat);
        }
    }

    /** Whether the interpreter's block of some instructions ends with them. */
    private static boolean endsBlock(List<Insn> insns) {
        return !insns.isEmpty() && insns.get(insns.size() - 1).entry.endsBlock;
    }

    /** What is called in a row is called at once. */
    private void addCalled(List<Insn> insns, HandlerSource handlers, boolean flat) {
        if (!insns.isEmpty()) {
            int start = instructions.isEmpty() ? eip : instructions.get(instructions.size() - 1).end();
            instructions.add(GuestInstruction.called(insns, start, handlers, flat));
            insns.clear();
        }
    }
}
