package org.backplane.device.tck;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;

/** A device that claims everything the kit can try, and may be made wrong in one respect. */
@Component(name = "org.backplane.sample", enabled = false)
@MemoryRanges(memory = "0xd000_0000+0x40", memory_name = "registers", memory_valid = "4")
@Drives("irq=irq5")
@PassesTck(level = 1)
public final class SampleDevice implements Device {
    private final Mutation mutation;

    /** As Declarative Services makes it: in order. */
    public SampleDevice() {
        this(Mutation.NONE);
    }

    SampleDevice(Mutation mutation) {
        this.mutation = mutation;
    }

    static Specimen specimen(Mutation mutation) {
        return Specimen.of(new SampleDevice(mutation)).condition("BANK = 0", bank(0)).condition("BANK = 1", bank(1));
    }

    private static RegisterWrite bank(int number) {
        return new RegisterWrite("registers", 0x20, 4, number);
    }

    @Override
    public Card plug(Wires wires) {
        return new SampleCard(wires, mutation, SampleCard.State.atPowerOn(mutation));
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(SampleCard.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new SampleCard(wires, mutation, state.values().to(SampleCard.State.class));
    }
}
