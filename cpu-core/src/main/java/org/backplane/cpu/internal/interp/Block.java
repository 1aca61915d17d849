package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Handler;

/**
 * A run of decoded instructions that is entered at its start only: at most 32, within one page.
 *
 * <p>Broad code is bound by the cache lines that its blocks and handlers fill, so the narrow numbers are kept narrow.
 */
class Block {
    private static final int PAGE_SIZE = 4096;
    /** The epoch of a block that must not be used any more. */
    static final int DEAD = -1;

    final Handler first;
    /** Number of instructions. */
    final byte count;
    /** The mode it was decoded in. */
    final byte mode;
    /** Length in bytes. */
    final short length;
    /** Where its bytes lie in the arena: index of the first, -1 if they do not come from there. */
    final int start;
    /** Index of the first byte of the second page, for an instruction that crosses into one; else -1. */
    final int secondStart;

    /** The linear address it was last found at. */
    int linear;
    /** The epoch in which it was last found there, or {@link #DEAD}. */
    int epoch = DEAD;
    /** Number of the physical page that the linear address led to then. */
    int frame;
    /** The block that ran after it, looked up last, or {@code null}. */
    Block successor;
    /** The one before that: a conditional branch has two successors. */
    Block otherSuccessor;
    /** Next block in the bucket of its page. */
    Block nextInPage;

    Block(Handler first, int count, int length, int mode, int start, int secondStart) {
        this.first = first;
        this.count = (byte) count;
        this.length = (short) length;
        this.mode = (byte) mode;
        this.start = start;
        this.secondStart = secondStart;
    }

    /** A block that is never found, to stand where there is none. */
    static Block nowhere() {
        return new Block(null, 0, 0, -1, -1, -1);
    }

    /** Whether its bytes may be found again where they are now. */
    boolean isCacheable() {
        return start >= 0 && (secondStart >= 0 || firstLength() == length);
    }

    /** Number of bytes in the first page. */
    int firstLength() {
        return Math.min(length, PAGE_SIZE - (start & PAGE_SIZE - 1));
    }

    boolean overlaps(int index, int bytes) {
        return start < index + bytes && index < start + firstLength()
                || secondStart >= 0 && secondStart < index + bytes && index < secondStart + length - firstLength();
    }
}
