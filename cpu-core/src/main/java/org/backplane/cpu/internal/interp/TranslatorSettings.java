package org.backplane.cpu.internal.interp;

/**
 * How hot code is translated.
 *
 * @param threshold   how often a block runs before it is
 * @param background  whether another thread does it; else the machine thread waits for it
 * @param mostRegions how many regions are kept
 * @param check       whether each run of a region is held against the interpreter
 */
public record TranslatorSettings(int threshold, boolean background, int mostRegions, boolean check) {
    /** What is used outside of tests. */
    public static final TranslatorSettings DEFAULT = new TranslatorSettings(500, true, 4000, false);

    /** The same with each run being checked. */
    public TranslatorSettings checking() {
        return new TranslatorSettings(threshold, background, mostRegions, true);
    }
}
