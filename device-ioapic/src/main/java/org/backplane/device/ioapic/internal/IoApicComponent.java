package org.backplane.device.ioapic.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.Senses;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The I/O APIC of a PC at FEC00000h, beside its 8259A: the output of that is at input 0 (the line {@code lint0}), the timer's
 * interrupt 0 at input 2, all other ISA interrupts at the inputs of their numbers, where PCI interrupts come as the bridge
 * routes them. The upper eight inputs hear the lines {@code gsi16} to {@code gsi23}.
 */
@Component(name = IoApicComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@MemoryRanges(memory = "0xfec00000+0x1000", memory_name = "registers", memory_valid = "4")
@Senses({"in0=lint0", "in1=irq1", "in2=irq0", "in3=irq3", "in4=irq4", "in5=irq5", "in6=irq6", "in7=irq7", "in8=irq8",
    "in9=irq9", "in10=irq10", "in11=irq11", "in12=irq12", "in13=irq13", "in14=irq14", "in15=irq15", "in16=gsi16",
    "in17=gsi17", "in18=gsi18", "in19=gsi19", "in20=gsi20", "in21=gsi21", "in22=gsi22", "in23=gsi23"})
@DeviceKind(value = "interrupt-controller", model = "82093AA")
@PassesTck(level = 1)
public final class IoApicComponent implements Device {
    static final String PID = "org.backplane.device.ioapic";

    @Override
    public Card plug(Wires wires) {
        return new IoApicChip(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(IoApicState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new IoApicChip(wires, state.values().to(IoApicState.class));
    }
}
