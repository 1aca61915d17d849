package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.jit.RegionCode;

/** Runs regions as well as HotSpot has compiled them so far: the best code if that is fast, else the quick one, or neither. */
final class RegionRunner {
    /** Nanoseconds an instruction takes in our interpreter when all is well. */
    private static final float INTERPRETER_NANOS = 6;

    private final Cpu c;
    /** Runs regions if they are to be checked, else {@code null}. */
    private final RegionChecker checker;
    private long executed;
    private long runs;

    RegionRunner(Cpu c, RegionChecker checker) {
        this.c = c;
        this.checker = checker;
    }

    /** Instructions executed in regions. */
    long executed() {
        return executed;
    }

    /** How often a region was entered. */
    long runs() {
        return runs;
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
        region.validate(c);
        int budget = c.execution.budget;
        long begun = measured ? System.nanoTime() : 0;
        boolean interpret = checker == null ? code.run(c) : checker.run(region);
        int done = budget - c.execution.budget;
        if (measured) {
            float limit = pace == region.bestPace ? region.quickPace.nanos() : INTERPRETER_NANOS;
            pace.measured(done, System.nanoTime() - begun, limit);
        }
        region.executed += done;
        executed += done;
        runs++;
        return interpret || done == 0;
    }
}
