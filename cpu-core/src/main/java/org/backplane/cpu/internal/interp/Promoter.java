package org.backplane.cpu.internal.interp;

import java.util.BitSet;
import org.backplane.cpu.internal.interp.CompileQueue.Better;
import org.backplane.cpu.internal.jit.RegionCompiler;

/** Has better code made of regions in which much is executed, and puts it on trial. Machine thread. */
final class Promoter {
    private final CompileQueue queue;
    private final RegionCompiler compiler;
    private final TranslationCounts counts;
    /** Whether there is better code at all: none is made if the machine thread would have to wait for it. */
    private final boolean background;

    Promoter(CompileQueue queue, RegionCompiler compiler, TranslationCounts counts, boolean background) {
        this.queue = queue;
        this.compiler = compiler;
        this.counts = counts;
        this.background = background;
    }

    /** A region was measured, as happens now and then. */
    void measured(Region region) {
        if (region.isWorthBetter()) {
            region.promotion.ask();
            promote(region);
        }
    }

    private void promote(Region region) {
        if (background && !queue.recompile(region)) {
            region.promotion.unask();
        }
    }

    /** A code of a region is on trial, and has run or not. */
    void tried(Region region) {
        Trial trial = region.rival().trial();
        if (trial.seemsInterpreted()) {
            if (compiler.isInterpreted(region.rival().code, region.quick().code)) {
                warm(region);
            } else {
                trial.goesOn();
            }
        } else if (trial.judges()) {
            leaveOutRestless(region, trial);
        }
    }

    /** Has the code made without the inline caches that do not pay, if there are any. */
    private void leaveOutRestless(Region region, Trial trial) {
        BitSet restless = region.data.restless(trial.executed());
        if (!restless.isEmpty() && region.promotion.restless().isEmpty()) {
            region.promotion.leaveOut(restless);
            region.challenge(null);
            promote(region);
        }
    }

    /** HotSpot interprets the code that is on trial: it is not, until it is compiled. */
    private void warm(Region region) {
        Candidate candidate = region.rival();
        region.challenge(null);
        candidate.trial().warms();
        if (!queue.warm(region, candidate)) {
            region.promotion.unask();
        }
    }

    /** Puts on trial what has been made. */
    void install() {
        for (Better next = queue.nextBetter(); next != null; next = queue.nextBetter()) {
            if (next.candidate() != null) {
                next.region().challenge(next.candidate());
            }
            if (next.isNew()) {
                counts.compiled(next.nanos());
                counts.promoted += next.candidate() == null ? 0 : 1;
            }
        }
    }
}
