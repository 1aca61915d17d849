package org.backplane.device.pci.internal;

import static org.backplane.device.pci.internal.HeaderRegister.BRIDGE_CONTROL;
import static org.backplane.device.pci.internal.HeaderRegister.BRIDGE_CONTROL_RESET;
import static org.backplane.device.pci.internal.HeaderRegister.COMMAND;
import static org.backplane.device.pci.internal.HeaderRegister.COMMAND_IO;
import static org.backplane.device.pci.internal.HeaderRegister.COMMAND_MEMORY;
import static org.backplane.device.pci.internal.HeaderRegister.PREFETCHABLE_64_BIT;
import static org.backplane.device.pci.internal.HeaderRegister.SECONDARY_BUS_NUMBER;
import static org.backplane.device.pci.internal.HeaderRegister.SECONDARY_STATUS;
import static org.backplane.device.pci.internal.HeaderRegister.SUBORDINATE_BUS_NUMBER;

import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciSeat;
import org.backplane.bus.pci.PciWindowDTO;

/**
 * A PCI-to-PCI bridge (PCI Bridge 1.2 §3.2, §4): a header of type 01h whose windows let accesses through to the bus behind
 * it. A range that does not lie in a window whole does not answer at all.
 *
 * <p>Not modelled: the VGA and ISA enable bits, which can be written but gate nothing because a VGA card's legacy ranges
 * have addresses of their own; 32-bit I/O; the reset of cards behind it, whose configuration headers alone are reset.
 */
final class Bridge extends Function {
    private static final int IO_GRANULE = 0x1000;
    private static final int MEMORY_GRANULE = 0x10_0000;
    private static final int BASE_BITS = 0xf0;
    private static final int MEMORY_BITS = 0xfff0;

    private final Bus secondary;

    Bridge(PciSeat seat, Bus bus, int device) {
        super(seat, bus, device);
        secondary = new Bus(this);
    }

    /** The bus behind it. */
    Bus secondary() {
        return secondary;
    }

    @Override
    HeaderRegister romRegister() {
        return HeaderRegister.BRIDGE_ROM_BASE_ADDRESS;
    }

    @Override
    void defineType(RegisterFile header, PciIdentity identity) {
        HeaderRegister.HEADER_TYPE.define(header, HeaderRegister.HEADER_TYPE.get(header) | HeaderRegister.BRIDGE_TYPE);
        for (HeaderRegister register : HeaderRegister.values()) {
            switch (register) {
                case PRIMARY_BUS_NUMBER, SECONDARY_BUS_NUMBER, SUBORDINATE_BUS_NUMBER, SECONDARY_LATENCY_TIMER, IO_BASE,
                        IO_LIMIT, SECONDARY_STATUS, MEMORY_BASE, MEMORY_LIMIT, PREFETCHABLE_BASE_UPPER,
                        PREFETCHABLE_LIMIT_UPPER, BRIDGE_CONTROL -> register.define(header, 0);
                case PREFETCHABLE_MEMORY_BASE, PREFETCHABLE_MEMORY_LIMIT -> register.define(header, PREFETCHABLE_64_BIT);
                default -> { }
            }
        }
    }

    @Override
    void reset() {
        super.reset();
        secondary.reset();
    }

    @Override
    void write(int offset, int value) {
        int before = BRIDGE_CONTROL.get(header());
        super.write(offset, value);
        if ((BRIDGE_CONTROL.get(header()) & ~before & BRIDGE_CONTROL_RESET) != 0) {
            secondary.reset();
        }
    }

    @Override
    void decode() {
        super.decode();
        secondary.functions().forEach(Function::decode);
    }

    /** Whether configuration cycles for a bus go through it (PCI Bridge §3.1.2.2); bus 0 is in front of every bridge. */
    boolean forwards(int number) {
        int first = SECONDARY_BUS_NUMBER.get(header());
        return first != 0 && first <= number && number <= SUBORDINATE_BUS_NUMBER.get(header());
    }

    int secondaryNumber() {
        return SECONDARY_BUS_NUMBER.get(header());
    }

    /** A configuration cycle behind it met nobody. */
    void masterAbort() {
        SECONDARY_STATUS.set(header(), SECONDARY_STATUS.get(header()) | HeaderRegister.STATUS_RECEIVED_MASTER_ABORT);
    }

    /** Whether it lets accesses to a range behind it through. */
    boolean passes(Bar bar, long address) {
        int command = COMMAND.get(header());
        if (bar.kind() == Bar.Kind.IO) {
            return (command & COMMAND_IO) != 0 && io().has(bar, address);
        }
        return (command & COMMAND_MEMORY) != 0 && (memory().has(bar, address) || prefetchable().has(bar, address));
    }

    /** What it forwards of the space of a range behind it. */
    PciWindowDTO window(Bar bar, long address) {
        boolean io = bar.kind() == Bar.Kind.IO;
        boolean decodes = (COMMAND.get(header()) & (io ? COMMAND_IO : COMMAND_MEMORY)) != 0;
        PciWindowDTO dto = new PciWindowDTO();
        dto.bridge = seat().pid();
        dto.windows = (io ? "I/O " + io() : "memory " + memory() + ", prefetchable " + prefetchable())
                + (decodes ? "" : ", disabled in the command register");
        dto.passes = passes(bar, address);
        return dto;
    }

    /** A window; one whose end lies before its base is closed (PCI Bridge §3.2.5.6 to §3.2.5.9). */
    private record Window(long base, long limit) {
        boolean has(Bar bar, long address) {
            return Long.compareUnsigned(base, address) <= 0
                    && Long.compareUnsigned(address + bar.lengthBytes() - 1, limit) <= 0;
        }

        @Override
        public String toString() {
            return Long.compareUnsigned(base, limit) > 0 ? "closed" : String.format("%x-%x", base, limit);
        }
    }

    private Window io() {
        return new Window(base(HeaderRegister.IO_BASE, BASE_BITS, 8),
                base(HeaderRegister.IO_LIMIT, BASE_BITS, 8) + IO_GRANULE - 1);
    }

    private Window memory() {
        return new Window(base(HeaderRegister.MEMORY_BASE, MEMORY_BITS, 16),
                base(HeaderRegister.MEMORY_LIMIT, MEMORY_BITS, 16) + MEMORY_GRANULE - 1);
    }

    private Window prefetchable() {
        return new Window(base(HeaderRegister.PREFETCHABLE_MEMORY_BASE, MEMORY_BITS, 16)
                | upper(HeaderRegister.PREFETCHABLE_BASE_UPPER),
                (base(HeaderRegister.PREFETCHABLE_MEMORY_LIMIT, MEMORY_BITS, 16)
                        | upper(HeaderRegister.PREFETCHABLE_LIMIT_UPPER)) + MEMORY_GRANULE - 1);
    }

    private long base(HeaderRegister register, int bits, int shift) {
        return (long) (register.get(header()) & bits) << shift;
    }

    private long upper(HeaderRegister register) {
        return (long) register.get(header()) << Integer.SIZE;
    }
}
