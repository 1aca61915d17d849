package org.backplane.it.dice;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciFunction;
import org.osgi.service.component.annotations.Component;

/**
 * A PCI function of its own bundle, with one register file behind both base addresses: bytes that keep what is written to
 * them, and start as their offset plus one.
 */
@Component(name = DiceDevice.PID)
@PciFunction(pci = "5.0", pci_vendor = 0x1234, pci_device = 0x0d1c, pci_class = 0xff0000, pci_pin = 1,
        pci_bars = {"0:mem+4K", "1:io+16"}, pci_bars_implemented = "1")
public final class DiceDevice implements Device {
    /** The component's PID; named as power waits for it when a machine description has it. */
    public static final String PID = "org.backplane.device.dice";

    @Override
    public Card plug(Wires wires) {
        return new Dice();
    }

    private static final class Dice implements Card, RangeHandler {
        private final byte[] registers = new byte[0x1000];

        Dice() {
            for (int offset = 0; offset < registers.length; offset++) {
                registers[offset] = (byte) (offset + 1);
            }
        }

        @Override
        public long read(long offset, int width) {
            return registers[(int) offset] & 0xff;
        }

        @Override
        public void write(long offset, int width, long value) {
            registers[(int) offset] = (byte) value;
        }
    }
}
