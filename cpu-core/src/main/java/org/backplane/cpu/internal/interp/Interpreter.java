package org.backplane.cpu.internal.interp;

import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Execution;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.system.Interrupts;
import org.backplane.cpu.internal.system.VirtualInterrupts;

/**
 * Runs decoded blocks, and between them looks at events: traps, NMI, INTR in the order of SDM 3A §6.9, table 6-2.
 *
 * <p>The inner loop is {@code h.exec(c); h = h.next}: one indirect call an instruction, and nothing else. Whatever must
 * stop it links an end into the block ({@link Execution}) or throws a {@link Fault}.
 */
public final class Interpreter {
    private static final int LONGEST_SLICE = 1 << 20;
    private static final int DR6_BS = 1 << 14;

    private final Cpu c;
    private final Execution execution;
    private final BlockCache blocks;
    /** Translates blocks that are hot, or {@code null}. */
    private final Translator translator;
    private final String engine;
    /** Stands before the first block of a slice. */
    private final Block start = Block.nowhere();

    /** Executes every instruction by its handler. */
    public Interpreter(Cpu c) {
        this(c, null);
    }

    /**
     * Translates what is hot.
     *
     * @param settings how, or {@code null} if nothing is to be translated
     */
    public Interpreter(Cpu c, TranslatorSettings settings) {
        this.c = c;
        this.engine = settings == null ? "interpreter" : settings.check() ? "check" : "translator";
        this.execution = c.execution;
        this.blocks = new BlockCache(c, settings != null);
        this.translator = settings == null ? null : new Translator(c, blocks, settings, this::runBlocks);
    }

    /**
     * Executes instructions.
     *
     * @param instructions the most to execute
     * @return why it stopped
     */
    public Exit run(long instructions) {
        if (translator == null) {
            return execute(instructions);
        }
        long begun = System.nanoTime();
        Exit exit = execute(instructions);
        translator.ran(System.nanoTime() - begun);
        return exit;
    }

    private Exit execute(long instructions) {
        long left = instructions;
        execution.takeLeave();
        c.stopPoints.begin();
        while (left > 0) {
            execution.begin((int) Math.min(left, LONGEST_SLICE));
            if (execution.isShutdown()) {
                return Exit.SHUTDOWN;
            }
            if (deliverEvent()) {
                // Another one may wait for the same boundary.
                left -= execution.executed();
                continue;
            }
            if (execution.halted()) {
                return Exit.HALTED;
            }
            if (c.stopPoints.onCode() && c.stopPoints.meetInstruction()) {
                break;
            }
            if (mustStep()) {
                step();
            } else if (translator != null) {
                runTranslated();
            } else {
                runSlice();
            }
            left -= execution.executed();
            if (execution.takeLeave()) {
                break;
            }
        }
        return execution.isShutdown() ? Exit.SHUTDOWN : c.stopPoints.met().isPresent() ? Exit.STOPPED : Exit.LIMIT;
    }

    /** Delivers the event that comes first, if any may be delivered here; it counts as an instruction. */
    private boolean deliverEvent() {
        int trap = execution.trapsInhibited() ? 0 : execution.takeTrap();
        if (trap != 0) {
            // A debug exception ends HLT as well (SDM 2, HLT).
            execution.wake();
            c.breakpoints.report(trap);
            Interrupts.trap(c, Vector.DB);
        } else if (execution.interruptsInhibited()) {
            return false;
        } else if (execution.nmiPending()) {
            execution.wake();
            execution.takeNmi();
            Interrupts.external(c, Vector.NMI);
        } else if (execution.interruptPending()) {
            execution.wake();
            Interrupts.external(c, c.socket.acknowledgeInterrupt());
        } else if (VirtualInterrupts.meet(c)) {
            Interrupts.raise(c, c.generalProtection(0), c.eip);
        } else {
            return false;
        }
        return true;
    }

    /** Whether events or traps must be looked at after the next instruction. */
    private boolean mustStep() {
        return c.flag(Eflags.TF) || c.flag(Eflags.RF) || c.breakpoints.onCode() || c.stopPoints.onCode() || execution.trapPending()
                || execution.interruptsInhibited()
                && (execution.nmiPending() || execution.interruptPending());
    }

    private void step() {
        if (execution.budget > 0 && Interrupts.meetBreakpoint(c)) {
            return;
        }
        if (execution.budget > 0) {
            boolean trap = c.flag(Eflags.TF);
            boolean onlyBranches = c.stepsOverBranches;
            long branchEnd = trap && onlyBranches ? blocks.branchEnd() : BlockCache.NO_BRANCH;
            int base = c.codeBase;
            long deliveries = execution.deliveries();
            execution.shorten(1);
            runSlice();
            boolean executed = deliveries == execution.deliveries() && !c.fpuError.isWaiting();
            boolean branched = branchEnd != BlockCache.NO_BRANCH
                    && (branchEnd != Integer.toUnsignedLong(c.eip) || base != c.codeBase);
            if (trap && executed && !execution.trapsInhibited() && (branched || !onlyBranches)) {
                execution.requestTrap(DR6_BS);
            }
        }
    }

