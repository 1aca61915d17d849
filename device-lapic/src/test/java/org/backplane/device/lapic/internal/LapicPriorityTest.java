package org.backplane.device.lapic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.lapic.internal.LapicBench.EOI;
import static org.backplane.device.lapic.internal.LapicBench.IRR;
import static org.backplane.device.lapic.internal.LapicBench.ISR;
import static org.backplane.device.lapic.internal.LapicBench.PPR;
import static org.backplane.device.lapic.internal.LapicBench.SVR;
import static org.backplane.device.lapic.internal.LapicBench.TMR;
import static org.backplane.device.lapic.internal.LapicBench.TPR;

import org.junit.jupiter.api.Test;

/** SDM 3A §10.8 and §10.9. */
class LapicPriorityTest {
    private final LapicBench apic = LapicBench.enabled();

    @Test
    void anInterruptWaitsIsServedAndEnds() {
        apic.interrupt(0x41);
        assertThat(apic.intr.asserted()).isTrue();
        assertThat(apic.bit(IRR, 0x41)).isTrue();
        assertThat(apic.bit(ISR, 0x41)).isFalse();

        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);

        assertThat(apic.intr.asserted()).isFalse();
        assertThat(apic.bit(IRR, 0x41)).isFalse();
        assertThat(apic.bit(ISR, 0x41)).isTrue();
        assertThat(apic.read(PPR)).isEqualTo(0x40);
        apic.write(EOI, 0);
        assertThat(apic.bit(ISR, 0x41)).isFalse();
        assertThat(apic.read(PPR)).isZero();
    }

    @Test
    void theHighestVectorComesFirstAndAHigherClassInterrupts() {
        apic.interrupt(0x31);
        apic.interrupt(0x52);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x52);
        apic.interrupt(0x5f);
        assertThat(apic.intr.asserted()).as("of the same class").isFalse();
        apic.interrupt(0x60);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x60);

        apic.write(EOI, 0);
        assertThat(apic.intr.asserted()).as("52h is still served").isFalse();
        apic.write(EOI, 0);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x5f);
        apic.write(EOI, 0);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x31);
    }

    @Test
    void oneOfAVectorCanWaitWhileOneIsServed() {
        apic.interrupt(0x41);
        apic.chip.acknowledge();
        apic.interrupt(0x41);
        apic.interrupt(0x41);
        apic.write(EOI, 0);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);
        apic.write(EOI, 0);

        assertThat(apic.intr.asserted()).as("the third was the second").isFalse();
    }

    @Test
    void theTaskPriorityHoldsItsClassBack() {
        apic.write(TPR, 0x4f);
        apic.interrupt(0x4f);
        assertThat(apic.intr.asserted()).isFalse();
        assertThat(apic.read(PPR)).isEqualTo(0x4f);
        apic.interrupt(0x50);
        assertThat(apic.intr.asserted()).isTrue();
        assertThat(apic.chip.acknowledge()).isEqualTo(0x50);
        assertThat(apic.read(PPR)).isEqualTo(0x50);
        apic.write(EOI, 0);

        apic.write(TPR, 0x3f);

        assertThat(apic.chip.acknowledge()).isEqualTo(0x4f);
    }

    @Test
    void aRequestThatTheTaskPriorityHasTakenBackGivesTheSpuriousVector() {
        apic.write(SVR, 0x1ef);
        apic.interrupt(0x41);
        apic.write(TPR, 0x40);
        assertThat(apic.intr.asserted()).isFalse();

        assertThat(apic.chip.acknowledge()).as("the cycle had begun already").isEqualTo(0xef);

        assertThat(apic.bit(ISR, 0xef)).as("it needs no end").isFalse();
        assertThat(apic.bit(IRR, 0x41)).isTrue();
    }

    @Test
    void theEndOfALevelTriggeredInterruptIsTold() {
        apic.interrupt(0x41, true);
        assertThat(apic.bit(TMR, 0x41)).isTrue();
        apic.chip.acknowledge();
        assertThat(apic.ends).isEmpty();
        apic.write(EOI, 0);
        assertThat(apic.ends).containsExactly(0x41);

        apic.interrupt(0x41, false);
        assertThat(apic.bit(TMR, 0x41)).as("an edge of the same vector").isFalse();
        apic.chip.acknowledge();
        apic.write(EOI, 0);
        assertThat(apic.ends).containsExactly(0x41);
    }

    @Test
    void theEndIsNotToldIfSoftwareDirectsItItself() {
        apic.write(SVR, 0x11ff);
        apic.interrupt(0x41, true);
        apic.chip.acknowledge();
        apic.write(EOI, 0);

        assertThat(apic.ends).isEmpty();
        assertThat(apic.bit(ISR, 0x41)).isFalse();
    }

    @Test
    void anEndWithoutServiceDoesNothing() {
        apic.interrupt(0x41, true);
        apic.write(EOI, 0);

        assertThat(apic.ends).isEmpty();
        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);
    }

    @Test
    void anApicThatIsDisabledKeepsWhatWaitsAndTakesNothingMore() {
        apic.interrupt(0x41);
        apic.write(SVR, 0x0ff);

        assertThat(apic.interrupt(0x51, false)).isFalse();
        assertThat(apic.chip.acknowledge()).as("it is held, and has to be served").isEqualTo(0x41);
        assertThat(apic.intr.asserted()).isFalse();
    }
}
