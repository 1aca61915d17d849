package org.backplane.device.rtc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Reset;
import org.backplane.bus.testkit.FakeLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MC146818 "Interrupts", "Register C", "Periodic Interrupt Selection", "Alarm". */
class RtcInterruptTest {
    private static final int A = 0x0a;
    private static final int B = 0x0b;
    private static final int C = 0x0c;
    private static final long SECOND = 1_000_000_000L;

    private final CmosBench rtc = CmosBench.at("2026-11-01T12:34:56");
    private final FakeLine irq = rtc.wires.pin("irq");

    @ParameterizedTest(name = "rate {0}: {1} in a second")
    @CsvSource({"1, 256", "2, 128", "3, 8192", "4, 4096", "5, 2048", "6, 1024", "7, 512", "8, 256", "9, 128", "10, 64",
        "11, 32", "12, 16", "13, 8", "14, 4", "15, 2"})
    void thePeriodicInterruptHasItsRateAndDoesNotDrift(int rate, int hertz) {
        rtc.out(A, 0x20 | rate);
        rtc.out(B, 0x42);
        int interrupts = 0;
        long step = SECOND / hertz / 4 + 1;
        for (long time = 0; time + step <= 3 * SECOND; time += step) {
            rtc.wires.advance(step);
            if (irq.asserted()) {
                assertThat(rtc.in(C) & 0xc0).isEqualTo(0xc0);
                interrupts++;
            }
        }
        assertThat(interrupts).isBetween(3 * hertz - 1, 3 * hertz);
    }

    @Test
    void rate0IsNone() {
        rtc.out(A, 0x20);
        rtc.out(B, 0x42);
        rtc.seconds(3);

        assertThat(irq.asserted()).isFalse();
        assertThat(rtc.in(C) & 0x40).isZero();
        assertThat(rtc.wires.armedTimers()).isEmpty();
    }

    @Test
    void thePeriodicTapRisesHalfItsPeriodAwayFromTheUpdate() {
        rtc.out(A, 0x2f);
        rtc.out(B, 0x42);
        rtc.wires.advance(249_999_999);
        assertThat(irq.asserted()).isFalse();
        rtc.wires.advance(1);
        assertThat(irq.asserted()).isTrue();
        rtc.in(C);
        rtc.wires.advance(SECOND / 2);

        assertThat(irq.changes().get(2)).isEqualTo(new FakeLine.Change(3 * SECOND / 4, true));
    }

    @Test
    void theLineStaysUpUntilRegisterCIsReadAndNoTimerRunsMeanwhile() {
        rtc.out(B, 0x42);
        rtc.wires.advance(2_000_000);
        assertThat(irq.asserted()).isTrue();
        assertThat(rtc.wires.armedTimers()).isEmpty();
        rtc.seconds(5);
        assertThat(irq.edges()).isEqualTo(1);

        rtc.ports.write(0, 1, C);
        assertThat(rtc.ports.peek(1, 1)).isEqualTo(0xd0);
        assertThat(irq.asserted()).as("peek clears nothing").isTrue();
        assertThat(rtc.in(C)).isEqualTo(0xd0);
        assertThat(irq.asserted()).isFalse();
        assertThat(rtc.in(C)).isZero();
    }

    @Test
    void flagsAreSetWithoutTheirEnablesAndNoTimerIsNeededForThem() {
        assertThat(rtc.wires.armedTimers()).isEmpty();
        rtc.seconds(1);
        assertThat(rtc.in(C)).as("PF and UF, but not IRQF").isEqualTo(0x50);

        assertThat(irq.changes()).isEmpty();
    }

    @Test
    void enablingTheInterruptOfAFlagThatIsSetRaisesTheLine() {
        rtc.seconds(1);
        rtc.out(B, 0x12);
        assertThat(irq.asserted()).isTrue();
        rtc.out(B, 0x02);

        assertThat(irq.asserted()).as("and disabling drops it").isFalse();
    }

    @Test
    void theUpdateEndedInterruptComesWithTheNewSecond() {
        rtc.out(B, 0x12);
        rtc.wires.advance(SECOND - 1);
        assertThat(irq.asserted()).isFalse();
        rtc.wires.advance(1);

        assertThat(irq.asserted()).isTrue();
        assertThat(rtc.in(0)).isEqualTo(0x57);
        assertThat(rtc.in(C) & 0x90).isEqualTo(0x90);
        rtc.seconds(1);
        assertThat(irq.edges()).isEqualTo(2);
    }

