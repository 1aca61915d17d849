package org.backplane.device.ioapic.internal;

import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.FakeWires;

/** An I/O APIC on a bench, with a local APIC that writes messages down. */
final class IoApicBench {
    static final int MASKED = 1 << 16;
    static final int LEVEL = 1 << 15;
    static final int REMOTE_IRR = 1 << 14;
    static final int ACTIVE_LOW = 1 << 13;

    final FakeWires wires = new FakeWires("ioapic");
    final Processor processor = new Processor();
    final IoApicChip chip;

    IoApicBench() {
        wires.plug("lapic", processor);
        chip = (IoApicChip) new IoApicComponent().plug(wires);
    }

    private IoApicBench(IoApicBench before) {
        wires.plug("lapic", processor);
        chip = (IoApicChip) new IoApicComponent().plug(wires,
                StateFormat.read(StateFormat.write(before.chip.state())));
    }

    /** Another chip with the state of this one, with nothing asserted at its pins. */
    IoApicBench successor() {
        return new IoApicBench(this);
    }

    int read(int index) {
        chip.write(0x00, 4, index);
        return (int) chip.read(0x10, 4);
    }

    void write(int index, int value) {
        chip.write(0x00, 4, index);
        chip.write(0x10, 4, Integer.toUnsignedLong(value));
    }

    /** Writes the low half of a redirection entry. */
    void entry(int input, int low) {
        write(0x10 + 2 * input, low);
    }

    int entry(int input) {
        return read(0x10 + 2 * input);
    }

    void drive(int input, boolean asserted) {
        wires.drive("in" + input, asserted);
    }

    static InterruptMessage fixed(int vector, boolean level) {
        return new InterruptMessage(0, false, Delivery.FIXED, vector, level);
    }
}
