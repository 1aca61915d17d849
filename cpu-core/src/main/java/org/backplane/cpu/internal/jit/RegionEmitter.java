package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.IRETURN;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.cpu.internal.core.Handler;
import org.objectweb.asm.Label;

/**
 * Writes the method of a region: registers into locals, a switch on EIP over the entries, the blocks with jumps between them,
 * and the ways out.
 *
 * <p>Whoever goes to a block pays for its instructions first, so the count is exact wherever the region is left. If the budget does
 * not reach for the longest way to the next look at it ({@link BudgetChecks}), the region is left before the block and the interpreter
 * executes what is left of the slice.
 */
final class RegionEmitter {
    /** The way from a conditional jump that is taken. */
    private record Branch(Label label, GuestBlock from, int target, Pending flags, boolean plain, BitSet temporaries) {
    }

    private final Code code;
    private final RegionShape shape;
    private final StateEmitter state;
    private final FlagEmitter flags;
    private final Exits exits;
    private final CallEmitter calls;
    private final PageLooks looks;
    private final RunEmitter runs;
    private final InstructionEmitter instructions;

    private final BudgetChecks checks;

    private final Map<Integer, GuestBlock> blocks = new HashMap<>();
    private final Map<GuestBlock, Label> bodies = new HashMap<>();
    /** Those that read the flags that they find. */
    private final Set<GuestBlock> readers = new HashSet<>();
    private final List<Branch> branches = new ArrayList<>();
    private final Label dispatch = new Label();

    RegionEmitter(Code code, RegionShape shape, RegisterUse use, BitSet restless, boolean journal) {
        this.code = code;
        this.shape = shape;
        this.state = new StateEmitter(code, use);
        this.flags = new FlagEmitter(code);
        this.exits = new Exits(code);
        this.calls = new CallEmitter(code, state);
        this.looks = new PageLooks(code, restless);
        this.runs = new RunEmitter(code, looks, shape.run());
        this.instructions = new InstructionEmitter(code, flags, exits, calls, looks, runs, journal);
        this.checks = new BudgetChecks(shape);
        for (GuestBlock block : shape.blocks()) {
            blocks.put(block.eip, block);
            bodies.put(block, new Label());
            if (FlagNeeds.areRead(block)) {
                readers.add(block);
            }
        }
    }

    /** The handlers of instructions that are called, by the numbers under which the code knows them. */
    Handler[] handlers() {
        return calls.handlers();
    }

    /** What the ways out mean. */
    int[] ways() {
        return exits.table();
    }

    /** How many words its inline caches take ({@link PageLooks}). */
    int cacheWords() {
        return looks.words();
    }

    void emit() {
        returnIfWarming();
        state.returnUnless(shape.addressing(), runs);
        looks.refresh();
        state.enter();
        dispatch();
        List<GuestBlock> order = new ArrayList<>(shape.blocks());
        order.sort((a, b) -> Integer.compareUnsigned(a.eip, b.eip));
        for (int i = 0; i < order.size(); i++) {
            block(order.get(i), i + 1 < order.size() ? order.get(i + 1) : null);
        }
        emitBranches();
        looks.emitMisses();
        runs.emitOutside();
        calls.emitRefused(flags);
        exits.emit(flags);
        epilogue();
        code.end();
    }

    // In and out.

    private void returnIfWarming() {
        Label begin = new Label();
        code.loadCpu();
        code.jump(IFNONNULL, begin);
        code.push(WayOut.ELSEWHERE.ordinal());
        code.op(IRETURN);
        code.placeAtStart(begin);
    }

    private void epilogue() {
        code.setTemporaries(new BitSet());
        code.place(exits.exit);
        flags.settleKept();
        state.leave();
        calls.emitStopped();
    }

    /** Goes on at EIP, if the region has an entry there. */
    private void dispatch() {
        int[] keys = shape.entries().stream().mapToInt(Integer::intValue).sorted().toArray();
        Label[] labels = new Label[keys.length];
        for (int i = 0; i < keys.length; i++) {
            labels[i] = new Label();
        }
        code.place(dispatch);
        code.lookUp(Code.EIP, exits.exit, keys, labels);
        for (int i = 0; i < keys.length; i++) {
            code.place(labels[i]);
            GuestBlock entered = blocks.get(keys[i]);
            if (readers.contains(entered)) {
                flags.settleKept();
            }
            enter(entered, null, shape.pages().size() > 1 ? shape.pageBits(entered) : 0, true);
            code.jump(GOTO, bodies.get(entered));
        }
    }

