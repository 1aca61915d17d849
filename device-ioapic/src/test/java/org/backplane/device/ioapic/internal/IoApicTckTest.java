package org.backplane.device.ioapic.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device, with a processor beside it. */
class IoApicTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        wires.plug("processor", new Processor());
        return Specimen.of(new IoApicComponent())
                .sequence(write(0x00, 0x16), write(0x10, 0x31))
                .sequence(write(0x00, 0x1c), write(0x10, 0x8132))
                .sequence(write(0x00, 0x30), write(0x10, 0xa033))
                .sequence(write(0x40, 0x32), write(0x40, 0x33));
    }

    private static RegisterWrite write(int offset, int value) {
        return new RegisterWrite("registers", offset, 4, value);
    }
}
