package org.backplane.device.edu.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class EduTckTest extends DeviceTck {
    private static final long BUFFER = 0x40000;
    private static final long MEMORY = 0x100;
    private static final long FROM_MEMORY = 0x1;
    private static final long TO_MEMORY = 0x3;

    private static RegisterWrite[] transfer(long from, long to, long command) {
        return new RegisterWrite[] {write(EduRegister.DMA_SOURCE, from), write(EduRegister.DMA_DESTINATION, to),
            write(EduRegister.DMA_COUNT, 0x40), write(EduRegister.DMA_COMMAND, command)};
    }

    private static RegisterWrite write(EduRegister register, long value) {
        return new RegisterWrite("bar0", register.offset(), 4, value);
    }

    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new EduComponent(ComponentConfig.of(EduComponent.Config.class)))
                .sequence(transfer(BUFFER, MEMORY, TO_MEMORY)).sequence(transfer(MEMORY, BUFFER, FROM_MEMORY))
                .without("w1c", "an interrupt is acknowledged by a register of its own (QEMU edu)");
    }
}
