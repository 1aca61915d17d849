package org.backplane.device.pit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The arithmetic between nanoseconds and clock pulses. */
class TickClockTest {
    private static final BigInteger HERTZ = BigInteger.valueOf(1_193_182);
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);
    private static final long HUNDRED_YEARS = 100L * 366 * 86_400 * 1_000_000_000;

    @Property
    void ticksAreTheFloorOfTheExactQuotient(@ForAll @LongRange(max = HUNDRED_YEARS) long nanos) {
        assertThat(BigInteger.valueOf(TickClock.ticks(nanos)))
                .isEqualTo(BigInteger.valueOf(nanos).multiply(HERTZ).divide(SECOND));
    }

    @Property
    void nanosAreTheFirstOfTheTick(@ForAll @LongRange(min = 1, max = HUNDRED_YEARS / 1000) long tick) {
        long nanos = TickClock.nanos(tick);
        assertThat(TickClock.ticks(nanos)).isEqualTo(tick);
        assertThat(TickClock.ticks(nanos - 1)).isEqualTo(tick - 1);
    }

    @Test
    void aSecondHas1193182Pulses() {
        assertThat(TickClock.ticks(1_000_000_000L)).isEqualTo(1_193_182);
        assertThat(TickClock.ticks(999_999_999L)).isEqualTo(1_193_181);
        assertThat(TickClock.nanos(1_193_182)).isEqualTo(1_000_000_000L);
    }
}
