package org.backplane.device.ide.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class IdeTckTest extends DeviceTck {
    private static final int IMAGE_BYTES = 2048 * 512;

    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostDisks disks = new FakeHostDisks();
        disks.add("c.img", new byte[IMAGE_BYTES]);
        return Specimen.of(new IdeComponent(disks,
                ComponentConfig.of(IdeComponent.Config.class, Map.of("primaryMaster", "c.img", "secondaryMaster", "cdrom:")),
                Map.of("bus.pci", "1.1")));
    }
}
