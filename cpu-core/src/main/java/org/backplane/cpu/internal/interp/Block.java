package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Handler;

/** A run of decoded instructions that is entered at its start only: at most 32, within one page. */
final class Block {
    /** The epoch of a block that must not be used any more. */
    static final int DEAD = -1;

    final Handler first;
    /** Number of instructions. */
    final int count;
    /** Length in bytes. */
    final int length;
    /** The mode it was decoded in. */
    final int mode;
    /** Where its bytes lie in the arena: index of the first, -1 if they do not come from there. */
    final int start;
    /** Index of the first byte of the second page, for an instruction that crosses into one; else -1. */
    final int secondStart;
    /** Number of bytes in the first page. */
    final int firstLength;

    /** The linear address it was last found at. */
    int linear;
    /** The epoch in which it was last found there, or {@link #DEAD}. */
    int epoch = DEAD;
    /** The block that ran after it last time, or {@code null}. */
    Block successor;
    /** Next block in the bucket of its page. */
    Block nextInPage;

    Block(Handler first, int count, int length, int mode, int start, int secondStart, int firstLength) {
        this.first = first;
        this.count = count;
        this.length = length;
        this.mode = mode;
        this.start = start;
        this.secondStart = secondStart;
        this.firstLength = firstLength;
    }

    /** A block that is never found, to stand where there is none. */
    static Block nowhere() {
        return new Block(null, 0, 0, -1, -1, -1, 0);
    }

    /** Whether its bytes may be found again where they are now. */
    boolean isCacheable() {
        return start >= 0 && (secondStart >= 0 || firstLength == length);
    }

    boolean overlaps(int index, int bytes) {
        return start < index + bytes && index < start + firstLength
                || secondStart >= 0 && secondStart < index + bytes && index < secondStart + length - firstLength;
    }
}
