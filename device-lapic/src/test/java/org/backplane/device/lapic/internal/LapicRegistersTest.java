package org.backplane.device.lapic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.lapic.internal.LapicBench.DFR;
import static org.backplane.device.lapic.internal.LapicBench.ESR;
import static org.backplane.device.lapic.internal.LapicBench.ICR;
import static org.backplane.device.lapic.internal.LapicBench.ID;
import static org.backplane.device.lapic.internal.LapicBench.IRR;
import static org.backplane.device.lapic.internal.LapicBench.LDR;
import static org.backplane.device.lapic.internal.LapicBench.LINT0;
import static org.backplane.device.lapic.internal.LapicBench.LVT_ERROR;
import static org.backplane.device.lapic.internal.LapicBench.SVR;

import java.util.Map;
import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;

/** The register page, reset and errors: SDM 3A §10.4, §10.5.3. */
class LapicRegistersTest {
    @Test
    void afterPowerOnItIsTheBootstrapProcessorsAtItsAddress() {
        LapicBench apic = new LapicBench(Map.of("id", 3));

        assertThat(apic.chip.base()).isEqualTo(0xfee0_0900L);
        assertThat(apic.chip.initialId()).isEqualTo(3);
        assertThat(apic.wires.window("registers").address()).isEqualTo(0xfee0_0000L);
        assertThat(apic.read(ID)).isEqualTo(0x0300_0000);
        assertThat(apic.read(0x030)).as("version 14h, six local vectors").isEqualTo(0x0105_0014);
        assertThat(apic.read(SVR)).isEqualTo(0xff);
        assertThat(apic.read(DFR)).isEqualTo(-1);
        assertThat(apic.read(LINT0)).isEqualTo(0x10000);
    }

    @Test
    void reservedBitsAreNotKept() {
        LapicBench apic = LapicBench.enabled();
        apic.write(ID, 0x12345678);
        apic.write(LDR, 0x12345678);
        apic.write(DFR, 0x02345678);
        apic.write(LINT0, -1);

        assertThat(apic.read(ID)).isEqualTo(0x12000000);
        assertThat(apic.read(LDR)).isEqualTo(0x12000000);
        assertThat(apic.read(DFR)).isEqualTo(0x0fffffff);
        assertThat(apic.read(LINT0)).isEqualTo(0x1a7ff);
    }

    @Test
    void initLeavesTheIdAndTheBaseAndAResetDoesNot() {
        LapicBench apic = LapicBench.enabled();
        apic.write(ID, 0x05000000);
        apic.write(LDR, 0x02000000);
        apic.interrupt(0x41);
        apic.chip.base(0xfe00_0900L);

        apic.chip.reset(Reset.INIT);
        assertThat(apic.read(ID)).isEqualTo(0x05000000);
        assertThat(apic.read(LDR)).isZero();
        assertThat(apic.read(SVR)).isEqualTo(0xff);
        assertThat(apic.bit(IRR, 0x41)).isFalse();
        assertThat(apic.chip.base()).isEqualTo(0xfe00_0900L);

        apic.chip.reset(Reset.HARD);
        assertThat(apic.read(ID)).isZero();
        assertThat(apic.chip.base()).isEqualTo(0xfee0_0900L);
        assertThat(apic.wires.window("registers").address()).isEqualTo(0xfee0_0000L);
    }

    @Test
    void aRegisterThatIsNotThereIsAnErrorThatTheNextWriteShows() {
        LapicBench apic = LapicBench.enabled();
        assertThat(apic.read(0x090)).isZero();
        apic.write(0x3f0, 1);
        assertThat(apic.read(ESR)).as("not latched").isZero();
        apic.write(ESR, 0);
        assertThat(apic.read(ESR)).isEqualTo(0x80);
        apic.write(ESR, 0);

        assertThat(apic.read(ESR)).isZero();
    }

    @Test
    void peekingAtARegisterThatIsNotThereIsNoError() {
        LapicBench apic = LapicBench.enabled();
        assertThat(apic.page.peek(0x090, 4)).isZero();
        apic.write(ESR, 0);

        assertThat(apic.read(ESR)).isZero();
    }

    @Test
    void vectorsOfExceptionsCanNeitherBeSentNorReceived() {
        LapicBench apic = LapicBench.enabled();
        apic.write(ICR, 0x4000f);
        apic.write(ESR, 0);
        assertThat(apic.read(ESR)).isEqualTo(0x20);
        apic.interrupt(0x0f);
        apic.write(ESR, 0);
        assertThat(apic.read(ESR)).isEqualTo(0x40);
        assertThat(apic.intr.asserted()).isFalse();
    }

    @Test
    void anErrorInterruptsOnceUntilTheStatusIsWritten() {
        LapicBench apic = LapicBench.enabled();
        apic.write(LVT_ERROR, 0xe1);
        apic.read(0x090);
        assertThat(apic.chip.acknowledge()).isEqualTo(0xe1);
        apic.write(LapicBench.EOI, 0);
        apic.read(0x090);
        assertThat(apic.intr.asserted()).as("of the same kind").isFalse();
        apic.write(ESR, 0);
        apic.read(0x090);

        assertThat(apic.chip.acknowledge()).isEqualTo(0xe1);
    }

    @Test
    void anErrorVectorThatIsAnErrorItselfComesToAnEnd() {
        LapicBench apic = LapicBench.enabled();
        apic.write(LVT_ERROR, 0x05);
        apic.read(0x090);
        apic.write(ESR, 0);

        assertThat(apic.read(ESR)).isEqualTo(0xc0);
    }

    @Test
    void everyRegisterIsDeclaredWithItsSection() {
        LapicBench apic = new LapicBench();
        var map = apic.chip.registers("registers").orElseThrow();

        assertThat(map.register("IRR7").offset()).isEqualTo(0x270);
        assertThat(map.register("LVT_TIMER").section()).isEqualTo("SDM 3A §10.5.1");
        assertThat(apic.chip.registers("messages")).isEmpty();
    }

    @Test
    void anIdThatIsEverybodyIsRefused() {
        assertThatThrownBy(() -> new LapicBench(Map.of("id", 255)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("id: 255 is not between 0 and 254");
    }
}
