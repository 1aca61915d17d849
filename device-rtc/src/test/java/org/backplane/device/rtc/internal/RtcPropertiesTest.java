package org.backplane.device.rtc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds whatever the guest writes and however often it looks. */
class RtcPropertiesTest {
    /** A write, and the time that passes after it. */
    record Step(int address, int value, int millis) {
    }

    @Provide
    Arbitrary<List<Step>> writes() {
        return Combinators.combine(Arbitraries.integers().between(0, 0x7f), Arbitraries.integers().between(0, 0xff),
                Arbitraries.integers().between(0, 5000)).as(Step::new).list().ofMaxSize(50);
    }

    @Property(tries = 500)
    void theLineIsIrqfAndIrqfIsAFlagWithItsEnable(@ForAll("writes") List<Step> steps) {
        CmosBench rtc = CmosBench.at("2026-11-01T12:34:56");
        for (Step step : steps) {
            rtc.out(step.address(), step.value());
            rtc.wires.advance(step.millis() * 1_000_000L);
            boolean line = rtc.wires.pin("irq").asserted();
            int b = rtc.in(0x0b);
            rtc.ports.write(0, 1, 0x0c);
            int c = (int) rtc.ports.peek(1, 1);
            assertThat((c & 0x80) != 0).as("IRQF after %s", step).isEqualTo((c & b & 0x70) != 0).isEqualTo(line);
            assertThat(c & 0x0f).isZero();
            assertThat(rtc.in(0x0d)).isEqualTo(0x80);
            if (step.value() % 2 == 0) {
                assertThat(rtc.in(0x0c)).isEqualTo(c);
                assertThat(rtc.wires.pin("irq").asserted()).isFalse();
            }
        }
    }

    @Property(tries = 200)
    void theAlarmFlagDoesNotDependOnHowOftenItIsLookedAt(
            @ForAll @IntRange(max = 0xff) int hours, @ForAll @IntRange(max = 0xff) int minutes,
            @ForAll @IntRange(max = 0xff) int seconds, @ForAll @IntRange(min = 1, max = 4000) int wait) {
        CmosBench rare = CmosBench.at("2026-11-01T22:59:30");
        CmosBench often = CmosBench.at("2026-11-01T22:59:30");
        for (CmosBench rtc : List.of(rare, often)) {
            rtc.out(5, hours);
            rtc.out(3, minutes);
            rtc.out(1, seconds);
        }
        int seen = 0;
        for (int i = 0; i < wait; i++) {
            often.seconds(1);
            seen |= often.in(0x0c);
        }
        rare.seconds(wait);

        assertThat(rare.in(0x0c)).isEqualTo(seen);
    }
}
