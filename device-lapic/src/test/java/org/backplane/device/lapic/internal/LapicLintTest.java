package org.backplane.device.lapic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.lapic.internal.LapicBench.EOI;
import static org.backplane.device.lapic.internal.LapicBench.EXTERNAL;
import static org.backplane.device.lapic.internal.LapicBench.IRR;
import static org.backplane.device.lapic.internal.LapicBench.ISR;
import static org.backplane.device.lapic.internal.LapicBench.LINT0;
import static org.backplane.device.lapic.internal.LapicBench.LINT1;
import static org.backplane.device.lapic.internal.LapicBench.SVR;

import java.util.Map;
import org.backplane.bus.Reset;
import org.backplane.bus.apic.LocalApic;
import org.junit.jupiter.api.Test;

/** The pins, virtual wire mode, and a processor whose APIC is disabled: SDM 3A §10.5.1, §10.4.3. */
class LapicLintTest {
    private static final int EXT_INT = 0x700;
    private static final int NMI = 0x400;
    private static final int INIT = 0x500;
    private static final int LEVEL = 1 << 15;
    private static final int ACTIVE_LOW = 1 << 13;
    private static final int REMOTE_IRR = 1 << 14;

    private final LapicBench apic = LapicBench.enabled();

    @Test
    void theControllerDoesNotReachTheProcessorAfterReset() {
        LapicBench fresh = new LapicBench();
        fresh.wires.drive("lint0", true);

        assertThat(fresh.intr.asserted()).as("LINT0 is masked").isFalse();
    }

    @Test
    void inVirtualWireModeTheControllerGivesTheVector() {
        apic.write(LINT0, EXT_INT);
        apic.wires.drive("lint0", true);
        assertThat(apic.intr.asserted()).isTrue();

        assertThat(apic.chip.acknowledge()).isEqualTo(EXTERNAL);

        assertThat(apic.bit(ISR, EXTERNAL)).as("it needs no end here").isFalse();
        assertThat(apic.intr.asserted()).as("the controller goes on asking").isTrue();
        apic.wires.drive("lint0", false);
        assertThat(apic.intr.asserted()).isFalse();
    }

    @Test
    void firmwareOpensTheWayWithTheValuesOfSeaBios() {
        LapicBench fresh = new LapicBench();
        fresh.wires.drive("lint0", true);
        fresh.write(SVR, 0x1ff);
        fresh.write(LINT0, 0x8700);
        fresh.write(LINT1, 0x8400);

        assertThat(fresh.chip.acknowledge()).isEqualTo(EXTERNAL);
        fresh.wires.drive("lint1", true);
        assertThat(fresh.nmi.edges()).isEqualTo(1);
    }

    @Test
    void anInterruptWithAVectorComesBeforeAnExternalOne() {
        apic.write(LINT0, EXT_INT);
        apic.wires.drive("lint0", true);
        apic.interrupt(0x20);

        assertThat(apic.chip.acknowledge()).isEqualTo(0x20);
        assertThat(apic.chip.acknowledge()).isEqualTo(EXTERNAL);
    }

    @Test
    void maskingTakesTheExternalRequestBack() {
        apic.write(LINT0, EXT_INT);
        apic.wires.drive("lint0", true);
        apic.write(LINT0, 0x10000 | EXT_INT);

        assertThat(apic.intr.asserted()).isFalse();
    }

    @Test
    void aFixedEdgeIsAnInterruptOfItsVector() {
        apic.write(LINT0, 0x41);
        apic.wires.drive("lint0", true);
        apic.wires.drive("lint0", false);

        assertThat(apic.chip.acknowledge()).as("it has been latched").isEqualTo(0x41);
        apic.write(EOI, 0);
        assertThat(apic.intr.asserted()).isFalse();
    }

    @Test
    void aFixedLevelComesAgainAfterItsEndAsLongAsItLasts() {
        apic.write(LINT0, LEVEL | 0x41);
        apic.wires.drive("lint0", true);
        assertThat(apic.read(LINT0)).isEqualTo(LEVEL | REMOTE_IRR | 0x41);
        apic.chip.acknowledge();
        assertThat(apic.bit(IRR, 0x41)).isFalse();
        apic.write(EOI, 0);
        assertThat(apic.chip.acknowledge()).isEqualTo(0x41);
        apic.wires.drive("lint0", false);
        apic.write(EOI, 0);

        assertThat(apic.intr.asserted()).isFalse();
        assertThat(apic.read(LINT0)).isEqualTo(LEVEL | 0x41);
    }

    @Test
    void anActiveLowPinIsAnEdgeWhenItFalls() {
        apic.wires.drive("lint0", true);
        apic.write(LINT0, ACTIVE_LOW | 0x41);
        assertThat(apic.bit(IRR, 0x41)).isFalse();
        apic.wires.drive("lint0", false);

        assertThat(apic.bit(IRR, 0x41)).isTrue();
    }

    @Test
    void initAtAPinRestartsTheProcessor() {
        apic.write(LINT1, INIT);
        apic.wires.drive("lint1", true);

        assertThat(apic.wires.resets()).containsExactly(Reset.INIT);
    }

    @Test
    void nmiIsAnEdgeOfItsOwnForEachEdge() {
        apic.write(LINT1, NMI);
        for (int i = 0; i < 3; i++) {
            apic.wires.drive("lint1", true);
            apic.wires.drive("lint1", false);
        }

        assertThat(apic.nmi.edges()).isEqualTo(3);
        assertThat(apic.nmi.asserted()).isFalse();
    }

    @Test
    void withTheApicDisabledThePinsAreIntrAndNmi() {
        LapicBench disabled = new LapicBench(Map.of("enabled", false));
        disabled.wires.drive("lint0", true);
        disabled.wires.drive("lint1", true);

        assertThat(disabled.wires.window("registers").isOpen()).isFalse();
        assertThat(disabled.intr.asserted()).isTrue();
        assertThat(disabled.nmi.asserted()).isTrue();
        assertThat(disabled.chip.acknowledge()).isEqualTo(EXTERNAL);
        disabled.wires.drive("lint0", false);
        assertThat(disabled.intr.asserted()).isFalse();
        assertThat(disabled.interrupt(0x41, false)).as("messages meet nobody").isFalse();
    }

    @Test
    void enablingItTakesThePinsAwayAndDisablingGivesThemBack() {
        LapicBench bench = new LapicBench(Map.of("enabled", false));
        bench.wires.drive("lint0", true);
        bench.chip.base(0xfee0_0000L | LocalApic.BASE_ENABLE | LocalApic.BASE_BSP);
        assertThat(bench.intr.asserted()).isFalse();
        bench.write(SVR, 0x1ff);
        bench.write(LINT0, EXT_INT);
        assertThat(bench.intr.asserted()).isTrue();
        bench.interrupt(0x41);

        bench.chip.base(0xfee0_0000L | LocalApic.BASE_BSP);
        assertThat(bench.chip.acknowledge()).isEqualTo(EXTERNAL);
        bench.chip.base(0xfee0_0000L | LocalApic.BASE_ENABLE | LocalApic.BASE_BSP);

        assertThat(bench.read(SVR)).as("it begins anew").isEqualTo(0xff);
        assertThat(bench.bit(IRR, 0x41)).isFalse();
    }
}
