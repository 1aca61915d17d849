package org.backplane.device.kbd.internal;

import java.util.Arrays;

/** A sequence of scan codes in set 1 or 2 as it grows: makes are the same in both, breaks are not. */
final class CodeSequence {
    private static final int EXTENDED = 0xe0;
    private static final int BREAK_PREFIX = 0xf0;
    private static final int BREAK_BIT = 0x80;
    /** Two shifts taken back and a key's break: the longest there is. */
    private static final int LONGEST = 12;

    private final boolean setOne;
    private int[] bytes = new int[LONGEST];
    private int count;

    CodeSequence(int set) {
        setOne = set == 1;
    }

    CodeSequence add(int value) {
        bytes[count++] = value;
        return this;
    }

    CodeSequence make(int code) {
        return add(code);
    }

    CodeSequence release(int code) {
        return setOne ? add(code | BREAK_BIT) : add(BREAK_PREFIX).add(code);
    }

    CodeSequence extendedMake(int code) {
        return add(EXTENDED).make(code);
    }

    CodeSequence extendedRelease(int code) {
        return add(EXTENDED).release(code);
    }

    int[] bytes() {
        return Arrays.copyOf(bytes, count);
    }
}
