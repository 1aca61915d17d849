package org.backplane.device.lapic.internal;

import java.util.Map;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.LocalApic;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class LapicTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new LapicComponent(ComponentConfig.of(LapicComponent.Config.class)))
                .sequence(write(0x0f0, 0x1ff), write(0x320, 0x20031), write(0x3e0, 0xb), write(0x380, 20_000))
                .sequence(write(0x0f0, 0x1ff), write(0x350, 0x8031), write(0x360, 0x400))
                .sequence(write(0x0f0, 0x1ff), write(0x300, 0x40052), write(0x0b0, 0))
                .without("init", "INIT resets the local APIC (SDM 3A §10.4.7.3)");
    }

    private static RegisterWrite write(int offset, int value) {
        return new RegisterWrite(LapicChip.REGISTERS, offset, 4, value);
    }
}
