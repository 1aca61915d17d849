package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IASTORE;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.cpu.internal.core.Handler;
import org.objectweb.asm.Label;

/**
 * Writes the method of a region: registers into locals, a switch on EIP over the entries, the blocks with jumps between them,
 * and the ways out.
 *
 * <p>Whoever goes to a block pays for its instructions first; if the budget does not reach, the region is left before the
 * block and the interpreter executes what is left of the slice. So the count is exact wherever the region is left.
 */
final class RegionEmitter {
    /** The way from a conditional jump that is taken. */
    private record Branch(Label label, GuestBlock from, int target, Pending flags, BitSet temporaries) {
    }

    private final Code code;
    private final RegionShape shape;
    private final RegisterUse use;
    private final FlagEmitter flags;
    private final Exits exits;
    private final InstructionEmitter instructions;
    private final List<Handler> handlers = new ArrayList<>();

    private final Map<Integer, GuestBlock> blocks = new HashMap<>();
    private final Map<GuestBlock, Label> bodies = new HashMap<>();
    private final List<Branch> branches = new ArrayList<>();
    private final Label dispatch = new Label();
    private final Label stopped = new Label();

    RegionEmitter(Code code, RegionShape shape, RegisterUse use, boolean journal) {
        this.code = code;
        this.shape = shape;
        this.use = use;
        this.flags = new FlagEmitter(code);
        this.exits = new Exits(code);
        this.instructions = new InstructionEmitter(code, flags, exits, journal);
        for (GuestBlock block : shape.blocks()) {
            blocks.put(block.eip, block);
            bodies.put(block, new Label());
        }
    }

    /** The handlers of instructions that are called, by the numbers under which the code knows them. */
    Handler[] handlers() {
        return handlers.toArray(Handler[]::new);
    }

    void emit() {
        returnIfWarming();
        prologue();
        dispatch();
        List<GuestBlock> order = shape.blocks();
        for (int i = 0; i < order.size(); i++) {
            block(order.get(i), i + 1 < order.size() ? order.get(i + 1) : null);
        }
        emitBranches();
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

    private void prologue() {
        loadField(Code.CPU, "eip", Code.EIP);
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, "execution", "L" + Code.EXECUTION + ";");
        code.field(GETFIELD, Code.EXECUTION, "budget", "I");
        code.store(Code.BUDGET);
        code.constant("data", "L" + Code.DATA + ";");
        code.field(GETFIELD, Code.DATA, "pages", "I");
        code.store(Code.PAGES);
        code.push(WayOut.ELSEWHERE.ordinal());
        code.store(Code.WAY);
        loadState();
    }

    private void loadField(String type, String name, int local) {
        code.loadCpu();
        code.field(GETFIELD, type, name, "I");
        code.store(local);
    }

    private void loadState() {
        loadField(Code.CPU, "result", Code.RESULT);
        loadField(Code.CPU, "carries", Code.CARRIES);
        for (int number = 0; number < 8; number++) {
            if (use.isUsed(number)) {
                code.constant("registers", "[I");
                code.push(number);
                code.op(IALOAD);
                code.store(Code.registerLocal(number));
            }
        }
    }

    private void storeState() {
        storeField("result", Code.RESULT);
        storeField("carries", Code.CARRIES);
        for (int number = 0; number < 8; number++) {
            if (use.isSet(number)) {
                code.constant("registers", "[I");
                code.push(number);
                code.load(Code.registerLocal(number));
                code.op(IASTORE);
            }
        }
    }

    private void storeField(String name, int local) {
        code.loadCpu();
        code.load(local);
        code.field(PUTFIELD, Code.CPU, name, "I");
    }

    private void storeBudget(int refund) {
        code.loadCpu();
        code.field(GETFIELD, Code.CPU, "execution", "L" + Code.EXECUTION + ";");
        code.load(Code.BUDGET);
        if (refund != 0) {
            code.push(refund);
            code.op(IADD);
        }
        code.field(PUTFIELD, Code.EXECUTION, "budget", "I");
    }

    private void epilogue() {
        code.setTemporaries(new BitSet());
        code.place(exits.exit);
        storeState();
        storeField("eip", Code.EIP);
        storeBudget(0);
        code.load(Code.WAY);
        code.op(IRETURN);
        if (!handlers.isEmpty()) {
            code.place(stopped);
            code.push(WayOut.CALLED.ordinal());
            code.op(IRETURN);
        }
    }

