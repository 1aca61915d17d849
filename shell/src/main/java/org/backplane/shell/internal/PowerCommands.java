package org.backplane.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.PowerButton;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The button on the front of the case. Whether it switches anything off is the guest's decision; {@code pc:off} does it anyway. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = "power")
public final class PowerCommands implements CommandSet {
    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine whose button is meant
     */
    @Activate
    public PowerCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Presses the power button. */
    @Descriptor("presses the power button: a guest that listens to ACPI shuts down, any other goes on")
    public void power() {
        machine.call(() -> {
            press();
            return null;
        });
    }

    /** Machine thread. */
    private void press() {
        PowerButton button = machine.roles(PowerButton.class).stream().findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the machine has no power button; pc:off switches it off"));
        if (machine.state() == Machine.State.OFF) {
            throw new IllegalArgumentException("the machine is off");
        }
        button.press();
    }
}
