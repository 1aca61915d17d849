package org.backplane.device.edu.internal;

import org.backplane.bus.Line;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciWires;

/**
 * The interrupt controller (QEMU edu "IRQ controller"): a set of causes, the pin INTA#, and one message.
 *
 * <p>The pin is a level: asserted as long as a cause is left. A message is an event: one goes out each time a cause is raised,
 * even one that is set already, and nothing takes it back.
 */
final class InterruptController {
    private final EduState state;
    private final Line intx;
    private final PciWires pci;

    InterruptController(EduState state, Wires wires) {
        this.state = state;
        // "intx" is the pin that the property bus.pci.pin speaks of; the host bridge knows which interrupt line it leads to.
        this.intx = wires.line("intx");
        this.pci = wires.pci();
    }

    /** Adds causes; this register takes every write. */
    boolean raise(int causes) {
        state.interruptStatus |= causes;
        driveThePin();
        if (state.interruptStatus != 0 && pci.messagesEnabled()) {
            pci.message(0);
        }
        return true;
    }

    /** Takes causes away; this register takes every write. */
    boolean acknowledge(int causes) {
        state.interruptStatus &= ~causes;
        driveThePin();
        return true;
    }

    /** The pin follows the state and is computed here only. While messages are enabled the slot does not listen to it. */
    void driveThePin() {
        intx.set(state.interruptStatus != 0);
    }
}