    /** Runs until the budget is used up. */
    private void runSlice() {
        execution.enterBlocks();
        runBlocks();
        execution.leaveBlocks();
    }

    private void runBlocks() {
        Block b = start;
        while (execution.budget > 0) {
            try {
                b = blocks.find(b);
                execute(b);
            } catch (Fault f) {
                // Nothing can be fetched from where a block should begin.
                raise(f, null);
            }
        }
    }

    /** Runs until the budget is used up; regions where there are some. */
    private void runTranslated() {
        translator.install();
        execution.enterBlocks();
        Block b = start;
        // Slices end within a block of the guest's, so what begins there is no block worth counting.
        boolean leader = false;
        // The region in which the last slice ended: until it is entered again, its blocks are not worth counting either.
        Region within = translator.takeCut();
        while (execution.budget > 0) {
            try {
                b = runOutside(b, leader, within);
                if (execution.budget > 0) {
                    b = runInside((CountedBlock) b);
                    within = translator.cut();
                }
            } catch (Fault f) {
                // Nothing can be fetched from where a block should begin.
                raise(f, null);
            }
            leader = true;
        }
        execution.leaveBlocks();
    }

    /**
     * Runs blocks until the next one has a region or the budget is used up, and counts them.
     *
     * @param last   the block that ran before
     * @param leader whether what comes next begins where a block of the guest's does
     * @param within a region of which blocks are not counted as long as it is not left, or {@code null}
     * @return the block that has a region, or the one that ran last
     */
    private Block runOutside(Block last, boolean leader, Region within) {
        Block b = last;
        boolean counts = leader;
        Region region = within;
        while (execution.budget > 0) {
            CountedBlock next = (CountedBlock) blocks.find(b);
            b = next;
            if (next.region != null && !c.isWatched()) {
                break;
            }
            if (region != null && !region.covers(b)) {
                region = null;
            }
            if (counts && region == null) {
                translator.count(next);
            }
            counts = true;
            execute(b);
        }
        return b;
    }

    /**
     * Runs the region that is entered at a block, those it leads to, and the instruction before which they were left, if the
     * interpreter has to execute that.
     *
     * @return the block that ran last
     */
    private Block runInside(CountedBlock entrance) {
        if (!runRegion(entrance.region) || execution.budget <= 0) {
            return entrance;
        }
        CountedBlock b = (CountedBlock) blocks.find(entrance);
        c.indirect = null;
        execute(b);
        translator.wasAside(b);
        return b;
    }

    private boolean runRegion(Region region) {
        try {
            return translator.run(region);
        } catch (Fault f) {
            raise(f, translator.running());
            return false;
        }
    }

    /** Executes a block, or what the budget allows of it. */
    private void execute(Block block) {
        Block b = block;
        if (b.count > execution.budget) {
            b = shorten(b);
        } else {
            execution.budget -= b.count;
        }
        Handler h = b.first;
        try {
            do {
                h.exec(c);
                h = h.next;
            } while (h != null);
        } catch (Fault f) {
            raise(f, h);
        }
    }

    /** Prepares to run only as many instructions as the budget allows, from a block that has more. */
    private Block shorten(Block b) {
        Handler last = null;
        int count = 0;
        for (Handler h = b.first; count + h.instructions() <= execution.budget; h = h.next) {
            count += h.instructions();
            last = h;
        }
        if (last == null) {
            execution.budget--;
            return blocks.single();
        }
        execution.cutBehind(last);
        execution.budget -= count;
        return b;
    }

    /** Gives back what the block did not execute, and raises the exception at the instruction that caused it. */
    private void raise(Fault f, Handler h) {
        if (h != null) {
            execution.budget += Execution.countFrom(h);
            if (!f.committed()) {
                // Devices see it while the exception is delivered.
                c.eip += h.start();
            }
        }
        execution.removeCut();
        execution.leaveBlocks();
        // What it accessed before it faulted it will access again.
        execution.takeTrap();
        c.stopPoints.forget();
        Interrupts.raise(c, f, c.eip);
        execution.enterBlocks();
    }

    /** What has been translated. */
    public TranslatorStatus status() {
        return translator == null ? TranslatorStatus.NONE : translator.status();
    }

    /**
     * How it executes instructions, and what was translated.
     *
     * @param most how many regions are told, those in which most was executed
     */
    public TranslatorDTO describe(int most) {
        TranslatorDTO dto = new TranslatorDTO();
        dto.engine = engine;
        dto.instructions = execution.retired();
        if (translator != null) {
            translator.describe(dto, most);
        }
        return dto;
    }

    /** Physical addresses may lead elsewhere. */
    public void mapChanged() {
        blocks.mapChanged();
    }

    /** Bytes of the arena were written by somebody. */
    public void arenaWritten(int index, int length) {
        blocks.written(index, length);
    }
}
