package org.backplane.device.pic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.pic.internal.PicBench.NON_SPECIFIC_EOI;
import static org.backplane.device.pic.internal.PicBench.command;
import static org.backplane.device.pic.internal.PicBench.irr;
import static org.backplane.device.pic.internal.PicBench.isr;
import static org.backplane.device.pic.internal.PicBench.mask;

import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, edges and levels, acknowledge cycles: 8259A "Interrupt Sequence", "Edge and Level Triggered Modes". */
class PicRequestTest {
    private final PicBench pic = PicBench.initialized();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void eachInputHasItsVector(int irq) {
        pic.raise(irq);

        assertThat(pic.intr.asserted()).isTrue();
        assertThat(irr(pic.master)).isEqualTo(irq < 8 ? 1 << irq : 0x04);
        assertThat(irr(pic.slave)).isEqualTo(irq < 8 ? 0 : 1 << irq - 8);
        assertThat(pic.acknowledge()).isEqualTo(0x20 + irq);
        assertThat(pic.intr.asserted()).isFalse();
        assertThat(isr(pic.master)).isEqualTo(irq < 8 ? 1 << irq : 0x04);
        assertThat(isr(pic.slave)).isEqualTo(irq < 8 ? 0 : 1 << irq - 8);
        assertThat(irr(pic.master) | irr(pic.slave)).as("the latch is empty although the input is high").isZero();
    }

    @Test
    void anEdgeRequestsOnceHoweverLongTheInputStaysHigh() {
        pic.raise(4);
        pic.acknowledge();
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.intr.asserted()).isFalse();

        pic.lower(4);
        pic.raise(4);

