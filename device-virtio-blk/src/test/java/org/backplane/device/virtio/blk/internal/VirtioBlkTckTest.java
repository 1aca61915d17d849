package org.backplane.device.virtio.blk.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class VirtioBlkTckTest extends DeviceTck {
    private static final int IMAGE_BYTES = 256 * 512;

    /** A driver negotiates VERSION_1, sets up the queue with its rings at 1000h, 2000h and 3000h, and notifies. */
    private static final RegisterWrite[] START = {common(0x14, 1, 0), common(0x14, 1, 3), common(0x08, 4, 1),
        common(0x0c, 4, 1), common(0x14, 1, 0x0b), common(0x16, 2, 0), common(0x18, 2, 16), common(0x20, 4, 0x1000),
        common(0x28, 4, 0x2000), common(0x30, 4, 0x3000), common(0x1c, 2, 1), common(0x14, 1, 0x0f), common(0x3000, 2, 0)};

    private static RegisterWrite common(int offset, int width, int value) {
        return new RegisterWrite("bar4", offset, width, value);
    }

    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostDisks disks = new FakeHostDisks();
        disks.add("d.img", new byte[IMAGE_BYTES]);
        return Specimen.of(new VirtioBlkComponent(disks,
                ComponentConfig.of(VirtioBlkComponent.Config.class, Map.of("image", "d.img")))).sequence(START)
                .without("w1c", "the interrupt status is cleared by reading it (virtio 1.2 §4.1.4.5)");
    }
}
