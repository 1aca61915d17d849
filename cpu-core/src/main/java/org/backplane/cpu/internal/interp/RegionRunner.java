package org.backplane.cpu.internal.interp;

import java.util.function.Consumer;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Execution;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.jit.Escapes;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.WayOut;

/**
 * Runs regions, one after the other as long as a region's exit is known to lead to another, and sees to it that each runs as
 * well as HotSpot has compiled it so far: each better code once that is faster than the one before.
 *
 * <p>In broad code the cache lines that are touched between two regions are what costs, so the way from one to the next looks
 * at nothing but the two of them.
 */
final class RegionRunner {
    /** Instructions from one measurement to the next, each run counting for some more. */
    private static final int MEASURED = 40_000;
    private static final int RUN = 100;
    /**
     * A run with less left of the slice is not measured: it begins where another one was left as the slice ends, not where most begin. But if
     * there has been no other one for as long again, all slices are so short.
     */
    private static final int LEAST_BUDGET = 1000;
    /** Instructions of quick code before better code, which could not be entered, is tried again. */
    private static final int MOST_INSTEAD = 500;
    private static final int ELSEWHERE = WayOut.ELSEWHERE.ordinal();
    private static final int CALLED = WayOut.CALLED.ordinal();

    private final Cpu c;
    private final Execution execution;
    /** Runs regions if they are to be checked, else {@code null}. */
    private final RegionChecker checker;
    final RunCounts counts = new RunCounts();
    /** Told of regions of which a page is not where it was. */
    private final Runnable moved;
    private final Escapes escapes;
    /** Told of a region that was measured. */
    private final Consumer<Region> measured;
    /** Told of a region of which a code is on trial. */
    private final Consumer<Region> tried;
    /** The region that was left last without knowing where to, and where that is. */
    private Region last;
    private int lastEip;
    private int untilMeasured = MEASURED;
    /** The region that was left last, if that was because the slice ends; else {@code null}. */
    private Region cut;
    /** The region that was left last, if that was before an access that is not direct, or left to an x87 handler; else {@code null}. */
    private Region refusing;
    /** Whether it was the latter. */
    private boolean unusual;

    RegionRunner(Cpu c, Escapes escapes, RegionChecker checker, Runnable moved, Consumer<Region> measured,
            Consumer<Region> tried) {
        this.c = c;
        this.execution = c.execution;
        this.escapes = escapes;
        this.checker = checker;
        this.moved = moved;
        this.measured = measured;
        this.tried = tried;
    }

    /**
     * Runs a region, and those that its exits are known to lead to.
     *
     * @return whether the interpreter has to execute the next instruction
     */
    boolean run(Region first) {
        try {
            return runFrom(first);
        } finally {
            c.fpu.settle();
        }
    }

    private boolean runFrom(Region first) {
        if (last != null && c.eip == lastEip) {
            last.link(lastEip, first);
        }
        last = null;
        cut = null;
        refusing = null;
        if (first.validate(c)) {
            moved.run();
        }
        Region region = first;
        while (true) {
            int budget = execution.budget;
            int way = runOnce(region, budget);
            int done = budget - execution.budget;
            left(region, way, done);
            if (WayOut.mustInterpret(way) || done == 0) {
                leaveAside(region, way);
                return true;
            }
            Region next = execution.budget > 0 && way != CALLED ? region.next(c.eip, execution.epoch) : null;
            if (next == null || c.isWatched()) {
                leave(region, region == first);
                return false;
            }
            region = next;
        }
    }

    /** A region is left, and the interpreter has to execute the next instruction. */
    private void leaveAside(Region region, int way) {
        region.leftAside();
        if (way == ELSEWHERE) {
            // It is for other segments.
            region.wasAlone();
        }
        cut = way == WayOut.BUDGET.ordinal() ? region : null;
        unusual = way == WayOut.UNUSUAL.ordinal();
        refusing = unusual || way == WayOut.MEMORY.ordinal() ? region : null;
    }

