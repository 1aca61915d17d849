package org.backplane.cpu.internal.interp;

/**
 * How hot code is translated.
 *
 * @param threshold   how often a block runs before it is
 * @param refusals    how often a region is left before an access to a device until it is made anew for that
 * @param background  whether another thread does it; else the machine thread waits for it
 * @param mostRegions how many regions are kept
 * @param tolerated   how often translated code of a page is written before nothing there is translated for a while
 * @param check       whether each run of a region is held against the interpreter
 * @param best        whether code is made for C2 from the beginning, and not for C1 first
 */
public record TranslatorSettings(int threshold, int refusals, boolean background, int mostRegions, int tolerated, boolean check,
        boolean best) {
    /**
     * What is used outside of tests. HotSpot takes about 20 ms of a core for a region, and code in it saves some ns an instruction,
     * so it has to be worth millions of them.
     */
    public static final TranslatorSettings DEFAULT = new TranslatorSettings(30_000, 8_000, true, 4000, 16, false, false);

    /** The same with code that may be written so often. */
    public TranslatorSettings tolerating(int writes) {
        return new TranslatorSettings(threshold, refusals, background, mostRegions, writes, check, best);
    }

    /** The same with code as C2 compiles it best from the beginning. */
    public TranslatorSettings withBestCode() {
        return new TranslatorSettings(threshold, refusals, background, mostRegions, tolerated, check, true);
    }

    /** The same with each run being checked. */
    public TranslatorSettings checking() {
        return new TranslatorSettings(threshold, refusals, background, mostRegions, tolerated, true, best);
    }
}
