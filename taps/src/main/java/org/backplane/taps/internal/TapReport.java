package org.backplane.taps.internal;

/** A tap of this bundle that has figures to show. Any thread. */
interface TapReport {
    /**
     * Its figures.
     *
     * @return some lines of text, without a line break at the end
     */
    String report();
}
