package org.backplane.device.lapic.internal;

import org.backplane.bus.state.StateException;

/** A register of 256 bits, one for each vector, in eight words of the register page (SDM 3A figure 10-20). */
final class VectorSet {
    static final int NONE = -1;
    static final int WORDS = 8;

    private final int[] words = new int[WORDS];

    void set(int vector, boolean value) {
        int bit = 1 << vector;
        words[vector >> 5] = value ? words[vector >> 5] | bit : words[vector >> 5] & ~bit;
    }

    boolean has(int vector) {
        return (words[vector >> 5] >>> vector & 1) != 0;
    }

    /** The highest vector, or NONE. */
    int highest() {
        for (int i = WORDS - 1; i >= 0; i--) {
            if (words[i] != 0) {
                return 32 * i + 31 - Integer.numberOfLeadingZeros(words[i]);
            }
        }
        return NONE;
    }

    int word(int index) {
        return words[index];
    }

    void clear() {
        restore(new int[WORDS]);
    }

    int[] state() {
        return words.clone();
    }

    void restore(int[] before) {
        if (before.length != WORDS) {
            throw new StateException("a register of 256 bits has " + before.length + " words in the state");
        }
        System.arraycopy(before, 0, words, 0, WORDS);
    }
}
