package org.backplane.device.pit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Reset;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.junit.jupiter.api.Test;

/** Bytes, latches and status: 8254 "Read Operations", "Counter Latch Command", "Read-Back Command"; and port 61h. */
class PitAccessTest {
    private final PitBench pit = new PitBench();

    @Test
    void oneByteAccessLeavesTheOtherByteZero() {
        pit.gate2(true);
        pit.control(0xa0);
        pit.write(2, 0x12);
        pit.pulses(1);
        assertThat(pit.read(2)).isEqualTo(0x12);
        assertThat(pit.read(2)).isEqualTo(0x12);
        pit.pulses(1);

        assertThat(pit.read(2)).as("0x1200 - 1").isEqualTo(0x11);
    }

    @Test
    void readsAndWritesOfTwoBytesMayBeInterleaved() {
        pit.gate2(true);
        pit.control(0xb4);
        pit.write(2, 0x34, 0x12);
        pit.pulses(1);
        assertThat(pit.read(2)).isEqualTo(0x34);
        pit.write(2, 0x78);
        assertThat(pit.read(2)).isEqualTo(0x12);
        pit.write(2, 0x56);
        pit.pulses(0x1234);

        assertThat(pit.readBoth(2)).isEqualTo(0x5678);
    }

    @Test
    void aLatchedCountStaysUntilItIsReadAndASecondLatchIsIgnored() {
        pit.control(0x34);
        pit.write(0, 0x00, 0x10);
        pit.pulses(1);
        pit.control(0x00);
        pit.pulses(0x100);
        pit.control(0x00);
        pit.pulses(0x100);

        assertThat(pit.counters.peek(0, 1)).isEqualTo(0x00);
        assertThat(pit.readBoth(0)).isEqualTo(0x1000);
        assertThat(pit.readBoth(0)).as("the counter itself").isEqualTo(0x0e00);
    }

    @Test
    void linuxReadsAMonotonicClockThroughTheLatch() {
        pit.control(0x34);
        pit.write(0, 0xa5, 0x12);
        int last = 0x12a6;
        for (int i = 0; i < 0x12a5; i++) {
            pit.pulses(1);
            pit.control(0x00);
            int count = pit.readBoth(0);
            assertThat(count).isEqualTo(last - 1);
            last = count;
        }
    }

    @Test
    void aControlWordForgetsLatchesAndHalves() {
        pit.control(0x34);
        pit.write(0, 0x11);
        pit.control(0x00);
        pit.control(0xee & 0xc2);
        pit.read(0);
        pit.control(0x34);
        pit.write(0, 0x22, 0x11);
        pit.pulses(1);

        assertThat(pit.readBoth(0)).isEqualTo(0x1122);
    }

    @Test
    void statusTellsOutNullCountAndTheControlWord() {
        pit.control(0x3b);
        pit.control(0xe2);
        assertThat(pit.read(0)).as("OUT high, null count, both bytes, mode 5, BCD").isEqualTo(0xfb);
        pit.control(0x30);
        pit.control(0xe2);
        assertThat(pit.read(0)).as("OUT low").isEqualTo(0x70);
        pit.write(0, 2);
        pit.write(0, 0);
        pit.control(0xe2);
        assertThat(pit.read(0)).as("not loaded yet").isEqualTo(0x70);
        pit.pulses(1);
        pit.control(0xe2);
        assertThat(pit.read(0)).as("loaded").isEqualTo(0x30);
        pit.pulses(2);
        pit.control(0xe2);
        assertThat(pit.read(0)).as("expired").isEqualTo(0xb0);
    }

    @Test
    void nullCountStaysUntilAPeriodicCounterLoadsTheNewCount() {
        pit.control(0x14);
        pit.write(0, 5);
        pit.pulses(2);
        pit.write(0, 7);
        pit.control(0xe2);
        assertThat(pit.read(0)).isEqualTo(0xd4);
        pit.pulses(4);
        pit.control(0xe2);

        assertThat(pit.read(0)).isEqualTo(0x94);
    }

