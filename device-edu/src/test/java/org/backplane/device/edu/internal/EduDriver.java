package org.backplane.device.edu.internal;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;

/** A card in a slot without a machine, and the accesses that a driver makes. */
final class EduDriver {
    final FakeWires wires = new FakeWires().range("bar0", EduRegister.RANGE_BYTES);
    final byte[] memory = new byte[0x1000];
    final Card card;
    final RangeHandler bar0;

    EduDriver() {
        this(28);
    }

    EduDriver(int dmaBits) {
        this(device(dmaBits), null);
    }

    /** A card that goes on with the state of another one, at a time. */
    EduDriver(DeviceState before, long nanos) {
        this(device(28), before);
        wires.lag(nanos);
    }

    private static EduComponent device(int dmaBits) {
        return new EduComponent(ComponentConfig.of(EduComponent.Config.class, Map.of("dmaBits", dmaBits)));
    }

    private EduDriver(EduComponent device, DeviceState before) {
        card = before == null ? device.plug(wires) : device.plug(wires, before);
        bar0 = card.range("bar0");
        wires.dma().map(0x10_0000, memory);
        wires.pci().enableBusMaster(true);
    }

    int read(int offset) {
        return (int) bar0.read(offset, 4);
    }

    void write(int offset, int value) {
        bar0.write(offset, 4, Integer.toUnsignedLong(value));
    }

    boolean interrupted() {
        return wires.pin("intx").asserted();
    }

    /** Programs a transfer and waits until it must be over. */
    void transfer(long source, long destination, long bytes, int command) {
        bar0.write(0x80, 8, source);
        bar0.write(0x88, 8, destination);
        bar0.write(0x90, 8, bytes);
        write(0x98, command);
        wires.advance(DmaController.TRANSFER_NANOS);
    }
}
