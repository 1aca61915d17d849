package org.backplane.device.lapic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.lapic.internal.LapicBench.DFR;
import static org.backplane.device.lapic.internal.LapicBench.EXTERNAL;
import static org.backplane.device.lapic.internal.LapicBench.ICR;
import static org.backplane.device.lapic.internal.LapicBench.ICR_HIGH;
import static org.backplane.device.lapic.internal.LapicBench.ID;
import static org.backplane.device.lapic.internal.LapicBench.IRR;
import static org.backplane.device.lapic.internal.LapicBench.LDR;
import static org.backplane.device.lapic.internal.LapicBench.SVR;
import static org.backplane.device.lapic.internal.LapicBench.TMR;

import org.backplane.bus.Reset;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages from I/O APICs, PCI functions and the processor itself: SDM 3A §10.6, §10.11. */
class LapicMessageTest {
    private final LapicBench apic = LapicBench.enabled();

    private boolean deliver(int destination, boolean logical) {
        return apic.chip.deliver(new InterruptMessage(destination, logical, Delivery.LOWEST_PRIORITY, 0x41, false));
    }

    @Test
    void aPhysicalDestinationIsTheIdOrEverybody() {
        apic.write(ID, 0x05000000);

        assertThat(deliver(5, false)).isTrue();
        assertThat(deliver(0xff, false)).isTrue();
        assertThat(deliver(4, false)).isFalse();
        assertThat(deliver(0, false)).isFalse();
    }

    @ParameterizedTest(name = "LDR {0}, DFR {1}, destination {2}: {3}")
    @CsvSource({
        "01, f, 01, true", "01, f, 03, true", "01, f, 02, false", "00, f, ff, false", "80, f, ff, true",
        "21, 0, 21, true", "21, 0, 23, true", "21, 0, 11, false", "21, 0, 22, false", "21, 0, f1, true", "21, 0, ff, true"})
    void aLogicalDestinationIsComparedInTheFlatAndTheClusterModel(String ldr, String dfr, String destination,
            boolean accepted) {
        apic.write(LDR, Integer.parseUnsignedInt(ldr + "000000", 16));
        apic.write(DFR, Integer.parseUnsignedInt(dfr + "0000000", 16));

        assertThat(deliver(Integer.parseInt(destination, 16), true)).isEqualTo(accepted);
        assertThat(apic.bit(IRR, 0x41)).isEqualTo(accepted);
    }

    @Test
    void aPciFunctionsMessageIsAWriteOfFourBytes() {
        apic.messages.write(0x0000c, 4, 0x0041);
        assertThat(apic.chip.acknowledge()).as("address FEE0000C, logical: LDR is 0").isEqualTo(0xff);
        apic.messages.write(0x00000, 4, 0x0041);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);

        apic.messages.write(0x01000, 4, 0x0051);
        assertThat(apic.intr.asserted()).as("APIC ID 1 is not there").isFalse();
        apic.messages.write(0xff000, 4, 0x0051);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x51);
    }

    @Test
    void aMessageToIdZeroLandsInTheRegisterPage() {
        apic.page.write(0, 4, 0x0041);

        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);
    }

    @Test
    void aPageThatWasMovedTakesNoMessages() {
        apic.chip.base(0xfe00_0900L);
        apic.page.write(0, 4, 0x0041);
        assertThat(apic.intr.asserted()).isFalse();
        assertThat(apic.wires.window("registers").address()).isEqualTo(0xfe00_0000L);

        apic.messages.write(0, 4, 0x0041);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);
    }

    @Test
    void aLevelTriggeredMessageCountsWhenItAsserts() {
        apic.messages.write(0, 4, 0x8041);
        assertThat(apic.intr.asserted()).isFalse();
        apic.messages.write(0, 4, 0xc041);

        assertThat(apic.bit(IRR, 0x41)).isTrue();
        assertThat(apic.bit(TMR, 0x41)).isTrue();
    }

    @Test
    void messagesWithoutAVectorReachAnApicThatSoftwareHasDisabled() {
        apic.write(SVR, 0xff);
        apic.messages.write(0, 4, 0x0400);
        assertThat(apic.nmi.edges()).isEqualTo(1);
        apic.messages.write(0, 4, 0x0500);
        assertThat(apic.wires.resets()).containsExactly(Reset.INIT);
        apic.messages.write(0, 4, 0x0641);
        assertThat(apic.intr.asserted()).as("start-up meets nobody who waits").isFalse();
        apic.messages.write(0, 4, 0x0200);
        assertThat(apic.wires.events().guest()).hasSize(1);
    }

    @Test
    void anExternalInterruptOfAnIoApicIsAcknowledgedOnce() {
        apic.chip.deliver(new InterruptMessage(0, false, Delivery.EXT_INT, 0, false));
        assertThat(apic.chip.acknowledge()).isEqualTo(EXTERNAL);

        assertThat(apic.intr.asserted()).isFalse();
    }

    @Test
    void theProcessorInterruptsItself() {
        apic.write(ICR, 0x40052);
        assertThat(apic.chip.acknowledge()).as("shorthand self").isEqualTo(0x52);
        apic.write(ICR, 0x80063);
        assertThat(apic.chip.acknowledge()).as("shorthand all").isEqualTo(0x63);
        apic.write(ICR_HIGH, 0);
        apic.write(ICR, 0x00074);
        assertThat(apic.chip.acknowledge()).as("its own ID").isEqualTo(0x74);
        apic.write(ICR, 0xc0085);
        apic.write(ICR_HIGH, 0x02000000);
        apic.write(ICR, 0x00085);
        assertThat(apic.intr.asserted()).as("others, of whom there is none").isFalse();
        assertThat(apic.read(ICR_HIGH)).isEqualTo(0x02000000);
        assertThat(apic.read(ICR)).as("idle").isEqualTo(0x00085);
    }

    @Test
    void aTriggerModeBetweenProcessorsIsIgnored() {
        apic.write(ICR, 0x4c052);

        assertThat(apic.bit(IRR, 0x52)).isTrue();
        assertThat(apic.bit(TMR, 0x52)).isFalse();
    }

    @Test
    void nmiAndInitNeedADestination() {
        apic.write(ICR, 0x40400);
        apic.write(ICR, 0x40500);
        assertThat(apic.nmi.edges()).as("invalid with a shorthand that has the sender in it").isZero();
        apic.write(ICR, 0x00400);
        assertThat(apic.nmi.edges()).isEqualTo(1);
        apic.write(ICR, 0x08500);
        assertThat(apic.wires.resets()).as("INIT level de-assert").isEmpty();
        apic.write(ICR, 0x0c500);
        assertThat(apic.wires.resets()).containsExactly(Reset.INIT);
    }

    @Test
    void seaBiosFindsNoOtherProcessors() {
        apic.write(ICR, 0xc4500);
        apic.write(ICR, 0xc4610);

        assertThat(apic.wires.resets()).isEmpty();
        assertThat(apic.intr.asserted()).isFalse();
    }
}
