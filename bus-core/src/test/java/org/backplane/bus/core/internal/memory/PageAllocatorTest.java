package org.backplane.bus.core.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageAllocatorTest {
    private static final int PAGES = 64;

    @Property(tries = 200)
    void itTakesTheLowestFreeRunThatIsLongEnough(@ForAll long seed) {
        Random random = new Random(seed);
        PageAllocator allocator = new PageAllocator(PAGES);
        BitSet taken = new BitSet(PAGES);
        List<int[]> runs = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            if (!runs.isEmpty() && random.nextInt(5) < 2) {
                int[] run = runs.remove(random.nextInt(runs.size()));
                allocator.release(run[0], run[1]);
                taken.clear(run[0], run[0] + run[1]);
            } else {
                int pages = 1 + random.nextInt(16);
                int first = lowest(taken, pages);
                assertThat(allocator.allocate(pages)).isEqualTo(first);
                if (first >= 0) {
                    taken.set(first, first + pages);
                    runs.add(new int[] {first, pages});
                }
            }
            assertThat(allocator.longestRun()).isEqualTo(longest(taken));
        }
    }

    private static int lowest(BitSet taken, int pages) {
        for (int first = 0; first + pages <= PAGES; first++) {
            if (taken.get(first, first + pages).isEmpty()) {
                return first;
            }
        }
        return -1;
    }

    private static int longest(BitSet taken) {
        int longest = 0;
        while (lowest(taken, longest + 1) >= 0) {
            longest++;
        }
        return longest;
    }

    @Test
    void whatIsFreedGrowsTogetherWithBothNeighbours() {
        PageAllocator allocator = new PageAllocator(3);
        allocator.allocate(1);
        allocator.allocate(1);
        allocator.allocate(1);

        allocator.release(0, 1);
        allocator.release(2, 1);
        allocator.release(1, 1);

        assertThat(allocator.allocate(3)).isZero();
    }
}
