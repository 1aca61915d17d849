package org.backplane.device.ioapic.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Wires;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.IoApic;
import org.backplane.bus.apic.LocalApic;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;

/**
 * Intel 82093AA I/O APIC, with the version and the EOI register that its successor in the 82801 has (82801DB "EOIR").
 *
 * <p>Pins: inputs {@code in0} to {@code in23}. Levels of lines are logical; in electrical terms the first sixteen inputs are
 * high when their line is asserted, as ISA interrupts are, and the others low, as those of PCI are (82093AA §2.4). Polarity
 * bits are compared with that.
 *
 * <p>An edge that nobody accepts is lost. A level is offered again when its entry is written, when an interrupt ends, or when
 * a local APIC arrives.
 *
 * <p>Not modelled: the APIC bus with its arbitration, whose ID is the one that was written last; retries of messages that a
 * local APIC which software has disabled does not accept; SMI; pin assertion by message.
 */
final class IoApicChip implements StateKeeper, RegisterBlock, IoApic, RangeHandler {
    static final int ENTRIES = 24;

    /** Version 20h with the highest entry. */
    private static final int VERSION = ENTRIES - 1 << 16 | 0x20;
    private static final int FIRST_PCI_INPUT = 16;

    private final Wires wires;
    private final RedirectionEntry[] table = new RedirectionEntry[ENTRIES];
    private final boolean[] asserted = new boolean[ENTRIES];
    private final List<LocalApic> processors = new ArrayList<>();
    private int index;
    private int id;
    private int arbitration;

    /** Makes the chip after power-on. */
    IoApicChip(Wires wires) {
        this(wires, IoApicState.powerOn());
    }

    /**
     * Makes a chip that goes on where another one stopped: an input that was asserted then and is now makes no edge.
     *
     * @param before the state of that one
     */
    IoApicChip(Wires wires, IoApicState before) {
        this.wires = wires;
        restore(before);
        wires.watch(LocalApic.class, new Processors());
        boolean[] heard = new boolean[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            int input = i;
            wires.sense("in" + i, level -> {
                heard[input] = level;
                input(input, level);
            });
        }
        for (int i = 0; i < ENTRIES; i++) {
            // An input that was asserted, and is not because nobody drives its line any more.
            input(i, heard[i]);
        }
    }

    private void restore(IoApicState before) {
        if (before.entries().length != ENTRIES) {
            throw new StateException("the state has " + before.entries().length + " redirection entries");
        }
        index = before.index();
        id = before.id();
        arbitration = before.arbitration();
        for (int i = 0; i < ENTRIES; i++) {
            table[i] = new RedirectionEntry();
            table[i].restore(before.entries()[i]);
            asserted[i] = (before.pins() >> i & 1) != 0;
        }
    }

    @Override
    public DeviceState state() {
        long[] entries = new long[ENTRIES];
        int pins = 0;
        for (int i = 0; i < ENTRIES; i++) {
            entries[i] = table[i].state();
            pins |= asserted[i] ? 1 << i : 0;
        }
        return DeviceState.of(IoApicState.SCHEMA, new IoApicState(index, id, arbitration, entries, pins));
    }

    /** The local APICs of the machine. */
    private final class Processors implements RoleListener<LocalApic> {
        @Override
        public void added(String pid, LocalApic role) {
            processors.add(role);
            settle();
        }

        @Override
        public void removed(String pid, LocalApic role) {
            processors.remove(role);
        }
    }

    private void input(int number, boolean level) {
        boolean before = active(number);
        asserted[number] = level;
        RedirectionEntry entry = table[number];
        if (active(number) && !before && !entry.masked() && !entry.level()) {
            send(entry.message());
        }
        settle(number);
    }

    /** Whether an input has the level that its entry takes for an interrupt. */
    private boolean active(int number) {
        boolean high = asserted[number] == number < FIRST_PCI_INPUT;
        return high != table[number].activeLow();
    }

    private void settle() {
        for (int i = 0; i < ENTRIES; i++) {
            settle(i);
        }
    }

    /** Offers a level-triggered interrupt that is active and has not been accepted yet. */
    private void settle(int number) {
        RedirectionEntry entry = table[number];
        if (entry.level() && !entry.masked() && !entry.remoteIrr() && active(number)) {
            entry.remoteIrr(send(entry.message()));
        }
    }

    private boolean send(InterruptMessage message) {
        if (message.delivery() == Delivery.SMI) {
            wires.events().guest("an input is to become an SMI, which the processor does not have (82093AA §3.2.4)");
        }
        boolean accepted = false;
        for (LocalApic processor : List.copyOf(processors)) {
            accepted |= processor.deliver(message);
        }
        return accepted;
    }

    @Override
    public void endOfInterrupt(int vector) {
        for (RedirectionEntry entry : table) {
            if (entry.level() && entry.vector() == vector) {
                entry.remoteIrr(false);
            }
        }
        settle();
    }

    // Registers.

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(IoApicRegister.declared());
    }

    @Override
    public long read(long offset, int width) {
        return peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        return Integer.toUnsignedLong(IoApicRegister.at((int) offset).map(this::value).orElse(0));
    }

    private int value(IoApicRegister register) {
        return switch (register) {
            case IOREGSEL -> index;
            case IOWIN -> IndexedRegister.at(index).map(this::value).orElse(0);
            case EOIR -> 0;
        };
    }

    private int value(IndexedRegister register) {
        return switch (register.kind()) {
            case IOAPICID -> id;
            case IOAPICVER -> VERSION;
            case IOAPICARB -> arbitration;
            case REDIRECTION_LOW -> table[register.entry()].low();
            case REDIRECTION_HIGH -> table[register.entry()].high();
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        IoApicRegister.at((int) offset).ifPresent(register -> write(register, (int) value));
    }

    private void write(IoApicRegister register, int value) {
        switch (register) {
            case IOREGSEL -> index = value & register.writable();
            case IOWIN -> IndexedRegister.at(index).ifPresent(indexed -> write(indexed, value));
            case EOIR -> endOfInterrupt(value & 0xff);
        }
    }

    /** Writing the ID loads the arbitration ID as well (82093AA §3.2.3). */
    private void write(IndexedRegister register, int value) {
        switch (register.kind()) {
            case IOAPICID -> {
                id = value & register.writable();
                arbitration = id;
            }
            case IOAPICVER, IOAPICARB -> { }
            case REDIRECTION_LOW -> table[register.entry()].low(value);
            case REDIRECTION_HIGH -> table[register.entry()].high(value);
        }
        settle();
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            index = 0;
            id = 0;
            arbitration = 0;
            for (RedirectionEntry entry : table) {
                entry.reset();
            }
        }
    }
}
