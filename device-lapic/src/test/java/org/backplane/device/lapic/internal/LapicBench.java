package org.backplane.device.lapic.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.IoApic;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** A local APIC on a bench, with an 8259A that answers 77h and an I/O APIC that writes ends of interrupts down. */
final class LapicBench {
    static final int ID = 0x020;
    static final int TPR = 0x080;
    static final int PPR = 0x0a0;
    static final int EOI = 0x0b0;
    static final int LDR = 0x0d0;
    static final int DFR = 0x0e0;
    static final int SVR = 0x0f0;
    static final int ISR = 0x100;
    static final int TMR = 0x180;
    static final int IRR = 0x200;
    static final int ESR = 0x280;
    static final int ICR = 0x300;
    static final int ICR_HIGH = 0x310;
    static final int LVT_TIMER = 0x320;
    static final int LINT0 = 0x350;
    static final int LINT1 = 0x360;
    static final int LVT_ERROR = 0x370;
    static final int INITIAL = 0x380;
    static final int CURRENT = 0x390;
    static final int DIVIDE = 0x3e0;
    static final int EXTERNAL = 0x77;

    final FakeWires wires = new FakeWires("lapic");
    final List<Integer> ends = new ArrayList<>();
    final LapicComponent device;
    final LapicChip chip;
    final RangeHandler page;
    final RangeHandler messages;
    final FakeLine intr = wires.pin("intr");
    final FakeLine nmi = wires.pin("nmi");

    LapicBench() {
        this(Map.of());
    }

    LapicBench(Map<String, ?> config) {
        device = new LapicComponent(ComponentConfig.of(LapicComponent.Config.class, config));
        wires.plug("pic", (InterruptAcknowledge) () -> EXTERNAL);
        wires.plug("ioapic", (IoApic) ends::add);
        chip = (LapicChip) device.plug(wires);
        page = chip.range("registers");
        messages = chip.range("messages");
    }

    private LapicBench(LapicBench before) {
        device = before.device;
        wires.lag(before.wires.clock().nanos());
        wires.plug("pic", (InterruptAcknowledge) () -> EXTERNAL);
        wires.plug("ioapic", (IoApic) ends::add);
        chip = (LapicChip) device.plug(wires, StateFormat.read(StateFormat.write(before.chip.state())));
        page = chip.range("registers");
        messages = chip.range("messages");
    }

    /** An APIC that software has enabled, with spurious vector FFh. */
    static LapicBench enabled() {
        LapicBench bench = new LapicBench();
        bench.write(SVR, 0x1ff);
        return bench;
    }

    /** Another APIC with the state of this one, at the same time, with nothing asserted at its pins. */
    LapicBench successor() {
        return new LapicBench(this);
    }

    int read(int offset) {
        return (int) page.read(offset, 4);
    }

    void write(int offset, int value) {
        page.write(offset, 4, Integer.toUnsignedLong(value));
    }

    /** Whether a bit of a register of 256 bits is set. */
    boolean bit(int offset, int vector) {
        return (read(offset + vector / 32 * 0x10) >>> vector % 32 & 1) != 0;
    }

    /** An interrupt comes from an I/O APIC. */
    boolean interrupt(int vector, boolean level) {
        return chip.deliver(new InterruptMessage(0, false, Delivery.FIXED, vector, level));
    }

    void interrupt(int vector) {
        interrupt(vector, false);
    }
}