    @Test
    void readBackLatchesSeveralCountersAndGivesStatusFirst() {
        pit.control(0x34);
        pit.write(0, 0x00, 0x20);
        pit.control(0x54);
        pit.write(1, 0x80);
        pit.pulses(1);
        pit.control(0xc6);
        pit.pulses(0x10);
        pit.control(0xc6);

        assertThat(pit.read(0)).isEqualTo(0xb4);
        assertThat(pit.readBoth(0)).isEqualTo(0x2000);
        assertThat(pit.read(1)).isEqualTo(0x94);
        assertThat(pit.read(1)).isEqualTo(0x80);
        assertThat(pit.read(1)).as("the counter itself").isEqualTo(0x70);
    }

    @Test
    void seaBiosLatchesTheCountByReadBack() {
        pit.control(0x34);
        pit.write(0, 0, 0);
        pit.pulses(0x1235);
        pit.control(0xd2);

        assertThat(pit.readBoth(0)).isEqualTo(0x10000 - 0x1234);
    }

    @Test
    void theControlWordRegisterCannotBeRead() {
        assertThat(pit.counters.read(3, 1)).isEqualTo(0xff);
        assertThat(pit.counters.peek(3, 1)).isEqualTo(0xff);
    }

    @Test
    void afterPowerOnPort61HasNothingSetButWhatMoves() {
        for (int i = 0; i < 40; i++) {
            pit.pulses(1);
            assertThat(pit.port61.read(0, 1) & ~0x10).isEqualTo(0x20);
        }
    }

    @Test
    void port61HoldsFourBitsAndTogglesWithTheRefresh() {
        pit.port61.write(0, 1, 0xff);
        assertThat(pit.port61.read(0, 1) & 0xcf).isEqualTo(0x0f);
        int toggles = 0;
        for (int i = 0, last = 0; i < 1800; i++) {
            pit.pulses(1);
            int bit = (int) pit.port61.peek(0, 1) & 0x10;
            toggles += bit != last ? 1 : 0;
            last = bit;
        }
        assertThat(toggles).as("once in 18 pulses").isEqualTo(100);
    }

    @Test
    void firmwareCalibratesWithCounter2AndBit5() {
        pit.port61.write(0, 1, 0x01);
        pit.control(0xb0);
        pit.write(2, 0x00, 0x08);
        int waited = 0;
        while ((pit.port61.read(0, 1) & 0x20) == 0) {
            pit.pulses(1);
            waited++;
        }
        assertThat(waited).isEqualTo(0x801);
        assertThat(pit.wires.armedTimers()).as("nobody watches counter 2").isEmpty();
    }

    @Test
    void aResetOfTheBoardIsLikePowerOnAndInitDoesNothing() {
        pit.port61.write(0, 1, 0x03);
        pit.control(0x34);
        pit.write(0, 0, 0x10);
        pit.card.reset(Reset.INIT);
        assertThat(pit.wires.armedTimers()).containsExactly("out0");

        pit.card.reset(Reset.HARD);

        assertThat(pit.wires.armedTimers()).isEmpty();
        assertThat(pit.port61.read(0, 1) & ~0x10).isEqualTo(0x20);
        assertThat(pit.readBoth(0)).isZero();
    }

    @Test
    void theCountersAreDeclaredAndTheControlWordIsForWritingOnly() {
        RegisterMap map = ((RegisterBlock) pit.card).registers("counters").orElseThrow();

        assertThat(map.registers()).extracting(Register::access).containsExactly(Register.Access.RW, Register.Access.RW,
                Register.Access.RW, Register.Access.WO);
        assertThat(((RegisterBlock) pit.card).registers("control").orElseThrow().register("NMISC").writableBits())
                .as("port 61h").isEqualTo(0x0f);
    }
}
