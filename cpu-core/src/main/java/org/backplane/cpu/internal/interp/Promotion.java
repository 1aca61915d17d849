package org.backplane.cpu.internal.interp;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** When better code of a region is worth making, and what that is to be like. */
final class Promotion {
    /**
     * Instructions in a region for which it is made anew for C2, and for which once more with inline caches: C2 takes longer
     * for that, and not all code gains by it.
     */
    private static final long[] WORTH = {50_000_000, 800_000_000};
    /** Better code has no entry at a block from which so small a part of the instructions was executed. */
    private static final int SELDOM = 50;

    /** Where the region is expected to be entered. */
    private final Set<Integer> expected;
    /** Where it was entered when it was measured, and how many instructions were executed from there on. */
    private final Map<Integer, Long> seen = new HashMap<>();
    /** How often better code was asked for. */
    private int asked;
    /** Which accesses have no inline caches; {@code null} if none shall have any. */
    private BitSet restless;

    Promotion(Set<Integer> expected) {
        this.expected = expected;
    }

    /** The region was entered at an address and executed instructions, as is noticed now and then until better code has been asked for. */
    void enteredAt(int eip, int executed) {
        if (isFirst()) {
            seen.merge(eip, (long) executed, Long::sum);
        }
    }

    /** Where better code can be entered. */
    Set<Integer> entries() {
        long all = seen.values().stream().mapToLong(Long::longValue).sum();
        Set<Integer> entries = new HashSet<>(expected);
        seen.forEach((eip, executed) -> {
            if (executed * SELDOM > all) {
                entries.add(eip);
            }
        });
        return entries;
    }

    /** Whether no better code has been asked for. */
    boolean isFirst() {
        return asked == 0;
    }

    /** Whether so many instructions are enough for better code than was asked for. */
    boolean isDue(long executed) {
        return asked < WORTH.length && executed > WORTH[asked];
    }

    /** Better code is asked for: without inline caches the first time. */
    void ask() {
        restless = isFirst() ? null : new BitSet();
        asked++;
    }

    /** It cannot be made now. */
    void unask() {
        asked--;
    }

    /** Which accesses have no inline caches, by their numbers; {@code null} if none shall have any. */
    BitSet restless() {
        return restless;
    }

    /** Some accesses shall have no inline caches. */
    void leaveOut(BitSet found) {
        restless = found;
    }
}