    // Blocks.

    private void block(GuestBlock block, GuestBlock next) {
        code.setTemporaries(new BitSet());
        code.place(bodies.get(block));
        Set<Step> unneeded = FlagNeeds.unneeded(block);
        flags.begin(readers.contains(block));
        instructions.begin(code.isInMemory() ? NearAccesses.none() : NearAccesses.of(block));
        Step.Jump jump = null;
        int left = block.count();
        for (GuestInstruction instruction : block.instructions) {
            if (instruction.isTranslated()) {
                jump = instructions.emit(instruction, left, unneeded);
                if (jump == null) {
                    instructions.end();
                }
            } else {
                flags.settle();
                instructions.end();
                calls.call(instruction, left - instruction.count());
                instructions.called();
            }
            left -= instruction.count();
        }
        if (jump == null) {
            follow(block, block.end(), flags.pending(), flags.isPlain(), next);
        } else {
            jump(block, jump, next);
        }
    }

    private void jump(GuestBlock block, Step.Jump jump, GuestBlock next) {
        if (!jump.target().isConstant()) {
            if (flags.pending() != null) {
                flags.keep(flags.pending());
            }
            instructions.pushTarget(jump);
            code.store(Code.EIP);
            code.jump(GOTO, dispatch);
            return;
        }
        int target = jump.target().number;
        if (jump.test() == null) {
            follow(block, target, flags.pending(), flags.isPlain(), next);
            return;
        }
        Label taken = new Label();
        instructions.branch(jump.test(), taken);
        Pending pending = flags.pending();
        branches.add(new Branch(taken, block, target, pending, flags.isPlain(), code.temporaries()));
        follow(block, block.end(), pending, flags.isPlain(), next);
    }

    /** The ways from conditional jumps that are taken, behind all blocks. */
    private void emitBranches() {
        for (Branch branch : branches) {
            code.setTemporaries(branch.temporaries);
            code.place(branch.label);
            follow(branch.from, branch.target, branch.flags, branch.plain, null);
        }
    }

    /**
     * Goes on at an address that is known.
     *
     * @param pending the flags that have not been computed
     * @param plain   whether the locals have the flags as they are, if none are pending
     * @param next    the block that is laid out next, if falling through gets there
     */
    private void follow(GuestBlock from, int eip, Pending pending, boolean plain, GuestBlock next) {
        GuestBlock to = blocks.get(eip);
        if (to == null) {
            code.jump(GOTO, exits.to(pending, 0, eip, wayTo(from, eip)));
            return;
        }
        enter(to, pending, shape.pageBits(to) & ~shape.pageBits(from), checks.isChecked(to));
        passFlags(to, pending, plain);
        if (to != next) {
            code.jump(GOTO, bodies.get(to));
        }
    }

    /** Lets a block find the flags in the form that it needs. */
    private void passFlags(GuestBlock to, Pending pending, boolean plain) {
        if (readers.contains(to)) {
            if (pending != null) {
                flags.compute(pending);
            } else if (!plain) {
                flags.settleKept();
            }
        } else if (pending != null && FlagNeeds.atStart(to)) {
            flags.keep(pending);
        }
    }

    private static WayOut wayTo(GuestBlock from, int eip) {
        return from.leaves && eip == from.end() ? WayOut.INSTRUCTION : WayOut.ELSEWHERE;
    }

    /**
     * Pays for a block, and makes sure that the budget reaches.
     *
     * @param pages the bits of those of its pages of which it is not known that they are where they were
     */
    private void enter(GuestBlock to, Pending pending, int pages, boolean checked) {
        if (pages != 0) {
            code.load(Code.PAGES);
            code.push(pages);
            code.op(IAND);
            if (Integer.bitCount(pages) == 1) {
                code.jump(IFEQ, exits.to(pending, 0, to.eip, WayOut.PAGE));
            } else {
                code.push(pages);
                code.jump(IF_ICMPNE, exits.to(pending, 0, to.eip, WayOut.PAGE));
            }
        }
        code.increment(Code.BUDGET, -to.count());
        if (checked) {
            checkBudget(to, exits.to(pending, to.count(), to.eip, WayOut.BUDGET));
        }
    }

    private void checkBudget(GuestBlock paid, Label leave) {
        int needed = checks.mostBehind(paid);
        code.load(Code.BUDGET);
        if (needed == 0) {
            code.jump(IFLT, leave);
        } else {
            code.push(needed);
            code.jump(IF_ICMPLT, leave);
        }
    }
}
