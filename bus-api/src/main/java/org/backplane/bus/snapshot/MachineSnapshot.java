package org.backplane.bus.snapshot;

import java.util.List;

/**
 * A machine between two instructions.
 *
 * @param nanos        virtual time since power-on in nanoseconds
 * @param instructions instructions executed since power-on
 * @param lines        the lines that are asserted, by name, sorted
 * @param timers       the timers that are armed, in the order in which they will expire
 * @param slots        the slots with a device, sorted by PID
 */
public record MachineSnapshot(long nanos, long instructions, List<String> lines, List<TimerSnapshot> timers,
        List<SlotSnapshot> slots) {
    /** Takes copies of the lists. */
    public MachineSnapshot {
        lines = List.copyOf(lines);
        timers = List.copyOf(timers);
        slots = List.copyOf(slots);
    }
}
