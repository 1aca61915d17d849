package org.backplane.device.ferr.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class CoprocessorErrorTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new CoprocessorErrorComponent())
                .without("init", "the card lets go of both lines at INIT too");
    }
}
