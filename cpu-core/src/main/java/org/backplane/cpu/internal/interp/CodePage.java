package org.backplane.cpu.internal.interp;

import java.util.function.Consumer;

/** The blocks whose code lies in one page of the arena. */
final class CodePage {
    private Block[] buckets = new Block[8];
    private int count;

    Block find(int start, int mode) {
        for (Block b = buckets[bucket(start, mode, buckets.length)]; b != null; b = b.nextInPage) {
            if (b.start == start && b.mode == mode) {
                return b;
            }
        }
        return null;
    }

    void add(Block block) {
        if (count >= buckets.length * 2) {
            grow();
        }
        link(buckets, block);
        count++;
    }

    private static void link(Block[] buckets, Block block) {
        int bucket = bucket(block.start, block.mode, buckets.length);
        block.nextInPage = buckets[bucket];
        buckets[bucket] = block;
    }

    private void grow() {
        Block[] larger = new Block[buckets.length * 2];
        for (Block head : buckets) {
            for (Block b = head; b != null; ) {
                Block next = b.nextInPage;
                link(larger, b);
                b = next;
            }
        }
        buckets = larger;
    }

    private static int bucket(int start, int mode, int size) {
        return (start ^ start >>> 5 ^ mode << 2) & size - 1;
    }

    /** Takes a block out. */
    void remove(Block block) {
        int bucket = bucket(block.start, block.mode, buckets.length);
        if (buckets[bucket] == block) {
            buckets[bucket] = block.nextInPage;
            count--;
            return;
        }
        for (Block b = buckets[bucket]; b != null; b = b.nextInPage) {
            if (b.nextInPage == block) {
                b.nextInPage = block.nextInPage;
                count--;
                return;
            }
        }
    }

    /** Takes the blocks out that overlap some bytes, and hands them over. */
    void removeOverlapping(int index, int bytes, Consumer<Block> removed) {
        for (int i = 0; i < buckets.length; i++) {
            Block previous = null;
            for (Block b = buckets[i]; b != null; b = b.nextInPage) {
                if (!b.overlaps(index, bytes)) {
                    previous = b;
                    continue;
                }
                if (previous == null) {
                    buckets[i] = b.nextInPage;
                } else {
                    previous.nextInPage = b.nextInPage;
                }
                count--;
                removed.accept(b);
            }
        }
    }

    boolean isEmpty() {
        return count == 0;
    }
}