        assertThat(pic.intr.asserted()).isTrue();
    }

    @Test
    void anEdgeDuringServiceWaitsForTheEndOfInterrupt() {
        pic.raise(4);
        pic.acknowledge();
        pic.lower(4);
        pic.raise(4);
        assertThat(pic.intr.asserted()).isFalse();
        assertThat(irr(pic.master)).isEqualTo(0x10);

        command(pic.master, NON_SPECIFIC_EOI);

        assertThat(pic.intr.asserted()).isTrue();
        assertThat(pic.acknowledge()).isEqualTo(0x24);
    }

    @Test
    void aRequestThatGoesAwayBeforeItsAcknowledgeGivesLevel7WithoutService() {
        pic.raise(4);
        pic.lower(4);
        assertThat(irr(pic.master)).isZero();
        assertThat(pic.intr.asserted()).as("INT stays until the processor acknowledges").isTrue();

        assertThat(pic.acknowledge()).isEqualTo(0x27);
        assertThat(isr(pic.master)).as("a handler tells the default from IRQ 7 by this").isZero();
        assertThat(pic.intr.asserted()).isFalse();
    }

    @Test
    void aSlavesRequestThatGoesAwayGivesLevel15WithTheMasterInService() {
        pic.raise(10);
        pic.lower(10);
        assertThat(pic.intr.asserted()).isTrue();

        assertThat(pic.acknowledge()).isEqualTo(0x2f);
        assertThat(isr(pic.slave)).isZero();
        assertThat(isr(pic.master)).as("the master needs its EOI").isEqualTo(0x04);
        assertThat(pic.intr.asserted()).isFalse();
    }

    @Test
    void anotherRequestTakesThePlaceOfOneThatWentAway() {
        pic.raise(4, 6);
        pic.lower(4);

        assertThat(pic.acknowledge()).isEqualTo(0x26);
        assertThat(pic.intr.asserted()).as("nothing is left").isFalse();
    }

    @Test
    void aRequestThatComesBackIsNotSpurious() {
        pic.raise(0);
        pic.lower(0);
        pic.raise(0);

        assertThat(pic.acknowledge()).isEqualTo(0x20);
        assertThat(pic.intr.asserted()).isFalse();
    }

    @Test
    void aMaskTakesTheRequestFromIntAndKeepsTheLatch() {
        pic.raise(4);
        mask(pic.master, 0x10);
        assertThat(pic.intr.asserted()).isFalse();
        assertThat(irr(pic.master)).isEqualTo(0x10);

        mask(pic.master, 0x00);

        assertThat(pic.acknowledge()).isEqualTo(0x24);
    }

    @Test
    void maskingAfterTheRequestWentAwayTakesIntWithIt() {
        pic.raise(4);
        pic.lower(4);

        mask(pic.master, 0x10);

        assertThat(pic.intr.asserted()).isFalse();
    }

    @Test
    void anAcknowledgeWithoutARequestGivesTheDefault() {
        assertThat(pic.acknowledge()).isEqualTo(0x27);
        assertThat(isr(pic.master)).isZero();
    }

    @Test
    void aLevelRequestsAgainAfterEachEndOfInterrupt() {
        pic.elcr.write(0, 1, 0x20);
        pic.raise(5);
        assertThat(pic.acknowledge()).isEqualTo(0x25);
        assertThat(irr(pic.master)).as("the input is the request").isEqualTo(0x20);
        assertThat(pic.intr.asserted()).isFalse();

        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.intr.asserted()).isTrue();
        assertThat(pic.acknowledge()).isEqualTo(0x25);
        pic.lower(5);
        command(pic.master, NON_SPECIFIC_EOI);

        assertThat(pic.intr.asserted()).isFalse();
    }

    @Test
    void ltimMakesEveryInputLevelTriggered() {
        PicBench level = PicBench.with(0x19, 0x01);
        level.raise(3, 12);
        assertThat(level.acknowledge()).isEqualTo(0x2c);
        command(level.slave, NON_SPECIFIC_EOI);
        command(level.master, NON_SPECIFIC_EOI);

        assertThat(level.acknowledge()).as("irq12 is still high").isEqualTo(0x2c);
    }

    @Test
    void aLevelOfASlaveRequestsAgainThroughTheMastersEdge() {
        pic.elcr.write(1, 1, 0x0c);
        pic.raise(10, 11);
        for (int vector : new int[] {0x2a, 0x2a, 0x2a}) {
            assertThat(pic.acknowledge()).isEqualTo(vector);
            command(pic.slave, NON_SPECIFIC_EOI);
            command(pic.master, NON_SPECIFIC_EOI);
        }
        pic.lower(10);

        assertThat(pic.acknowledge()).isEqualTo(0x2b);
    }

    @Test
    void theSlavesNextRequestReachesTheMasterWhicheverEndsItsServiceFirst() {
        pic.raise(14, 15);
        assertThat(pic.acknowledge()).isEqualTo(0x2e);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.intr.asserted()).isFalse();
        command(pic.slave, NON_SPECIFIC_EOI);

        assertThat(pic.intr.asserted()).isTrue();
        assertThat(pic.acknowledge()).isEqualTo(0x2f);
    }

    @Test
    void elcrHasNoBitsForTheInputsThatAreEdgesAlways() {
        pic.elcr.write(0, 1, 0xff);
        pic.elcr.write(1, 1, 0xff);

        assertThat(pic.elcr.read(0, 1)).isEqualTo(0xf8);
        assertThat(pic.elcr.read(1, 1)).isEqualTo(0xde);
        assertThat(pic.elcr.peek(1, 1)).isEqualTo(0xde);
        assertThat(pic.wires.events().guest()).containsExactly(
                "ELCR1 written with ff, of which only f8 can be set (82371AB \"ELCR1\")",
                "ELCR2 written with ff, of which only de can be set (82371AB \"ELCR2\")");
    }

    @Test
    void anInputThatIsHighRequestsWhenItBecomesLevelTriggered() {
        pic.raise(11);
        pic.acknowledge();
        command(pic.slave, NON_SPECIFIC_EOI);
        command(pic.master, NON_SPECIFIC_EOI);
        assertThat(pic.intr.asserted()).isFalse();

        pic.elcr.write(1, 1, 0x08);

        assertThat(pic.acknowledge()).isEqualTo(0x2b);
    }

    @Test
    void afterPowerOnEverythingReadsZeroAndNothingIsRequested() {
        PicBench cold = new PicBench();
        cold.raise(0, 8);

        for (int port = 0; port < 2; port++) {
            assertThat(cold.master.read(port, 1)).isZero();
            assertThat(cold.slave.read(port, 1)).isZero();
            assertThat(cold.elcr.read(port, 1)).isZero();
        }
        assertThat(cold.intr.asserted()).isFalse();
    }

    @Test
    void aResetOfTheBoardIsLikePowerOnAndInitDoesNothing() {
        pic.elcr.write(0, 1, 0x20);
        pic.raise(5);
        pic.card.reset(Reset.INIT);
        assertThat(pic.intr.asserted()).isTrue();

        pic.card.reset(Reset.HARD);

        assertThat(pic.intr.asserted()).isFalse();
        assertThat(pic.elcr.read(0, 1)).isZero();
        assertThat(pic.master.read(0, 1)).isZero();
    }
}
