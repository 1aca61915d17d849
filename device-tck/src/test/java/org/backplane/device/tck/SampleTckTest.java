package org.backplane.device.tck;

import org.backplane.bus.testkit.FakeWires;

/** The kit as a third party uses it. */
class SampleTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return SampleDevice.specimen(Mutation.NONE);
    }
}
