package org.backplane.device.lapic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.lapic.internal.LapicBench.CURRENT;
import static org.backplane.device.lapic.internal.LapicBench.DIVIDE;
import static org.backplane.device.lapic.internal.LapicBench.EOI;
import static org.backplane.device.lapic.internal.LapicBench.INITIAL;
import static org.backplane.device.lapic.internal.LapicBench.IRR;
import static org.backplane.device.lapic.internal.LapicBench.LVT_TIMER;
import static org.backplane.device.lapic.internal.LapicBench.SVR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SDM 3A §10.5.4. The bus has 100 MHz: a clock is 10 ns. */
class LapicTimerTest {
    private static final int PERIODIC = 1 << 17;
    private static final int MASKED = 1 << 16;
    private static final int BY_1 = 0xb;

    private final LapicBench apic = LapicBench.enabled();

    private int served() {
        int count = 0;
        while (apic.intr.asserted()) {
            assertThat(apic.chip.acknowledge()).isEqualTo(0x41);
            apic.write(EOI, 0);
            count++;
        }
        return count;
    }

    @Test
    void aOneShotCountEndsOnceAndStaysZero() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, 1000);
        apic.wires.advance(9_990);
        assertThat(apic.read(CURRENT)).isEqualTo(1);
        assertThat(served()).isZero();

        apic.wires.advance(10);

        assertThat(served()).isEqualTo(1);
        assertThat(apic.read(CURRENT)).isZero();
        assertThat(apic.read(INITIAL)).isEqualTo(1000);
        apic.wires.advance(1_000_000);
        assertThat(served()).isZero();
    }

    @Test
    void aPeriodicCountBeginsAnewWithoutDrift() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.write(INITIAL, 1000);
        for (int i = 1; i <= 5; i++) {
            apic.wires.advance(10_000);
            assertThat(served()).as("period " + i).isEqualTo(1);
        }
        apic.wires.advance(2_500);

        assertThat(apic.read(CURRENT)).isEqualTo(750);
    }

    @ParameterizedTest(name = "{0} divides by {1}")
    @CsvSource({"0, 2", "1, 4", "2, 8", "3, 16", "8, 32", "9, 64", "10, 128", "11, 1"})
    void theDivideConfigurationSetsThePace(int configuration, int divisor) {
        apic.write(DIVIDE, configuration);
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, 100);
        apic.wires.advance(1_000L * divisor - 1);
        assertThat(served()).isZero();

        apic.wires.advance(1);

        assertThat(served()).isEqualTo(1);
    }

    @Test
    void aNewDivisorGoesOnFromThePresentCount() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, 1000);
        apic.wires.advance(6_000);
        apic.write(DIVIDE, 0x0);
        assertThat(apic.read(CURRENT)).isEqualTo(400);
        apic.wires.advance(4_000);
        assertThat(apic.read(CURRENT)).isEqualTo(200);
        apic.wires.advance(4_000);

        assertThat(served()).isEqualTo(1);
    }

    @Test
    void aMaskedTimerCountsWithoutATimerOfTheMachine() {
        apic.write(LVT_TIMER, MASKED | PERIODIC | 0x41);
        apic.write(INITIAL, 1000);
        assertThat(apic.wires.armedTimers()).isEmpty();
        apic.wires.advance(5_000);
        assertThat(apic.read(CURRENT)).isEqualTo(750);
        apic.wires.advance(20_000);
        assertThat(apic.bit(IRR, 0x41)).as("what happens meanwhile is lost").isFalse();
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.wires.advance(14_999);
        assertThat(served()).isZero();

        apic.wires.advance(1);

        assertThat(served()).as("the end of the period that had begun").isEqualTo(1);
    }

    @Test
    void anEndBetweenTwoLooksAtTheClockInterrupts() {
        apic.write(LVT_TIMER, 0x41);
        for (int held = 1_000; held <= 25_000; held += 1_000) {
            apic.wires.hasten(held, () -> apic.write(INITIAL, 1000));
            apic.wires.advance(100_000);
            assertThat(served()).as("the host holds the machine up for %s ns", held).isEqualTo(1);
        }
    }

    @Test
    void zeroStopsIt() {
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.write(INITIAL, 1000);
        apic.write(INITIAL, 0);
        apic.wires.advance(1_000_000);

        assertThat(served()).isZero();
        assertThat(apic.read(CURRENT)).isZero();
        assertThat(apic.wires.armedTimers()).isEmpty();
    }

    @Test
    void writingTheInitialCountStartsAnew() {
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, 1000);
        apic.wires.advance(19_000);
        apic.write(INITIAL, 1000);
        assertThat(apic.read(CURRENT)).isEqualTo(1000);
        apic.wires.advance(19_990);
        assertThat(served()).isZero();
        apic.wires.advance(10);

        assertThat(served()).isEqualTo(1);
    }

    @Test
    void aCountThatHasEndedStandsWhateverTheModeIs() {
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, 1000);
        apic.wires.advance(20_000);
        served();
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.wires.advance(100_000);

        assertThat(apic.read(CURRENT)).isZero();
        assertThat(served()).isZero();
    }

    @Test
    void aPeriodicCountThatBecomesOneShotEndsWithItsPeriod() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.write(INITIAL, 1000);
        apic.wires.advance(25_000);
        served();
        apic.write(LVT_TIMER, 0x41);
        assertThat(apic.read(CURRENT)).isEqualTo(500);
        apic.wires.advance(100_000);

        assertThat(served()).isEqualTo(1);
    }

    @Test
    void whatIsDueIsNotLostWhenTheGuestIsAheadOfTheMachinesTimers() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, 1000);
        apic.wires.lag(20_000);
        apic.write(INITIAL, 5000);

        assertThat(served()).isEqualTo(1);
        apic.wires.advance(50_000);
        assertThat(served()).isEqualTo(1);
    }

    @Test
    void disablingTheApicMasksIt() {
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.write(INITIAL, 1000);
        apic.write(SVR, 0xff);
        apic.wires.advance(100_000);

        assertThat(served()).isZero();
        assertThat(apic.wires.armedTimers()).isEmpty();
        assertThat(apic.read(LVT_TIMER)).isEqualTo(MASKED | PERIODIC | 0x41);
        apic.write(LVT_TIMER, 0x41);
        assertThat(apic.read(LVT_TIMER)).as("the mask cannot be cleared now").isEqualTo(MASKED | 0x41);
    }

    @Test
    void theShortestPeriodDoesNotStopTheMachine() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, PERIODIC | 0x41);
        apic.write(INITIAL, 1);
        int interrupts = 0;
        for (int i = 0; i < 100; i++) {
            apic.wires.advance(1_000);
            interrupts += served();
        }

        assertThat(interrupts).as("one a microsecond").isBetween(99, 101);
    }

    @Test
    void theWholeRangeOfTheCountIsUnsigned() {
        apic.write(DIVIDE, BY_1);
        apic.write(LVT_TIMER, 0x41);
        apic.write(INITIAL, -1);
        apic.wires.advance(10);
        assertThat(apic.read(CURRENT)).isEqualTo(-2);
        apic.wires.advance(0xffff_fffeL * 10);

        assertThat(served()).isEqualTo(1);
    }
}
