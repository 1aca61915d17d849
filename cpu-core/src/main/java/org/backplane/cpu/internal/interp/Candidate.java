package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.jit.RegionCode;

/** One of the codes of a region, and what is known of how fast it is. */
final class Candidate {
    final RegionCode code;
    /** {@code quick}, or {@code best} if C2 may compile it. */
    final String tier;
    final Pace pace = new Pace();
    /** How it is tried against the code that is run. */
    private Trial trial = new Trial();

    Candidate(RegionCode code, String tier) {
        this.code = code;
        this.tier = tier;
    }

    Trial trial() {
        return trial;
    }

    /** From now on it is as if it were new, but for how its accesses behave. */
    void forget() {
        pace.forget();
        trial = trial.again();
    }
}
