package org.backplane.cpu.internal.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotionTest {
    private static final int ROOT = 0x1000;
    private static final int LOOP = 0x1010;
    private static final int TAIL = 0x1020;

    private final Promotion promotion = new Promotion(Set.of(ROOT));

    @Test
    void betterCodeIsEnteredWhereMuchWasExecutedFrom() {
        promotion.enteredAt(LOOP, 5000);

        assertThat(promotion.entries()).containsExactlyInAnyOrder(ROOT, LOOP);
    }

    @Test
    void howOftenARegionWasEnteredDoesNotCount() {
        promotion.enteredAt(LOOP, 50_000);
        for (int i = 0; i < 100; i++) {
            promotion.enteredAt(TAIL, 9);
        }

        assertThat(promotion.entries()).containsExactlyInAnyOrder(ROOT, LOOP);
    }

    @Test
    void moreInstructionsThanAnIntHoldsCount() {
        for (int i = 0; i < 30; i++) {
            promotion.enteredAt(LOOP, 100_000_000);
        }

        assertThat(promotion.entries()).containsExactlyInAnyOrder(ROOT, LOOP);
    }

    @Test
    void whatWasSeenOfBetterCodeDoesNotCount() {
        promotion.ask();
        promotion.enteredAt(LOOP, 5000);

        assertThat(promotion.entries()).containsExactly(ROOT);
    }
}
