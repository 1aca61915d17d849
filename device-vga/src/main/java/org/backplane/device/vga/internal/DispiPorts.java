package org.backplane.device.vga.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The display interface's ports: the index as a word at offset 0, the data as a word at offset 2, or at offset 1 where the
 * PC's version has it (Bochs VBE "Display interface"). The word at offset 1 is not aligned and arrives as two bytes, the low
 * one first; the register is written with the second. The same registers lie side by side in the memory of the PCI function.
 */
final class DispiPorts implements RangeHandler {
    private static final int INDEX = 0;
    private static final int DATA_LOW = 1;
    private static final int DATA = 2;

    private final Dispi dispi;
    private final Revision revision;
    private final DeviceEvents events;
    private int low;

    DispiPorts(Dispi dispi, Revision revision, DeviceEvents events) {
        this.dispi = dispi;
        this.revision = revision;
        this.events = events;
    }

    /** The two registers, for whoever looks at the chip from outside; they are taken as a whole. */
    static RegisterMap declared() {
        return RegisterMap.of(Register.of("INDEX", INDEX, 2, Register.Access.RW).widths(2).reset(0).section("Bochs VBE"),
                Register.of("DATA", DATA, 2, Register.Access.RW).writable(0).section("Bochs VBE"),
                Register.of("DATA_LOW", DATA_LOW, 1, Register.Access.RW).widths(1).writable(0).section("Bochs VBE"));
    }

    /** The byte that waits for its other half. */
    int low() {
        return low;
    }

    void restore(int before) {
        low = before;
    }

    @Override
    public long read(long offset, int width) {
        return peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        if (offset == INDEX) {
            return dispi.selected();
        }
        int data = dispi.read(DispiRegister.at(dispi.selected()));
        return offset == DATA && width == 1 ? data >> 8 : data;
    }

    @Override
    public void write(long offset, int width, long value) {
        if (offset == INDEX) {
            dispi.select((int) value);
        } else if (offset == DATA_LOW) {
            low = (int) value;
        } else if (offset == DATA) {
            write(dispi.selected(), width == 1 ? (int) value << 8 | low : (int) value);
        }
    }

    int read(int index) {
        return dispi.read(DispiRegister.at(index));
    }

    void write(int index, int value) {
        DispiRegister register = DispiRegister.at(index);
        if (!dispi.write(register, value)) {
            String name = register == DispiRegister.NONE ? String.format("%04x", index) : register.name();
            events.guest(String.format("display interface register %s written with %04x, which it does not take as it is",
                    name, value));
        }
        revision.registersChanged();
    }
}