    /** Goes on at EIP, if the region has an entry there. */
    private void dispatch() {
        int[] keys = shape.entries().stream().mapToInt(Integer::intValue).sorted().toArray();
        Label[] labels = new Label[keys.length];
        for (int i = 0; i < keys.length; i++) {
            labels[i] = new Label();
        }
        code.place(dispatch);
        code.load(Code.EIP);
        code.lookUp(exits.exit, keys, labels);
        for (int i = 0; i < keys.length; i++) {
            code.place(labels[i]);
            enter(blocks.get(keys[i]), null, shape.pages().size() > 1);
            code.jump(GOTO, bodies.get(blocks.get(keys[i])));
        }
    }

    // Blocks.

    private void block(GuestBlock block, GuestBlock next) {
        code.setTemporaries(new BitSet());
        code.place(bodies.get(block));
        flags.begin();
        Set<Step> unneeded = FlagNeeds.unneeded(block);
        Step.Jump jump = null;
        int left = block.count();
        for (GuestInstruction instruction : block.instructions) {
            if (instruction.isTranslated()) {
                jump = instructions.emit(instruction, left, unneeded);
                if (jump == null) {
                    instructions.end();
                }
            } else {
                call(instruction, left - 1);
            }
            left--;
        }
        if (jump == null) {
            follow(block, block.end(), flags.pending(), next);
        } else {
            jump(block, jump, next);
        }
    }

    /** Has an instruction executed by its handler. */
    private void call(GuestInstruction instruction, int refund) {
        flags.settle();
        instructions.end();
        storeState();
        code.push(instruction.eip());
        code.store(Code.EIP);
        storeField("eip", Code.EIP);
        storeBudget(refund);
        code.loadCpu();
        code.constant("data", "L" + Code.DATA + ";");
        code.push(handlers.size());
        handlers.add(instruction.handler());
        code.callStatic(Code.PACKAGE + "jit/Escapes", "run", "(L" + Code.CPU + ";L" + Code.DATA + ";I)Z");
        code.jump(IFEQ, stopped);
        loadState();
    }

    private void jump(GuestBlock block, Step.Jump jump, GuestBlock next) {
        if (!jump.target().isConstant()) {
            flags.settle();
            instructions.pushTarget(jump);
            code.store(Code.EIP);
            code.jump(GOTO, dispatch);
            return;
        }
        int target = jump.target().number;
        if (jump.test() == null) {
            follow(block, target, flags.pending(), next);
            return;
        }
        boolean settled = needsFlags(target) || needsFlags(block.end());
        Pending pending = flags.pending();
        if (settled) {
            flags.compute(pending);
        }
        Label taken = new Label();
        instructions.branch(jump.test(), taken);
        Pending left = settled ? null : flags.pending();
        branches.add(new Branch(taken, block, target, left, code.temporaries()));
        follow(block, block.end(), left, next);
    }

    /** The ways from conditional jumps that are taken, behind all blocks. */
    private void emitBranches() {
        for (Branch branch : branches) {
            code.setTemporaries(branch.temporaries);
            code.place(branch.label);
            follow(branch.from, branch.target, branch.flags, null);
        }
    }

    private boolean needsFlags(int eip) {
        GuestBlock block = blocks.get(eip);
        return block == null || FlagNeeds.atStart(block);
    }

    /**
     * Goes on at an address that is known.
     *
     * @param pending the flags that have not been computed
     * @param next    the block that is laid out next, if falling through gets there
     */
    private void follow(GuestBlock from, int eip, Pending pending, GuestBlock next) {
        GuestBlock to = blocks.get(eip);
        if (to == null) {
            code.jump(GOTO, exits.to(pending, 0, eip, wayTo(from, eip)));
            return;
        }
        enter(to, pending, from.eip >>> 12 != eip >>> 12);
        if (needsFlags(eip)) {
            flags.compute(pending);
        }
        if (to != next) {
            code.jump(GOTO, bodies.get(to));
        }
    }

    private static WayOut wayTo(GuestBlock from, int eip) {
        return from.leaves && eip == from.end() ? WayOut.INSTRUCTION : WayOut.ELSEWHERE;
    }

    /** Pays for a block, and makes sure that its page is where it was. */
    private void enter(GuestBlock to, Pending pending, boolean otherPage) {
        if (otherPage) {
            code.load(Code.PAGES);
            code.push(shape.pageBit(to.eip));
            code.op(IAND);
            code.jump(IFEQ, exits.to(pending, 0, to.eip, WayOut.PAGE));
        }
        code.increment(Code.BUDGET, -to.count());
        code.load(Code.BUDGET);
        code.jump(IFLT, exits.to(pending, to.count(), to.eip, WayOut.BUDGET));
    }
}
