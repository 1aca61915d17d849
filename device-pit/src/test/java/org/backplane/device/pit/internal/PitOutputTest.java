package org.backplane.device.pit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.testkit.FakeLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins, and what they cost. */
class PitOutputTest {
    private final PitBench pit = new PitBench();

    @Test
    void theSystemTimerHasNotDriftedAfterAnHour() {
        pit.control(0x34);
        pit.write(0, 1193 & 0xff, 1193 >> 8);
        pit.wires.advance(3600 * 1_000_000_000L);

        assertThat(pit.out0.edges()).isEqualTo((int) ((3600L * 1_193_182 - 1) / 1193));
    }

    @Test
    void mode2GivesAnEdgeAtTheEndOfEachPeriodAndNeedsOneTimerForIt() {
        pit.control(0x34);
        pit.write(0, 100, 0);
        pit.pulses(100);
        assertThat(pit.out0.changes()).isEmpty();
        pit.pulses(1);

        assertThat(pit.out0.changes()).containsExactly(new FakeLine.Change(TickClock.nanos(101), false),
                new FakeLine.Change(TickClock.nanos(101), true));
        assertThat(pit.wires.armedTimers()).containsExactly("out0");
    }

    @Test
    void mode3GivesASquareWave() {
        pit.control(0x36);
        pit.write(0, 100, 0);
        pit.pulses(201);

        assertThat(pit.out0.changes()).containsExactly(
                new FakeLine.Change(TickClock.nanos(51), false), new FakeLine.Change(TickClock.nanos(101), true),
                new FakeLine.Change(TickClock.nanos(151), false), new FakeLine.Change(TickClock.nanos(201), true));
    }

    @Test
    void mode0AndMode4InterruptOnceAndThenNoTimerIsLeft() {
        pit.control(0x30);
        pit.write(0, 100, 0);
        pit.pulses(1000);
        assertThat(pit.out0.changes()).containsExactly(new FakeLine.Change(0, false),
                new FakeLine.Change(TickClock.nanos(101), true));
        assertThat(pit.wires.armedTimers()).isEmpty();
        pit.out0.forget();
        pit.control(0x38);
        pit.write(0, 50, 0);
        pit.pulses(1000);

        assertThat(pit.out0.changes()).containsExactly(new FakeLine.Change(TickClock.nanos(1052), false),
                new FakeLine.Change(TickClock.nanos(1052), true));
        assertThat(pit.wires.armedTimers()).isEmpty();
    }

    @Test
    void aLateTimerGivesOneEdgeAndKeepsThePhase() {
        pit.control(0x34);
        pit.write(0, 100, 0);
        pit.wires.lag(TickClock.nanos(351));
        pit.wires.advance(0);
        assertThat(pit.out0.edges()).as("several periods were missed").isEqualTo(1);
        pit.wires.advance(TickClock.nanos(401) - TickClock.nanos(351));

        assertThat(pit.out0.edges()).isEqualTo(2);
    }

    @Test
    void readingTheCountDoesNotSwallowAnEdge() {
        pit.control(0x34);
        pit.write(0, 100, 0);
        pit.wires.lag(TickClock.nanos(150));
        pit.read(0);
        pit.wires.advance(0);

        assertThat(pit.out0.edges()).isEqualTo(1);
    }

    @ParameterizedTest(name = "mode {0}")
    @ValueSource(ints = {0, 4})
    void theEdgeIsNotLostWhereverTheHostHoldsTheMachineUp(int mode) {
        for (int held = 1; held <= 110; held++) {
            pit.control(0x30 | mode << 1);
            pit.write(0, 100);
            pit.out0.forget();
            pit.wires.hasten(TickClock.nanos(held), () -> pit.write(0, 0));
            pit.wires.advance(TickClock.nanos(1000));
            assertThat(pit.out0.edges()).as("%s pulses between two looks at the clock", held).isEqualTo(1);
        }
    }

    @Test
    void nothingIsArmedBeforeACountIsWrittenAndForTheOtherCounters() {
        assertThat(pit.wires.armedTimers()).isEmpty();
        pit.control(0x34);
        pit.control(0x54);
        pit.write(1, 18);
        pit.control(0xb6);
        pit.write(2, 0, 5);
        pit.port61.write(0, 1, 0x03);

        assertThat(pit.wires.armedTimers()).as("the speaker is not soldered").isEmpty();
    }

    @Test
    void theSpeakerHearsCounter2WhileItsDataBitIsSet() {
        PitBench loud = new PitBench("out0=irq0", "speaker");
        FakeLine speaker = loud.wires.pin("speaker");
        loud.control(0xb6);
        loud.write(2, 100, 0);
        loud.port61.write(0, 1, 0x01);
        loud.pulses(120);
        assertThat(speaker.changes()).isEmpty();
        assertThat(loud.wires.armedTimers()).isEmpty();
        loud.port61.write(0, 1, 0x03);
        loud.pulses(181);
        loud.port61.write(0, 1, 0x00);

        assertThat(speaker.changes()).containsExactly(
                new FakeLine.Change(TickClock.nanos(120), true), new FakeLine.Change(TickClock.nanos(151), false),
                new FakeLine.Change(TickClock.nanos(201), true), new FakeLine.Change(TickClock.nanos(251), false),
                new FakeLine.Change(TickClock.nanos(301), true), new FakeLine.Change(TickClock.nanos(301), false));
        assertThat(loud.wires.armedTimers()).isEmpty();
    }

    @Test
    void theSpeakerCanBeDrivenByItsDataBitAlone() {
        PitBench loud = new PitBench("speaker=beeper");
        loud.port61.write(0, 1, 0x02);
        assertThat(loud.wires.pin("speaker").asserted()).isTrue();
        loud.port61.write(0, 1, 0x00);

        assertThat(loud.wires.pin("speaker").asserted()).isFalse();
    }
}
