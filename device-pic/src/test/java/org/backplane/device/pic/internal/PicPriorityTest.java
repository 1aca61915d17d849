package org.backplane.device.pic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.pic.internal.PicBench.NON_SPECIFIC_EOI;
import static org.backplane.device.pic.internal.PicBench.command;
import static org.backplane.device.pic.internal.PicBench.irr;
import static org.backplane.device.pic.internal.PicBench.isr;
import static org.backplane.device.pic.internal.PicBench.mask;

import org.junit.jupiter.api.Test;

/** Nesting, ends of interrupts, rotation, special modes and poll: 8259A "Operation Command Words". */
class PicPriorityTest {
    private final PicBench pic = PicBench.initialized();

    @Test
    void aHigherLevelInterruptsAndALowerOneWaits() {
        pic.raise(4);
        assertThat(pic.acknowledge()).isEqualTo(0x24);
        pic.raise(6);
        assertThat(pic.intr.asserted()).isFalse();
        pic.raise(1);

        assertThat(pic.acknowledge()).isEqualTo(0x21);
        assertThat(isr(pic.master)).isEqualTo(0x12);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(isr(pic.master)).as("the highest level ends first").isEqualTo(0x10);
        assertThat(pic.intr.asserted()).isFalse();
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.acknowledge()).isEqualTo(0x26);
    }

    @Test
    void aSpecificEndOfInterruptEndsTheLevelItNames() {
        pic.raise(4);
        pic.acknowledge();
        pic.raise(1);
        pic.acknowledge();

        command(pic.master, 0x64);
        assertThat(isr(pic.master)).isEqualTo(0x02);
        command(pic.master, 0x61);

        assertThat(isr(pic.master)).isZero();
    }

    @Test
    void linuxEndsAnInterruptOfTheSlaveWithTwoSpecificOnes() {
        pic.raise(12);
        pic.acknowledge();
        command(pic.slave, 0x64);
        command(pic.master, 0x62);

        assertThat(isr(pic.slave) | isr(pic.master)).isZero();
    }

    @Test
    void anEndWithoutServiceAndTheCommandWithoutMeaningDoNothing() {
        command(pic.master, NON_SPECIFIC_EOI);
        command(pic.master, 0xa0);
        pic.raise(3);
        pic.acknowledge();
        command(pic.master, 0x43);

        assertThat(isr(pic.master)).isEqualTo(0x08);
        pic.raise(1);
        assertThat(pic.acknowledge()).as("nothing was rotated").isEqualTo(0x21);
    }

    @Test
    void automaticEndOfInterruptLeavesNothingInService() {
        PicBench automatic = PicBench.with(0x11, 0x03);
        automatic.raise(4, 9);
        assertThat(automatic.acknowledge()).isEqualTo(0x29);
        assertThat(isr(automatic.master) | isr(automatic.slave)).isZero();
        assertThat(automatic.intr.asserted()).isTrue();

        assertThat(automatic.acknowledge()).isEqualTo(0x24);
        assertThat(automatic.intr.asserted()).isFalse();
    }

    @Test
    void aSlaveWithAutomaticEndGivesTheMasterAnEdgeForEachRequest() {
        PicBench automatic = PicBench.with(0x11, 0x03);
        automatic.raise(9, 10, 15);

        assertThat(automatic.acknowledge()).isEqualTo(0x29);
        assertThat(automatic.acknowledge()).isEqualTo(0x2a);
        assertThat(automatic.acknowledge()).isEqualTo(0x2f);
        assertThat(automatic.intr.asserted()).isFalse();
    }

    @Test
    void rotationOnANonSpecificEndMakesTheLevelTheLowest() {
        pic.raise(4);
        pic.acknowledge();
        command(pic.master, 0xa0);
        pic.lower(4);
        pic.raise(3, 4, 5);

        assertThat(pic.acknowledge()).as("5 is the highest now").isEqualTo(0x25);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.acknowledge()).as("then 6, 7, 0 to 3").isEqualTo(0x23);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.acknowledge()).as("4 comes last").isEqualTo(0x24);
    }

    @Test
    void rotationOnASpecificEndNamesTheLowestLevel() {
        pic.raise(4);
        pic.acknowledge();
        command(pic.master, 0xe4);
        assertThat(isr(pic.master)).isZero();
        pic.raise(3, 6);

        assertThat(pic.acknowledge()).isEqualTo(0x26);
    }

    @Test
    void setPriorityNamesTheLowestLevelWithoutAnEnd() {
        pic.raise(7);
        pic.acknowledge();
        command(pic.master, 0xc5);
        assertThat(isr(pic.master)).isEqualTo(0x80);
        pic.raise(6, 0);

        assertThat(pic.acknowledge()).as("6 is the highest of all").isEqualTo(0x26);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(isr(pic.master)).isEqualTo(0x80);
        assertThat(pic.intr.asserted()).as("0 comes after 7 now").isFalse();
    }

    @Test
    void rotationInAutomaticModeGoesRound() {
        PicBench automatic = PicBench.with(0x11, 0x03);
        command(automatic.master, 0x80);
        automatic.raise(3, 4);
        assertThat(automatic.acknowledge()).isEqualTo(0x23);
        automatic.lower(3);
        automatic.raise(3);
        assertThat(automatic.acknowledge()).as("3 went to the end").isEqualTo(0x24);
        command(automatic.master, 0x00);
        automatic.lower(4);
        automatic.raise(4);
        assertThat(automatic.acknowledge()).as("4 went to the end").isEqualTo(0x23);
        automatic.lower(3);
        automatic.raise(3);

        assertThat(automatic.acknowledge()).as("the rotation was switched off").isEqualTo(0x23);
    }

    @Test
    void inSpecialMaskModeAMaskedServiceLocksNobodyOut() {
        pic.raise(4);
        pic.acknowledge();
        command(pic.master, 0x68);
        mask(pic.master, 0x10);
        pic.raise(6);

        assertThat(pic.acknowledge()).isEqualTo(0x26);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(isr(pic.master)).as("the masked one is not ended unnamed").isEqualTo(0x10);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(isr(pic.master)).isEqualTo(0x10);
        command(pic.master, 0x48);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(isr(pic.master)).as("it is in the ordinary mode").isZero();
    }

    @Test
    void ocw3WithoutEsmmLeavesTheSpecialMaskModeAlone() {
        command(pic.master, 0x68);
        command(pic.master, 0x08);
        command(pic.master, 0x28);
        pic.raise(4);
        pic.acknowledge();
        mask(pic.master, 0x10);
        pic.raise(6);

        assertThat(pic.intr.asserted()).isTrue();
    }

    @Test
    void inSpecialFullyNestedModeAHigherRequestOfTheSameSlaveGetsThrough() {
        PicBench nested = PicBench.with(0x11, 0x11);
        nested.raise(12);
        assertThat(nested.acknowledge()).isEqualTo(0x2c);
        nested.raise(4);
        assertThat(nested.intr.asserted()).as("the master's own lower levels wait").isFalse();
        nested.raise(9);

        assertThat(nested.acknowledge()).isEqualTo(0x29);
        command(nested.slave, NON_SPECIFIC_EOI);
        assertThat(isr(nested.slave)).isEqualTo(0x10);
    }

    @Test
    void inFullyNestedModeTheSlaveIsLockedOutWhileItIsServed() {
        pic.raise(12);
        pic.acknowledge();
        pic.raise(9);
        assertThat(pic.intr.asserted()).isFalse();
        assertThat(irr(pic.master)).isEqualTo(0x04);

        command(pic.master, NON_SPECIFIC_EOI);

        assertThat(pic.acknowledge()).isEqualTo(0x29);
    }

    @Test
    void theReadAfterAPollCommandAcknowledges() {
        pic.raise(9, 5);
        command(pic.master, 0x0c);
        assertThat(pic.master.peek(0, 1)).isEqualTo(0x82);
        assertThat(pic.master.read(0, 1)).isEqualTo(0x82);
        command(pic.slave, 0x0c);
        assertThat(pic.slave.read(1, 1)).as("either address polls").isEqualTo(0x81);

        assertThat(isr(pic.master)).isEqualTo(0x04);
        assertThat(isr(pic.slave)).isEqualTo(0x02);
        assertThat(pic.intr.asserted()).isFalse();
        command(pic.master, 0x62);
        assertThat(pic.acknowledge()).isEqualTo(0x25);
    }

    @Test
    void aPollWithoutARequestSaysSoAndHoldsForOneRead() {
        mask(pic.master, 0x55);
        command(pic.master, 0x0c);

        assertThat(pic.master.read(1, 1)).isZero();
        assertThat(pic.master.read(1, 1)).isEqualTo(0x55);
    }

    @Test
    void theChoiceOfTheRegisterStaysAndAPollDoesNotChangeIt() {
        pic.raise(4);
        pic.acknowledge();
        command(pic.master, 0x0b);
        command(pic.master, 0x0e);
        pic.master.read(0, 1);

        assertThat(pic.master.read(0, 1)).isEqualTo(0x10);
        assertThat(pic.master.read(0, 1)).isEqualTo(0x10);
    }
}
