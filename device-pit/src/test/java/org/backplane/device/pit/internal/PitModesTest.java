package org.backplane.device.pit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The waveforms of 8254 "Mode Definitions", on counter 2, whose gate and output a program can reach. */
class PitModesTest {
    private final PitBench pit = new PitBench();

    private void start(int mode, boolean gate, int count) {
        pit.gate2(gate);
        pit.control(0x90 | mode << 1);
        pit.write(2, count);
    }

    @Test
    void mode0RisesNPlus1PulsesAfterTheCountIsWrittenAndCountsOn() {
        pit.gate2(true);
        pit.control(0x90);
        assertThat(pit.out2()).as("low after the control word").isFalse();
        pit.write(2, 4);

        assertThat(pit.counts2(7)).isEqualTo("4 3 2 1 0 ff fe");
        start(0, true, 4);
        assertThat(pit.out2(7)).isEqualTo("LLLLHHH");
    }

    @Test
    void mode0StopsWhileTheGateIsLow() {
        start(0, true, 3);
        assertThat(pit.counts2(2)).isEqualTo("3 2");
        pit.gate2(false);
        assertThat(pit.counts2(3)).isEqualTo("2 2 2");
        pit.gate2(true);

        assertThat(pit.out2(2)).isEqualTo("LH");
    }

    @Test
    void mode0LoadsWithTheGateLowAndRisesNPulsesAfterItGoesHigh() {
        start(0, false, 3);
        assertThat(pit.counts2(2)).isEqualTo("3 3");
        pit.gate2(true);

        assertThat(pit.out2(3)).isEqualTo("LLH");
    }

    @Test
    void mode0BeginsAnewWithANewCount() {
        start(0, true, 3);
        assertThat(pit.counts2(2)).isEqualTo("3 2");
        pit.write(2, 2);
        assertThat(pit.counts2(3)).isEqualTo("2 1 0");
        assertThat(pit.out2()).isTrue();
        pit.write(2, 2);
        assertThat(pit.out2()).as("a new count lowers OUT").isFalse();
    }

    @Test
    void mode0StopsAtTheFirstOfTwoBytes() {
        pit.gate2(true);
        pit.control(0xb0);
        pit.write(2, 3, 0);
        pit.pulses(5);
        assertThat(pit.out2()).isTrue();
        pit.write(2, 2);
        assertThat(pit.out2()).as("low at once").isFalse();
        assertThat(pit.readBoth(2)).isEqualTo(0xffff);
        pit.pulses(9);
        assertThat(pit.readBoth(2)).as("stopped").isEqualTo(0xffff);
        pit.write(2, 0);

        assertThat(pit.out2(3)).isEqualTo("LLH");
    }

    @Test
    void mode1IsLowForNPulsesFromThePulseAfterTheTrigger() {
        start(1, false, 3);
        assertThat(pit.out2(3)).isEqualTo("HHH");
        pit.gate2(true);

        assertThat(pit.out2(6)).isEqualTo("LLLHHH");
    }

    @Test
    void mode1IsRetriggerableAndTakesANewCountWithTheTriggerOnly() {
        start(1, false, 3);
        pit.gate2(true);
        assertThat(pit.out2(2)).isEqualTo("LL");
        pit.write(2, 4);
        assertThat(pit.out2(2)).as("the pulse that runs is not affected").isEqualTo("LH");
        pit.gate2(false);
        pit.gate2(true);
        assertThat(pit.out2(2)).isEqualTo("LL");
        pit.gate2(false);
        pit.gate2(true);

        assertThat(pit.out2(6)).isEqualTo("LLLLHH");
    }

    @Test
    void mode2IsLowForThePulseInWhichTheCountIs1() {
        start(2, true, 3);
        assertThat(pit.counts2(7)).isEqualTo("3 2 1 3 2 1 3");
        start(2, true, 3);
        assertThat(pit.out2(7)).isEqualTo("HHLHHLH");
    }

    @Test
    void mode2TakesANewCountAtTheEndOfThePeriod() {
        start(2, true, 4);
        assertThat(pit.counts2(2)).isEqualTo("4 3");
        pit.write(2, 5);

        assertThat(pit.counts2(8)).isEqualTo("2 1 5 4 3 2 1 5");
    }

    @Test
    void mode2StopsWithTheGateAndStartsAnewWithIt() {
        start(2, true, 3);
        assertThat(pit.out2(3)).isEqualTo("HHL");
        pit.gate2(false);
        assertThat(pit.out2()).as("high at once").isTrue();
        assertThat(pit.out2(4)).isEqualTo("HHHH");
        pit.gate2(true);

        assertThat(pit.counts2(4)).isEqualTo("3 2 1 3");
    }

