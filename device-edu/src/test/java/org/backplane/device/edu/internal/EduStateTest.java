package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.junit.jupiter.api.Test;

/** A card is taken out in the middle of its work, and another one goes on. */
class EduStateTest {
    private final EduDriver driver = new EduDriver();

    private DeviceState state() {
        return StateFormat.read(StateFormat.write(((StateKeeper) driver.card).state()));
    }

    @Test
    void theSuccessorFinishesTheComputationInTime() {
        driver.write(0x04, 0x55);
        driver.write(0x20, 0x80);
        driver.write(0x08, 5);
        driver.wires.advance(2_000);
        EduDriver next = new EduDriver(state(), driver.wires.clock().nanos());

        next.wires.advance(2_999);
        assertThat(next.read(0x20)).as("still computing").isEqualTo(0x81);
        next.wires.advance(1);
        assertThat(next.read(0x08)).isEqualTo(120);
        assertThat(next.interrupted()).isTrue();
        assertThat(next.read(0x04)).isEqualTo(~0x55);
    }

    @Test
    void theSuccessorFinishesTheTransferWithTheBufferThatWasLeft() {
        Arrays.fill(driver.memory, (byte) 7);
        driver.transfer(0x10_0000, 0x40000, 16, 1);
        driver.bar0.write(0x80, 8, 0x40000);
        driver.bar0.write(0x88, 8, 0x10_0000);
        driver.bar0.write(0x90, 8, 16);
        driver.write(0x98, 1 | 2 | 4);
        driver.write(0x60, 0x20);
        EduDriver next = new EduDriver(state(), driver.wires.clock().nanos());

        assertThat(next.interrupted()).as("a cause that nobody has acknowledged").isTrue();
        assertThat(next.memory[0]).isZero();
        next.wires.advance(DmaController.TRANSFER_NANOS);
        assertThat(next.memory[15]).isEqualTo((byte) 7);
        assertThat(next.memory[16]).isZero();
        assertThat(next.read(0x24)).isEqualTo(0x120);
    }

    @Test
    void aBufferOfAnotherLengthIsRefused() {
        DeviceState good = state();
        DeviceState bad = new DeviceState(good.schema(), new StateBuilder(good.values()).bytes("buffer", new byte[5]).build());

        assertThatThrownBy(() -> new EduDriver(bad, 0)).isInstanceOf(StateException.class).hasMessageContaining("4096");
    }
}