    /** A region is left, and it is not known where to. */
    private void leave(Region region, boolean alone) {
        if (alone) {
            region.wasAlone();
        }
        last = region;
        lastEip = c.eip;
    }

    /** The region that ran last if it was left because the slice ends; else {@code null}. */
    Region cut() {
        return cut;
    }

    /** The same, once. */
    Region takeCut() {
        Region taken = cut;
        cut = null;
        return taken;
    }

    /** The region that the interpreter goes on for, if an access or an x87 instruction was refused there; else {@code null}. */
    Region refusing() {
        return refusing;
    }

    /** Whether it was an x87 instruction. */
    boolean isUnusual() {
        return unusual;
    }

    private int runOnce(Region region, int budget) {
        try {
            int way = untilMeasured < 0 ? runMeasured(region) : region.code.run(c);
            return way == ELSEWHERE && budget == execution.budget && checker == null ? runInstead(region) : way;
        } catch (Fault f) {
            // What was called, and not executed, was taken from the budget.
            left(region, WayOut.FAULT.ordinal(), budget - execution.budget - Execution.countFrom(escapes.running()));
            throw f;
        }
    }

    /** Better code is not entered at all blocks: runs the quick one, until there may be an entry. */
    private int runInstead(Region region) {
        execution.reserve(MOST_INSTEAD);
        try {
            return region.quick().code.run(c);
        } finally {
            execution.release();
        }
    }

    private void left(Region region, int way, int done) {
        region.executed += done;
        region.entries++;
        untilMeasured -= done + RUN;
        if (way != ELSEWHERE) {
            counts.left(way);
            if (region.isDead()) {
                counts.gone(1, done);
            }
        }
    }

    private int runMeasured(Region region) {
        int budget = execution.budget;
        boolean tells = budget >= LEAST_BUDGET || untilMeasured < -MEASURED;
        if (checker != null || region.rival() != null || !tells) {
            return region.code.run(c);
        }
        untilMeasured = MEASURED;
        int eip = c.eip;
        int way = run(region, region.chosen());
        region.promotion.enteredAt(eip, budget - execution.budget);
        measured.accept(region);
        return way;
    }

    /** Runs a code of a region and measures that. */
    private int run(Region region, Candidate candidate) {
        Candidate rival = region.rival();
        int budget = execution.budget;
        long begun = System.nanoTime();
        int way = candidate.code.run(c);
        int done = budget - execution.budget;
        long nanos = System.nanoTime() - begun;
        candidate.pace.measured(done, nanos);
        counts.measured(rival != null, done, nanos);
        if (candidate == rival) {
            rival.trial().tried(done, nanos, region.quick().pace);
        } else if (rival != null) {
            rival.trial().measured(done, nanos);
        }
        return way;
    }

    /** What runs a region instead of its code as long as another one is on trial. */
    RegionCode trying(Region region) {
        return new RegionCode() {
            @Override
            public int run(Cpu cpu) {
                return tryRival(region);
            }
        };
    }

    /** What always runs a region instead of its code; {@code null} if nothing does. */
    RegionCode checking(Region region) {
        return checker == null ? null : new RegionCode() {
            @Override
            public int run(Cpu cpu) {
                return checker.run(region);
            }
        };
    }

    /** Lets the code on trial have its turn now and then. */
    private int tryRival(Region region) {
        Candidate rival = region.rival();
        Trial.Turn turn = rival.trial().next();
        if (turn == Trial.Turn.NONE) {
            return region.chosen().code.run(c);
        }
        execution.reserve(turn == Trial.Turn.CHOSEN ? Trial.MOST_OF_CHOSEN : Trial.MOST_MEASURED);
        try {
            return switch (turn) {
                case RIVAL -> run(region, rival);
                case MEASURED -> run(region, region.chosen());
                default -> region.chosen().code.run(c);
            };
        } finally {
            execution.release();
            region.compare();
            if (region.rival() == rival) {
                tried.accept(region);
            }
        }
    }
}