    @Test
    void mode3HalvesAnEvenCount() {
        start(3, true, 4);
        assertThat(pit.counts2(6)).isEqualTo("4 2 4 2 4 2");
        start(3, true, 4);
        assertThat(pit.out2(9)).isEqualTo("HHLLHHLLH");
    }

    @Test
    void mode3IsHighOnePulseLongerWithAnOddCount() {
        start(3, true, 5);
        assertThat(pit.counts2(10)).isEqualTo("4 2 0 4 2 4 2 0 4 2");
        start(3, true, 5);
        assertThat(pit.out2(11)).isEqualTo("HHHLLHHHLLH");
    }

    @Test
    void mode3TakesANewCountAtTheEndOfTheHalf() {
        start(3, true, 4);
        assertThat(pit.out2(1)).isEqualTo("H");
        pit.write(2, 6);

        assertThat(pit.out2(12)).isEqualTo("HLLLHHHLLLHH");
    }

    @Test
    void mode3GoesHighWithTheGateLowAndStartsAnew() {
        start(3, true, 4);
        assertThat(pit.out2(3)).isEqualTo("HHL");
        pit.gate2(false);
        assertThat(pit.out2(3)).isEqualTo("HHH");
        pit.gate2(true);

        assertThat(pit.out2(5)).isEqualTo("HHLLH");
    }

    @Test
    void mode4StrobesOnceNPlus1PulsesAfterTheCountIsWritten() {
        start(4, true, 3);
        assertThat(pit.out2(300)).isEqualTo("HHHL" + "H".repeat(296));
    }

    @Test
    void mode4StopsWithTheGateAndBeginsAnewWithANewCount() {
        start(4, true, 3);
        assertThat(pit.counts2(2)).isEqualTo("3 2");
        pit.gate2(false);
        assertThat(pit.counts2(2)).isEqualTo("2 2");
        pit.gate2(true);
        assertThat(pit.out2(1)).isEqualTo("H");
        pit.write(2, 2);

        assertThat(pit.out2(5)).isEqualTo("HHLHH");
    }

    @Test
    void mode5StrobesOnceNPlus1PulsesAfterTheTrigger() {
        start(5, false, 3);
        assertThat(pit.out2(5)).isEqualTo("HHHHH");
        pit.gate2(true);
        assertThat(pit.out2(2)).isEqualTo("HH");
        pit.gate2(false);
        assertThat(pit.out2(3)).as("the level of the gate has no effect").isEqualTo("HLH");
        pit.gate2(true);
        pit.out2(1);
        pit.gate2(false);
        pit.gate2(true);

        assertThat(pit.out2(6)).as("retriggered").isEqualTo("HHHLHH");
    }

    @Test
    void aTriggerBeforeTheCountIsWrittenDoesNothing() {
        pit.control(0x92);
        pit.gate2(true);
        assertThat(pit.out2(3)).isEqualTo("HHH");
        pit.write(2, 2);

        assertThat(pit.out2(3)).isEqualTo("HHH");
    }

    @Test
    void inBcdTheCountHasDecimalDigits() {
        pit.gate2(true);
        pit.control(0xb1);
        pit.write(2, 0x00, 0x10);
        pit.pulses(2);
        assertThat(pit.readBoth(2)).isEqualTo(0x0999);
        pit.pulses(1000);
        assertThat(pit.readBoth(2)).as("below 0 comes 9999").isEqualTo(0x9999);
        assertThat(pit.out2()).isTrue();
    }

    @Test
    void zeroIsTheLargestCount() {
        pit.gate2(true);
        pit.control(0xb0);
        pit.write(2, 0, 0);
        pit.pulses(65_536);
        assertThat(pit.out2()).isFalse();
        pit.pulses(1);
        assertThat(pit.out2()).isTrue();
        pit.control(0xb1);
        pit.write(2, 0, 0);
        pit.pulses(10_000);
        assertThat(pit.out2()).isFalse();
        pit.pulses(1);
        assertThat(pit.out2()).isTrue();
    }

    @Test
    void modes6And7AreModes2And3() {
        start(6, true, 3);
        assertThat(pit.out2(4)).isEqualTo("HHLH");
        start(7, true, 4);
        assertThat(pit.out2(5)).isEqualTo("HHLLH");
    }

    @Test
    void aPeriodOfOneIsReportedAndGivesNoPulses() {
        start(2, true, 1);
        assertThat(pit.out2(4)).isEqualTo("HHHH");
        assertThat(pit.wires.events().guest()).containsExactly("counter 2 loaded with 1, the smallest count of modes 2 and"
                + " 3 is 2 (8254 \"Minimum and Maximum Initial Counts\")");
        pit.write(2, 2);

        assertThat(pit.out2(4)).isEqualTo("HLHL");
    }
}
