package org.backplane.bus.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.core.internal.event.Owner;
import org.junit.jupiter.api.Test;

class InterruptRateTest {
    private final List<Misdeed> misdeeds = new ArrayList<>();
    private final AccessHistory history = new AccessHistory();
    private long nanos = 5;
    private final InterruptRate rate = new InterruptRate(() -> nanos, new Owner() {
        @Override
        public String pid() {
            return "card";
        }

        @Override
        public void failed(String doing, Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public void misbehaved(Misdeed misdeed, String what) {
            misdeeds.add(misdeed);
        }

        @Override
        public AccessHistory history() {
            return history;
        }
    });

    private void interrupts(int count, long periodNanos) {
        for (int i = 0; i < count; i++) {
            rate.asserted();
            nanos += periodNanos;
        }
    }

    @Test
    void theFastestTimerOfAPcIsNoStorm() {
        interrupts(100_000, 1_676);

        assertThat(misdeeds).isEmpty();
    }

    @Test
    void interruptsWithoutEndInOneInstantAreAStorm() {
        interrupts(2 * InterruptRate.MOST + 2, 0);

        assertThat(misdeeds).containsOnly(Misdeed.STORM);
    }

    @Test
    void interruptsEveryHalfMicrosecondAreAStorm() {
        interrupts(4 * InterruptRate.MOST, 500);

        assertThat(misdeeds).isNotEmpty();
    }

    @Test
    void interruptsThatAccessesAskForAreNoneHoweverFast() {
        for (int i = 0; i < 100_000; i++) {
            history.end(history.begin(1, 0x20, 0), 0);
            interrupts(InterruptRate.PER_ACCESS, 0);
        }
        assertThat(misdeeds).isEmpty();

        interrupts(2 * InterruptRate.MOST + 2, 0);
        assertThat(misdeeds).as("but others are").isNotEmpty();
    }
}
