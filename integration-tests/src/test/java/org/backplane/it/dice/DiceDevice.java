package org.backplane.it.dice;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciFunction;
import org.osgi.service.component.annotations.Component;

/** A PCI function of its own bundle: each register of both base addresses reads as its offset plus one. */
@Component(name = DiceDevice.PID)
@PciFunction(pci = "5.0", pci_vendor = 0x1234, pci_device = 0x0d1c, pci_class = 0xff0000, pci_pin = 1,
        pci_bars = {"0:mem+4K", "1:io+16"})
public final class DiceDevice implements Device {
    /** The component's PID. */
    public static final String PID = "org.backplane.it.dice";

    @Override
    public Card plug(Wires wires) {
        return new Dice();
    }

    private static final class Dice implements Card, RangeHandler {
        @Override
        public long read(long offset, int width) {
            return offset + 1;
        }

        @Override
        public void write(long offset, int width, long value) {
            // A die cannot be told what to show.
        }
    }
}