    @Test
    void setGoingHighClearsUieAndStopsUpdateAndAlarmButNotThePeriodicInterrupt() {
        rtc.out(B, 0x32);
        rtc.out(B, 0xf2);
        assertThat(rtc.in(B)).isEqualTo(0xe2);
        rtc.out(1, 0xc0);
        rtc.seconds(2);

        assertThat(rtc.in(C)).isEqualTo(0xc0);
    }

    @ParameterizedTest(name = "alarm {0}:{1}:{2} comes after {3} s")
    @CsvSource({"12, 34, 57, 1", "12, 35, 00, 4", "12, 34, 56, 86400", "12, 34, 55, 86399", "00, 00, 00, 41104",
        "c0, c0, c0, 1", "ff, ff, 10, 14", "c0, 00, 00, 1504", "c0, 35, ff, 4", "13, c0, c0, 1504", "13, ff, 07, 1511"})
    void theAlarmComesWhenAllBytesMatch(String hours, String minutes, String seconds, long expected) {
        rtc.out(5, Integer.parseInt(hours, 16));
        rtc.out(3, Integer.parseInt(minutes, 16));
        rtc.out(1, Integer.parseInt(seconds, 16));
        rtc.out(B, 0x22);
        rtc.wires.advance(expected * SECOND - 1);
        assertThat(irq.asserted()).isFalse();
        rtc.wires.advance(1);

        assertThat(irq.asserted()).isTrue();
        assertThat(rtc.in(C) & 0xa0).isEqualTo(0xa0);
    }

    @Test
    void anAlarmThatCannotMatchDoesNotComeAndArmsNothing() {
        rtc.out(1, 0x60);
        rtc.out(B, 0x22);
        rtc.seconds(200_000);

        assertThat(rtc.in(C) & 0x20).isZero();
        assertThat(rtc.wires.armedTimers()).isEmpty();
    }

    @Test
    void theAlarmFlagIsSetWithoutItsEnableHoweverLateItIsRead() {
        rtc.out(5, 0x23);
        rtc.seconds(36_000);
        assertThat(rtc.in(C) & 0x20).as("22:34:56").isZero();
        rtc.seconds(36_000);

        assertThat(rtc.in(C) & 0x20).as("08:34:56, after 23:00:00").isEqualTo(0x20);
    }

    @Test
    void theAlarmIsComparedInTheFormatOfTheTime() {
        rtc.out(B, 0x80);
        rtc.out(4, 0x92);
        rtc.out(5, 0x81);
        rtc.out(B, 0x20);
        rtc.seconds(25 * 60 + 3);
        assertThat(irq.asserted()).isFalse();
        rtc.seconds(1);

        assertThat(irq.asserted()).as("1 PM is 81").isTrue();
    }

    @Test
    void theDividerResetHoldsTheInterruptsAndTheFirstComesHalfASecondAfterIt() {
        rtc.out(A, 0x76);
        rtc.out(B, 0x52);
        rtc.seconds(10);
        assertThat(rtc.in(C)).isZero();
        assertThat(rtc.wires.armedTimers()).isEmpty();
        rtc.out(A, 0x20);
        rtc.wires.advance(SECOND / 2 - 1);
        assertThat(irq.asserted()).isFalse();
        rtc.wires.advance(1);

        assertThat(rtc.in(C)).isEqualTo(0x90);
    }

    @Test
    void aResetOfTheBoardClearsFlagsAndEnables() {
        rtc.out(B, 0x7b);
        rtc.seconds(1);
        assertThat(irq.asserted()).isTrue();
        rtc.card.reset(Reset.INIT);
        assertThat(irq.asserted()).isTrue();

        rtc.card.reset(Reset.HARD);

        assertThat(irq.asserted()).isFalse();
        assertThat(rtc.in(C)).isZero();
        assertThat(rtc.in(B)).as("DM, 24/12 and DSE stay").isEqualTo(0x03);
        assertThat(rtc.wires.armedTimers()).isEmpty();
    }
}
