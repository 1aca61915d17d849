package org.backplane.device.pci.internal;

import static org.backplane.device.pci.internal.HeaderRegister.COMMAND;
import static org.backplane.device.pci.internal.HeaderRegister.COMMAND_BUS_MASTER;
import static org.backplane.device.pci.internal.HeaderRegister.COMMAND_INTERRUPT_DISABLE;
import static org.backplane.device.pci.internal.HeaderRegister.HEADER_BYTES;
import static org.backplane.device.pci.internal.HeaderRegister.STATUS;
import static org.backplane.device.pci.internal.HeaderRegister.STATUS_CAPABILITIES;
import static org.backplane.device.pci.internal.HeaderRegister.STATUS_INTERRUPT;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciSeat;

/**
 * A function that is plugged into a bus: its configuration space and what that lets it decode (PCI 3.0 §6.1, §6.2).
 *
 * <p>Not modelled: built-in self test, VGA palette snooping, parity, the extended configuration space.
 */
class Function {
    private final PciSeat seat;
    private final Bus bus;
    private final int device;
    private final RegisterFile header = new RegisterFile(0, HEADER_BYTES);
    private final List<BaseAddress> baseAddresses = new ArrayList<>();
    private final MessageCapability messages;

    /** Makes a function as it is after reset. */
    Function(PciSeat seat, Bus bus, int device) {
        this.seat = seat;
        this.bus = bus;
        this.device = device;
        int cards = seat.configuration().capabilities();
        messages = identity().messages() == 0 ? null : new MessageCapability(identity(), cards);
        define(identity(), messages == null ? cards : MessageCapability.OFFSET);
        for (Bar bar : identity().bars()) {
            baseAddresses.add(new BaseAddress(bar, romRegister()));
        }
        baseAddresses.forEach(register -> register.define(header));
    }

    final List<BaseAddress> baseAddresses() {
        return baseAddresses;
    }

    /** Where this type of header has its expansion ROM base address. */
    HeaderRegister romRegister() {
        return HeaderRegister.EXPANSION_ROM_BASE_ADDRESS;
    }

    private void define(PciIdentity identity, int capabilities) {
        HeaderRegister.VENDOR_ID.define(header, identity.vendorId());
        HeaderRegister.DEVICE_ID.define(header, identity.deviceId());
        COMMAND.define(header, 0);
        STATUS.define(header, identity.status() | (capabilities == 0 ? 0 : STATUS_CAPABILITIES));
        HeaderRegister.REVISION_ID.define(header, identity.revisionId());
        HeaderRegister.CLASS_CODE.define(header, identity.classCode());
        HeaderRegister.CACHE_LINE_SIZE.define(header, 0);
        HeaderRegister.HEADER_TYPE.define(header, identity.multifunction() ? HeaderRegister.MULTIFUNCTION : 0);
        HeaderRegister.CAPABILITIES_POINTER.define(header, capabilities);
        HeaderRegister.INTERRUPT_LINE.define(header, 0);
        HeaderRegister.INTERRUPT_PIN.define(header, identity.interruptPin());
        defineType(header, identity);
    }

    /** The registers that only this type of header has. */
    void defineType(RegisterFile registers, PciIdentity identity) {
        HeaderRegister.SUBSYSTEM_VENDOR_ID.define(registers, identity.subsystemVendorId());
        HeaderRegister.SUBSYSTEM_ID.define(registers, identity.subsystemId());
    }

    final PciSeat seat() {
        return seat;
    }

    final PciIdentity identity() {
        return seat.identity();
    }

    /** The bus it is plugged into. */
    final Bus bus() {
        return bus;
    }

    final int device() {
        return device;
    }

    final RegisterFile header() {
        return header;
    }

    /**
     * What is left of a function when it is taken out.
     *
     * @param pid      its slot
     * @param device   its device number
     * @param shape    which registers it has; a card of another shape starts anew
     * @param header   what its header held
     * @param messages what its MSI capability held; nothing if it has none
     */
    record State(String pid, int device, String shape, byte[] header, byte[] messages) {
        /** Only the place: no card has this shape, so nothing is restored. */
        State withoutPower() {
            return new State(pid, device, "", new byte[0], new byte[0]);
        }
    }

    final State state() {
        return new State(seat.pid(), device, shape(), header.contents(),
                messages == null ? new byte[0] : messages.registers().contents());
    }

    private String shape() {
        return getClass().getSimpleName() + ' ' + identity().bars() + ' ' + identity().messages();
    }

    /** Goes on where the function stood before it was taken out, if it is still the same kind of card. */
    final void restore(State before) {
        if (shape().equals(before.shape)) {
            header.restore(before.header);
            if (messages != null) {
                messages.registers().restore(before.messages);
            }
        }
    }

    /** RST#: everything as it was when the function came; {@link #decode} lets it take effect. */
    void reset() {
        header.reset();
        if (messages != null) {
            messages.registers().reset();
        }
    }

    /** Reads a byte of configuration space. */
    final int read(int offset) {
        if (header.has(offset)) {
            return header.get(offset, 1);
        }
        return messages != null && messages.registers().has(offset) ? messages.registers().get(offset, 1)
                : seat.configuration().readConfiguration(offset);
    }

    /** Writes a byte of configuration space; {@link #decode} lets it take effect. */
    void write(int offset, int value) {
        if (header.has(offset)) {
            header.write(offset, value);
        } else if (messages != null && messages.registers().has(offset)) {
            messages.registers().write(offset, value);
        } else {
            seat.configuration().writeConfiguration(offset, value);
        }
    }

    /** Derives from the registers of this function, and of the bridges in front of it, what answers where. */
    void decode() {
        for (BaseAddress register : baseAddresses) {
            long address = register.address(header);
            if (register.enabled(header) && bus.passes(register.bar(), address)) {
                seat.place(register.bar().index(), address);
            } else {
                seat.displace(register.bar().index());
            }
        }
        seat.busMaster(isBusMaster() && bus.passesUpstream());
    }

    /** It has gone from the bus: nothing of it answers any more. */
    final void silence() {
        baseAddresses.forEach(register -> seat.displace(register.bar().index()));
        seat.busMaster(false);
    }

    final boolean isBusMaster() {
        return (COMMAND.get(header) & COMMAND_BUS_MASTER) != 0;
    }

    /** Whether it pulls its INTx# pin: the card wants to, and neither the command register nor MSI keeps it from that. */
    final boolean interrupts() {
        int level = seat.interrupt() ? STATUS_INTERRUPT : 0;
        STATUS.set(header, STATUS.get(header) & ~STATUS_INTERRUPT | level);
        return level != 0 && (COMMAND.get(header) & COMMAND_INTERRUPT_DISABLE) == 0 && !messagesEnabled()
                && identity().interruptPin() != 0;
    }

    final boolean messagesEnabled() {
        return messages != null && messages.enabled();
    }

    /** Sends a message, if software has set it up (PCI 3.0 §6.8.3). */
    final void message(int number) {
        if (messagesEnabled() && isBusMaster()) {
            seat.write(messages.address(), messages.data(number));
        }
    }

    /** Sets error bits. */
    final void status(int bits) {
        STATUS.set(header, STATUS.get(header) | bits);
    }
}
