package org.backplane.bus.core.internal.space;

import java.util.function.UnaryOperator;

/**
 * An aligned block of addresses in a {@link RangeTrie}: the ranges that cover it whole, and blocks of the next level
 * where other ranges cover parts of it. Immutable; an empty block is {@code null}.
 */
final class Cell {
    /** The ranges that cover the whole block, or {@code null}. */
    final Layer layers;
    /** The first of {@link #layers}, one load closer for the hot path. */
    final Mapping top;
    /** The position of the address bits that choose a child. */
    final int shift;
    /** The parts, or {@code null}; their number is a power of two. */
    final Cell[] children;

    private Cell(Layer layers, int shift, Cell[] children) {
        this.layers = layers;
        this.top = layers == null ? null : layers.range;
        this.shift = shift;
        this.children = children;
    }

    /**
     * The block with changed layers on a part of it.
     *
     * @param cell   the block, or {@code null}
     * @param shifts for each level, the shift of its cells; the last one is 0
     * @param level  the level of this cell
     * @param bits   the block has 2^bits addresses
     * @param first  first address of the part, from the start of the block
     * @param last   last address of the part, from the start of the block
     * @param edit   makes the new layers of a block that the part covers whole
     * @return the new block, or {@code null} if nothing is left in it
     */
    static Cell edit(Cell cell, int[] shifts, int level, int bits, long first, long last, UnaryOperator<Layer> edit) {
        Layer layers = cell == null ? null : cell.layers;
        Cell[] children = cell == null ? null : cell.children;
        if (first == 0 && last == (1L << bits) - 1) {
            layers = edit.apply(layers);
        } else {
            int shift = shifts[level];
            children = children == null ? new Cell[1 << (bits - shift)] : children.clone();
            for (int i = (int) (first >>> shift); i <= last >>> shift; i++) {
                long start = (long) i << shift;
                children[i] = edit(children[i], shifts, level + 1, shift, Math.max(first - start, 0),
                        Math.min(last - start, (1L << shift) - 1), edit);
            }
            children = isEmpty(children) ? null : children;
        }
        return layers == null && children == null ? null
                : new Cell(layers, children == null ? bits : shifts[level], children);
    }

    /** Whether some part of this block is answered by a range that beats another one. */
    boolean beats(Mapping other) {
        if (top != null && top.beats(other)) {
            return true;
        }
        if (children != null) {
            for (Cell child : children) {
                if (child != null && child.beats(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isEmpty(Cell[] cells) {
        for (Cell cell : cells) {
            if (cell != null) {
                return false;
            }
        }
        return true;
    }
}
