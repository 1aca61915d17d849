package org.backplane.device.pci.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Reset;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsaBridgeTest {
    private final FakeWires wires = new FakeWires();
    private final IsaBridge bridge = new IsaBridge(wires);

    private int dword(int offset) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | bridge.readConfiguration(offset + i);
        }
        return value;
    }

    @ParameterizedTest
    @CsvSource({"0x40, 0", "0x4c, 0x0003004d", "0x60, 0x80808080", "0x68, 0x00000200", "0x70, 0x00000080",
        "0x74, 0x0c0c0000", "0x78, 0x00000002", "0x80, 0", "0xa0, 0x00000008", "0xa8, 0x0000000f"})
    void aResetSetsTheRegisters(String offset, String value) {
        for (int register = 0x40; register < 0x100; register++) {
            bridge.writeConfiguration(register, 0x55);
        }
        bridge.reset(Reset.HARD);

        assertThat(dword(Integer.decode(offset))).isEqualTo(Long.decode(value).intValue());
    }

    @Test
    void aLineIsRoutedWhereItsRegisterSays() {
        bridge.pirq(0, true);
        assertThat(wires.line("irq10").asserted()).as("routed nowhere after reset").isFalse();
        bridge.writeConfiguration(0x60, 10);
        assertThat(wires.line("irq10").asserted()).isTrue();

        bridge.writeConfiguration(0x61, 10);
        bridge.pirq(1, true);
        bridge.pirq(0, false);
        assertThat(wires.line("irq10").asserted()).as("shared").isTrue();
        bridge.writeConfiguration(0x61, 11);
        assertThat(wires.line("irq10").asserted()).isFalse();
        assertThat(wires.line("irq11").asserted()).isTrue();
        bridge.writeConfiguration(0x61, 0x8b);
        assertThat(wires.line("irq11").asserted()).isFalse();
        assertThat(bridge.readConfiguration(0x61)).isEqualTo(0x8b);
    }

    @Test
    void aResetRoutesNothing() {
        bridge.writeConfiguration(0x63, 5);
        bridge.pirq(3, true);
        assertThat(wires.line("irq5").asserted()).isTrue();
        bridge.reset(Reset.HARD);
        assertThat(wires.line("irq5").asserted()).isFalse();
    }

    @Test
    void theTimerCannotBeRouted() {
        bridge.writeConfiguration(0x60, 0);
        bridge.pirq(0, true);
        for (int irq = 0; irq < 16; irq++) {
            assertThat(wires.line("irq" + irq).asserted()).isFalse();
        }
    }

    @Test
    void aSuccessorRoutesAsBeforeAndHoldsTheLines() {
        bridge.writeConfiguration(0x60, 10);
        bridge.writeConfiguration(0x62, 11);
        bridge.pirq(0, true);
        FakeWires next = new FakeWires();
        IsaBridge successor = (IsaBridge) new IsaBridgeComponent().plug(next,
                StateFormat.read(StateFormat.write(bridge.state())));

        assertThat(next.line("irq10").asserted()).isTrue();
        successor.pirq(2, true);
        assertThat(next.line("irq11").asserted()).isTrue();
        successor.pirq(0, false);
        assertThat(next.line("irq10").asserted()).isFalse();
    }
}
