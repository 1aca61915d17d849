package org.backplane.device.ide.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class IdeTckTest extends DeviceTck {
    private static final int IMAGE_BYTES = 2048 * 512;

    /** Both channels are decoded, their drives idle and device 0 selected. */
    private static final RegisterWrite[] DECODED = {configure(0x41, 0x80), configure(0x43, 0x80),
        new RegisterWrite("primary-control", 0, 1, 0x04), new RegisterWrite("secondary-control", 0, 1, 0x04),
        new RegisterWrite("primary-control", 0, 1, 0x00), new RegisterWrite("secondary-control", 0, 1, 0x00)};
    /** READ DMA of two sectors, with the descriptor table at 1000h. */
    private static final RegisterWrite[] READ_DMA = {configure(0x41, 0x80), command(6, 0xe0), command(2, 2), command(3, 5),
        command(4, 0), command(5, 0), command(7, 0xc8), new RegisterWrite("bar4", 4, 4, 0x1000),
        new RegisterWrite("bar4", 0, 1, 0x09)};

    private static RegisterWrite configure(int register, int value) {
        return new RegisterWrite(RegisterWrite.CONFIGURATION, register, 1, value);
    }

    private static RegisterWrite command(int register, int value) {
        return new RegisterWrite("primary", register, 1, value);
    }

    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostDisks disks = new FakeHostDisks();
        disks.add("c.img", new byte[IMAGE_BYTES]);
        return Specimen.of(new IdeComponent(disks,
                ComponentConfig.of(IdeComponent.Config.class, Map.of("primaryMaster", "c.img", "secondaryMaster", "cdrom:")),
                Map.of("bus.pci", "1.1")))
                .condition(IdeController.DECODED, DECODED).sequence(READ_DMA)
                .without("read-only", "each read-only register shares its address with a write-only one (ATA-6 §7)");
    }
}
