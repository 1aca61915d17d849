package org.backplane.cpu.internal.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.mmu.Access;
import org.junit.jupiter.api.Test;

/** What accesses remember of their pages, and when they forget it. */
class RegionDataTest {
    private static final int INSTRUCTIONS = 100_000;
    private static final int PAGE = 0x5000;

    private final Cpu c = Engine.INTERPRETER.create(0x10000).cpu;
    private final RegionData data = new RegionData(c, new RegionShape(false, Addressing.FLAT, null), new Escapes(), null);

    /** Three accesses. */
    private void remember() {
        data.remember(3 * PageLooks.WORDS);
        data.refresh(c);
        data.caches[0] = PAGE;
        data.caches[PageLooks.MISSES] = 7;
    }

    private void losesAnEntry() {
        c.mmu.translate(PAGE, Access.READ, false);
        c.mmu.invalidatePage(PAGE);
    }

    @Test
    void theyRememberNothingAtFirst() {
        data.remember(3 * PageLooks.WORDS);
        assertThat(data.caches[0]).isEqualTo(PageLooks.NO_PAGE);
        assertThat(data.caches[PageLooks.WORDS]).isEqualTo(PageLooks.NO_PAGE);
        assertThat(data.caches[PageLooks.MISSES]).isZero();
    }

    @Test
    void theyForgetWhenTheTablesHaveLostAnEntry() {
        remember();
        data.refresh(c);
        assertThat(data.caches[0]).as("nothing was lost").isEqualTo(PAGE);
        losesAnEntry();
        data.refresh(c);
        assertThat(data.caches[0]).isEqualTo(PageLooks.NO_PAGE);
        assertThat(data.caches[PageLooks.MISSES]).as("the counter goes on").isEqualTo(7);
    }

    @Test
    void thoseOfAllCodesForget() {
        remember();
        int[] first = data.caches;
        remember();
        assertThat(data.caches).isNotSameAs(first);
        losesAnEntry();
        data.refresh(c);
        assertThat(first[0]).isEqualTo(PageLooks.NO_PAGE);
        assertThat(data.caches[0]).isEqualTo(PageLooks.NO_PAGE);
    }

    @Test
    void thoseThatAreOftenInAnotherPageAreRestless() {
        remember();
        data.caches[PageLooks.WORDS + PageLooks.MISSES] = INSTRUCTIONS / 100;
        BitSet second = new BitSet();
        second.set(1);
        assertThat(data.restless(INSTRUCTIONS)).isEqualTo(second);
    }
}
