package org.backplane.cpu.internal.interp;

/**
 * How hot code is translated.
 *
 * @param threshold   how often a block runs before it is
 * @param background  whether another thread does it; else the machine thread waits for it
 * @param mostRegions how many regions are kept
 * @param tolerated   how often translated code of a page is written before nothing there is translated for a while
 * @param check       whether each run of a region is held against the interpreter
 */
public record TranslatorSettings(int threshold, boolean background, int mostRegions, int tolerated, boolean check) {
    /** What is used outside of tests. */
    public static final TranslatorSettings DEFAULT = new TranslatorSettings(500, true, 4000, 16, false);

    /** The same with code that may be written so often. */
    public TranslatorSettings tolerating(int writes) {
        return new TranslatorSettings(threshold, background, mostRegions, writes, check);
    }

    /** The same with each run being checked. */
    public TranslatorSettings checking() {
        return new TranslatorSettings(threshold, background, mostRegions, tolerated, true);
    }
}
