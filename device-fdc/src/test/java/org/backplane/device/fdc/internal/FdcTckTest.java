package org.backplane.device.fdc.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class FdcTckTest extends DeviceTck {
    private static final int IMAGE_BYTES = 2880 * 512;

    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostDisks disks = new FakeHostDisks();
        disks.add("a.img", new byte[IMAGE_BYTES]);
        return Specimen.of(new FdcComponent(disks,
                ComponentConfig.of(FdcComponent.Config.class, Map.of("image", new String[] {"a.img"}))))
                .without("w1c", "no bit is cleared by writing 1 (82077AA §2.1)")
                .without("read-only", "MSR and DIR share their addresses with DSR and CCR (82077AA §2.1)")
                .without("dma", "the chip is no bus master: it requests a channel of the DMA controller");
    }
}
