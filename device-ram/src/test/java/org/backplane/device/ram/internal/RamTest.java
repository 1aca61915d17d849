package org.backplane.device.ram.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class RamTest {
    private final FakeWires wires = new FakeWires().range("memory0", 640 << 10).range("memory1", 4097);
    private final Card card = new RamComponent().plug(wires);

    @Test
    void eachRangeHasASlabOfItsOwnLength() {
        RangeHandler low = card.range("memory0");
        RangeHandler high = card.range("memory1");
        low.write(0, 8, 0x1122334455667788L);

        assertThat(wires.memory("memory0").lengthBytes()).isEqualTo(640 << 10);
        assertThat(wires.memory("memory1").lengthBytes()).as("slabs are whole pages").isEqualTo(8192);
        assertThat(low.read(4, 4)).isEqualTo(0x11223344);
        assertThat(high.read(0, 8)).isZero();
        assertThat(high.read(4096, 1)).isZero();
        assertThat(high.read(4097, 1)).as("the range ends there").isEqualTo(0xff);
    }

    @Test
    void askingAgainGivesTheSameMemory() {
        RangeHandler first = card.range("memory0");
        first.write(16, 1, 0x5a);

        assertThat(card.range("memory0").read(16, 1)).isEqualTo(0x5a);
    }

    @Test
    void noResetChangesTheContents() {
        RangeHandler memory = card.range("memory0");
        memory.write(0, 4, 0xdeadbeefL);
        for (Reset kind : Reset.values()) {
            card.reset(kind);
        }

        assertThat(memory.read(0, 4)).isEqualTo(0xdeadbeefL);
    }

    @Test
    void memoryThatTheMachineHasNoRoomForIsRefusedWithWhatIsLeft() {
        wires.slabStorage(64 << 10);

        assertThatThrownBy(() -> card.range("memory0")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536 are left");
    }

    @Test
    void anUndeclaredRangeIsRefused() {
        assertThatThrownBy(() -> card.range("memory2")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theStateIsOfTheSchemaThatTheDeviceStartsFrom() {
        DeviceState state = ((StateKeeper) card).state();

        assertThat(new RamComponent().keeps()).contains(state.schema());
        assertThat(state.values().names()).as("the bytes are in the slabs, which are the slot's").isEmpty();
        assertThat(new RamComponent().plug(new FakeWires().range("memory0", 4096), state).range("memory0").read(0, 4)).isZero();
    }
}
