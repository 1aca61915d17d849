package org.backplane.cpu.internal.interp;

/**
 * How hot code is translated.
 *
 * @param threshold   how often a block runs before it is
 * @param background  whether another thread does it; else the machine thread waits for it
 * @param mostRegions how many regions are kept
 */
public record TranslatorSettings(int threshold, boolean background, int mostRegions) {
    /** What pays: see {@code docs/performance.md}. */
    public static final TranslatorSettings DEFAULT = new TranslatorSettings(500, true, 4000);
}
