package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.WayOut;

/** Runs regions as well as HotSpot has compiled them so far: the best code if that is fast, else the quick one, or neither. */
final class RegionRunner {
    /** Nanoseconds an instruction takes in our interpreter when all is well. */
    private static final float INTERPRETER_NANOS = 6;

    private final Cpu c;
    /** Runs regions if they are to be checked, else {@code null}. */
    private final RegionChecker checker;
    final RunCounts counts = new RunCounts();
    /** Told of regions of which a page is not where it was. */
    private final Runnable moved;

    RegionRunner(Cpu c, RegionChecker checker, Runnable moved) {
        this.c = c;
        this.moved = moved;
        this.checker = checker;
    }

    /** Runs a region if it is worth it; whether the interpreter has to execute the next instruction. */
    boolean run(Region region) {
        if (region.best != null) {
            if (region.bestPace.isFast()) {
                return run(region, region.best, region.bestPace, region.bestPace.isMeasured());
            }
            if (region.bestPace.isTrial()) {
                return trial(region, region.best, region.bestPace);
            }
        }
        if (region.quickPace.isFast()) {
            return run(region, region.quick, region.quickPace, region.quickPace.isMeasured());
        }
        return !region.quickPace.isTrial() || trial(region, region.quick, region.quickPace);
    }

    private boolean trial(Region region, RegionCode code, Pace pace) {
        c.execution.reserve(pace.trial);
        boolean interpret = run(region, code, pace, true);
        c.execution.release();
        return interpret;
    }

    private boolean run(Region region, RegionCode code, Pace pace, boolean measured) {
        if (region.validate(c)) {
            moved.run();
        }
        int budget = c.execution.budget;
        long begun = measured ? System.nanoTime() : 0;
        int way;
        try {
            way = checker == null ? code.run(c) : checker.run(region);
        } catch (Fault f) {
            // The instruction that faulted was taken from the budget.
            left(region, WayOut.FAULT.ordinal(), budget - c.execution.budget - 1);
            throw f;
        }
        int done = budget - c.execution.budget;
        if (measured) {
            float limit = pace == region.bestPace ? region.quickPace.nanos() : INTERPRETER_NANOS;
            long nanos = System.nanoTime() - begun;
            counts.measured(!pace.isFast(), done, nanos);
            pace.measured(done, nanos, limit);
        }
        left(region, way, done);
        return WayOut.mustInterpret(way) || done == 0;
    }

    private void left(Region region, int way, int done) {
        region.executed += done;
        region.entries++;
        counts.left(way, done);
    }
}
