package org.backplane.device.ferr.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class CoprocessorErrorTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new CoprocessorErrorComponent())
                .lacking("both registers are written only (82371SB \"Coprocessor error register\")",
                        "power-on", "reset", "read-write", "read-only", "w1c", "neighbours")
                .without("peek", "reads give all ones").without("dma", "the card is no bus master")
                .without("init", "the card lets go of both lines at INIT too");
    }
}
