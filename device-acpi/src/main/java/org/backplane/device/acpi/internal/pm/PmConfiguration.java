package org.backplane.device.acpi.internal.pm;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Window;
import org.backplane.bus.pci.PciConfiguration;

/** The function's own configuration registers, and the place of the block that they decide. */
final class PmConfiguration implements PciConfiguration {
    private static final int PMBA_ADDRESS = 0xffc0;
    private static final int PMREGMISC_PMIOSE = 0x01;
    private static final int DEVACTB_APMC_EN = 1 << 25;

    private final int[] values = new int[PmConfigRegister.values().length];
    private final boolean smm;
    private final Window window;
    private final DeviceEvents events;

    /**
     * Makes the registers.
     *
     * @param smm    whether the machine has system management mode; if not, the register by which firmware sees that it has
     *               been set up already says so
     * @param window the place of the block
     * @param events where the guest's oddities are reported
     */
    PmConfiguration(boolean smm, Window window, DeviceEvents events) {
        this.smm = smm;
        this.window = window;
        this.events = events;
    }

    int[] values() {
        return values.clone();
    }

    /** The block is where the registers say, except in a machine without PCI. */
    void restore(int[] before) {
        System.arraycopy(before, 0, values, 0, values.length);
        place();
    }

    void reset() {
        for (PmConfigRegister register : PmConfigRegister.values()) {
            values[register.ordinal()] = register.initial();
        }
        if (!smm) {
            values[PmConfigRegister.DEVACTB.ordinal()] |= DEVACTB_APMC_EN;
        }
        place();
    }

    @Override
    public int readConfiguration(int offset) {
        PmConfigRegister register = PmConfigRegister.at(offset);
        return register == null ? 0 : values[register.ordinal()] >>> 8 * (offset - register.offset()) & 0xff;
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        PmConfigRegister register = PmConfigRegister.at(offset);
        if (register == null) {
            if (value != 0) {
                events.guest(String.format("reserved configuration register %02x (82371AB §7.1) written with %02x",
                        offset, value));
            }
            return;
        }
        int shift = 8 * (offset - register.offset());
        int mask = register.writable() & 0xff << shift;
        int old = values[register.ordinal()];
        values[register.ordinal()] = old & ~mask | value << shift & mask;
        if (register == PmConfigRegister.PMBA || register == PmConfigRegister.PMREGMISC) {
            place();
        }
    }

    private void place() {
        if ((values[PmConfigRegister.PMREGMISC.ordinal()] & PMREGMISC_PMIOSE) != 0) {
            window.move(values[PmConfigRegister.PMBA.ordinal()] & PMBA_ADDRESS);
        } else {
            window.close();
        }
    }
}
