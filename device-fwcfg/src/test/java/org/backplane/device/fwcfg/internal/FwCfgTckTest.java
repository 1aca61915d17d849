package org.backplane.device.fwcfg.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class FwCfgTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new FwCfgComponent(ComponentConfig.of(FwCfgComponent.Config.class)))
                // A control structure at an address in memory, whatever lies there.
                .sequence(new RegisterWrite("dma", 0, 4, 0), new RegisterWrite("dma", 4, 4, 0x0010_0000))
                .lacking("what is written selects something and cannot be read back (QEMU fw_cfg)", "read-write", "neighbours")
                .without("read-only", "the data register shares its place with the selector (QEMU fw_cfg)")
                .without("w1c", "no bit is cleared by writing 1").without("lines", "the card has no pins");
    }
}
