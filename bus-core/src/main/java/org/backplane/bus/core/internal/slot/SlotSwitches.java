package org.backplane.bus.core.internal.slot;

import java.util.function.BooleanSupplier;
import org.backplane.bus.pci.PciSlots;

/** The PCI slots as long as the card that has them may be heard. */
final class SlotSwitches implements PciSlots {
    private final PciSlots slots;
    private final BooleanSupplier alive;

    SlotSwitches(PciSlots slots, BooleanSupplier alive) {
        this.slots = slots;
        this.alive = alive;
    }

    @Override
    public int occupied() {
        return alive.getAsBoolean() ? slots.occupied() : 0;
    }

    @Override
    public void eject(int device) {
        if (alive.getAsBoolean()) {
            slots.eject(device);
        }
    }

    @Override
    public void taken(int device) {
        if (alive.getAsBoolean()) {
            slots.taken(device);
        }
    }

    @Override
    public void refused(int device, String why) {
        if (alive.getAsBoolean()) {
            slots.refused(device, why);
        }
    }
}
