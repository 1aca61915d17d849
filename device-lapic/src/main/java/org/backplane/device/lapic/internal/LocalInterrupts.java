package org.backplane.device.lapic.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.state.StateException;

/** The local vector table (SDM 3A §10.5.1) and the pins LINT0 and LINT1, the inputs of two of its entries. */
final class LocalInterrupts {
    static final int PINS = 2;

    private static final List<LapicRegister> ENTRIES = List.of(LapicRegister.LVT_TIMER, LapicRegister.LVT_THERMAL,
            LapicRegister.LVT_PERFORMANCE, LapicRegister.LVT_LINT0, LapicRegister.LVT_LINT1, LapicRegister.LVT_ERROR);

    /** Where an interrupt goes that is not masked. */
    interface Destination {
        boolean deliver(Delivery delivery, int vector, boolean level);
    }

    private final Map<LapicRegister, LocalVector> entries = new EnumMap<>(LapicRegister.class);
    private final Destination destination;
    private final LocalVector[] lint;
    private final boolean[] asserted = new boolean[PINS];

    LocalInterrupts(Destination destination) {
        this.destination = destination;
        ENTRIES.forEach(register -> entries.put(register, new LocalVector(register)));
        this.lint = new LocalVector[] {entries.get(LapicRegister.LVT_LINT0), entries.get(LapicRegister.LVT_LINT1)};
    }

    int[] state() {
        return entries.values().stream().mapToInt(LocalVector::value).toArray();
    }

    /** Takes entries and pins over; no pin has moved. */
    void restore(int[] before, int pins) {
        if (before.length != ENTRIES.size()) {
            throw new StateException("the state has " + before.length + " local vectors");
        }
        for (int i = 0; i < before.length; i++) {
            entries.get(ENTRIES.get(i)).restore(before[i]);
        }
        for (int pin = 0; pin < PINS; pin++) {
            asserted[pin] = (pins >> pin & 1) != 0;
        }
    }

    /** The pins keep their levels. */
    void reset() {
        entries.values().forEach(LocalVector::reset);
    }

    LocalVector entry(LapicRegister register) {
        return entries.get(register);
    }

    void maskAll() {
        entries.values().forEach(LocalVector::mask);
    }

    /** What an entry stands for has happened. */
    void happened(LapicRegister register) {
        LocalVector entry = entries.get(register);
        if (!entry.masked()) {
            destination.deliver(entry.delivery(), entry.vector(), false);
        }
    }

    boolean pin(int number) {
        return asserted[number];
    }

    int pins() {
        return (asserted[0] ? 1 : 0) | (asserted[1] ? 2 : 0);
    }

    /** A pin has changed. External interrupts follow the level, {@link #external}; all others but fixed ones are edges. */
    void pin(int number, boolean level) {
        boolean before = active(number);
        asserted[number] = level;
        LocalVector entry = lint[number];
        if (active(number) && !before && !entry.masked() && !entry.level() && entry.delivery() != Delivery.EXT_INT) {
            destination.deliver(entry.delivery(), entry.vector(), false);
        }
        settle();
    }

    /** Accepts level-triggered interrupts whose pins are active, unless they have been already and not ended. */
    void settle() {
        for (int number = 0; number < PINS; number++) {
            LocalVector entry = lint[number];
            if (entry.level() && !entry.masked() && !entry.remoteIrr() && active(number)) {
                entry.remoteIrr(destination.deliver(entry.delivery(), entry.vector(), true));
            }
        }
    }

    /** A level-triggered interrupt has ended. */
    void ended(int vector) {
        for (LocalVector entry : lint) {
            if (entry.remoteIrr() && entry.vector() == vector) {
                entry.remoteIrr(false);
            }
        }
        settle();
    }

    /** Whether an external controller asks for its acknowledge cycle. */
    boolean external() {
        return external(0) || external(1);
    }

    private boolean external(int number) {
        return !lint[number].masked() && lint[number].delivery() == Delivery.EXT_INT && active(number);
    }

    private boolean active(int number) {
        return asserted[number] != lint[number].activeLow();
    }
}
