package org.backplane.bus.core.internal.guard;

/**
 * Room on the stack. A card that recurses without end and calls the fabric on each level would at last overflow the stack in
 * the code of some other card that the fabric calls, which would then be blamed, and be left half done. So whoever is about to
 * call another card out of a card's code makes sure first that there is room; if not, the overflow happens here, in the
 * name of the caller.
 *
 * <p>A trick: it goes as deep as the other card may, and returns. It costs some 50 ns where a line changes, DMA begins or a role
 * is called; accesses of the guest do without. It can go when Java tells how much stack is left.
 */
public final class StackReserve {
    /** Each level takes 64 bytes at the least, if it is compiled; several times that if it is not. */
    private static final int LEVELS = 48;

    private StackReserve() {
    }

    /** Throws {@link StackOverflowError} here rather than in whatever is called next. */
    public static void check() {
        descend(LEVELS, 0, 0, 0, 0, 0, 0, 0);
    }

    private static long descend(int levels, long a, long b, long c, long d, long e, long f, long g) {
        return levels == 0 ? a + b + c + d + e + f + g : 1 + descend(levels - 1, b, c, d, e, f, g, a + 1);
    }
}
