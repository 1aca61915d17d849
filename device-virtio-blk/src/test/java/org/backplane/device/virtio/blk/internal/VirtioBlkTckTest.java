package org.backplane.device.virtio.blk.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class VirtioBlkTckTest extends DeviceTck {
    private static final int IMAGE_BYTES = 256 * 512;

    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostDisks disks = new FakeHostDisks();
        disks.add("d.img", new byte[IMAGE_BYTES]);
        return Specimen.of(new VirtioBlkComponent(disks,
                ComponentConfig.of(VirtioBlkComponent.Config.class, Map.of("image", "d.img"))));
    }
}
