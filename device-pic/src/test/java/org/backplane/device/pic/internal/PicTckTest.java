package org.backplane.device.pic.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class PicTckTest extends DeviceTck {
    private static RegisterWrite write(String chip, int port, int value) {
        return new RegisterWrite(chip, port, 1, value);
    }

    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new PicComponent())
                .condition(PicPair.INITIALIZED, write("master", 0, 0x11), write("master", 1, 0x08), write("master", 1, 0x04),
                        write("master", 1, 0x01), write("slave", 0, 0x11), write("slave", 1, 0x70), write("slave", 1, 0x02),
                        write("slave", 1, 0x01))
                .without("read-only", "IRR and ISR share their port with command words (8259A)")
                .without("w1c", "no bit is cleared by writing 1 (8259A)").without("dma", "the chips are no bus masters");
    }
}
