package org.backplane.device.pic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.pic.internal.PicBench.NON_SPECIFIC_EOI;
import static org.backplane.device.pic.internal.PicBench.command;
import static org.backplane.device.pic.internal.PicBench.irr;
import static org.backplane.device.pic.internal.PicBench.isr;
import static org.backplane.device.pic.internal.PicBench.mask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 8259A "Initialization Command Words". */
class PicInitializationTest {
    @Test
    void firmwareAndLinuxFindTheMaskBeforeAndAfterTheirWords() {
        PicBench pic = new PicBench();
        mask(pic.master, 0xfb);
        assertThat(pic.master.read(1, 1)).as("the probe of Linux").isEqualTo(0xfb);

        pic.initialize(pic.master, 0x11, 0x30, 0x04, 0x01);
        assertThat(pic.master.read(1, 1)).as("ICW1 clears it").isZero();
        mask(pic.master, 0xb8);

        assertThat(pic.master.read(1, 1)).isEqualTo(0xb8);
        assertThat(pic.master.peek(1, 1)).isEqualTo(0xb8);
    }

    @Test
    void icw2GivesTheUpperFiveBitsOfTheVector() {
        PicBench pic = new PicBench();
        pic.initialize(pic.master, 0x11, 0xff, 0x04, 0x01);
        pic.raise(3);

        assertThat(pic.acknowledge()).isEqualTo(0xfb);
    }

    @Test
    void nothingIsRequestedUntilTheSequenceIsComplete() {
        PicBench pic = new PicBench();
        command(pic.master, 0x11);
        pic.raise(1);
        mask(pic.master, 0x20);
        mask(pic.master, 0x04);
        assertThat(pic.intr.asserted()).isFalse();

        mask(pic.master, 0x01);

        assertThat(pic.intr.asserted()).as("the edge after ICW1 counts").isTrue();
    }

    @Test
    void icw1ForgetsEdgesServiceAndRotation() {
        PicBench pic = PicBench.initialized();
        command(pic.master, 0xc3);
        pic.raise(1);
        pic.acknowledge();
        pic.raise(5);

        pic.initialize(pic.master, 0x11, 0x20, 0x04, 0x01);

        assertThat(irr(pic.master)).as("an input must rise anew").isZero();
        assertThat(isr(pic.master)).isZero();
        assertThat(pic.intr.asserted()).isFalse();
        pic.lower(1, 5);
        pic.raise(1, 5);
        assertThat(pic.acknowledge()).as("level 0 is the highest again").isEqualTo(0x21);
    }

    @Test
    void icw1EndsSpecialMaskModeAndReadsTheRequestsFirst() {
        PicBench pic = PicBench.initialized();
        command(pic.master, 0x68);
        command(pic.master, 0x0b);
        pic.initialize(pic.master, 0x11, 0x20, 0x04, 0x01);
        pic.raise(4);
        assertThat(pic.master.read(0, 1)).isEqualTo(0x10);
        pic.acknowledge();
        mask(pic.master, 0x10);
        pic.raise(6);

        assertThat(pic.intr.asserted()).as("the masked service locks level 6 out").isFalse();
    }

    @Test
    void aSingleChipHasNoIcw3() {
        PicBench pic = new PicBench();
        pic.initialize(pic.master, 0x13, 0x40, 0x01);
        mask(pic.master, 0xfe);

        assertThat(pic.master.read(1, 1)).isEqualTo(0xfe);
        pic.raise(0);
        assertThat(pic.acknowledge()).isEqualTo(0x40);
    }

    @Test
    void aSingleMasterAnswersForInput2Itself() {
        PicBench pic = PicBench.initialized();
        pic.initialize(pic.master, 0x13, 0x40, 0x01);
        pic.raise(9);

        assertThat(pic.acknowledge()).isEqualTo(0x42);
    }

    @Test
    void withoutIcw4TheChipIsIn8085ModeWithoutAutomaticEoi() {
        PicBench pic = PicBench.with(0x11, 0x03);
        pic.initialize(pic.master, 0x10, 0x12, 0x04);
        mask(pic.master, 0x02);
        assertThat(pic.master.read(1, 1)).as("an operation word follows at once").isEqualTo(0x02);
        pic.raise(6);

        assertThat(pic.acknowledge()).as("low byte of the address, 8 apart").isEqualTo(0x30);
        assertThat(isr(pic.master)).isEqualTo(0x40);
    }

    @ParameterizedTest(name = "ICW1 {0}, level {1}: {2}")
    @CsvSource({"f0, 1, c8", "f4, 1, e4", "b4, 7, bc", "50, 7, 78"})
    void in8085ModeTheSecondByteOfTheCallIsRead(String icw1, int level, String value) {
        PicBench pic = new PicBench();
        pic.initialize(pic.master, Integer.parseInt(icw1, 16), 0x12, 0x04);
        pic.raise(level);

        assertThat(pic.acknowledge()).isEqualTo(Integer.parseInt(value, 16));
    }

    @Test
    void aSlaveWithAnotherNumberDoesNotAnswer() {
        PicBench pic = PicBench.initialized();
        pic.initialize(pic.slave, 0x11, 0x28, 0x05, 0x01);
        pic.raise(9);

        assertThat(pic.acknowledge()).as("the bus floats").isEqualTo(0xff);
        assertThat(isr(pic.master)).isEqualTo(0x04);
        assertThat(isr(pic.slave)).isZero();
    }

    @Test
    void aMasterThatKnowsNoSlaveAnswersForInput2Itself() {
        PicBench pic = PicBench.initialized();
        pic.initialize(pic.master, 0x11, 0x20, 0x00, 0x01);
        pic.raise(9);

        assertThat(pic.acknowledge()).isEqualTo(0x22);
    }

    @Test
    void bufferedModeChangesNothingThatAProgramSees() {
        for (int mode : new int[] {0x09, 0x0d}) {
            PicBench pic = PicBench.with(0x11, mode);
            pic.raise(9, 4);
            assertThat(pic.acknowledge()).isEqualTo(0x29);
            command(pic.slave, NON_SPECIFIC_EOI);
            command(pic.master, NON_SPECIFIC_EOI);
            assertThat(pic.acknowledge()).isEqualTo(0x24);
        }
    }
}
