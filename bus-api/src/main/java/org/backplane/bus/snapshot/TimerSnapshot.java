package org.backplane.bus.snapshot;

/**
 * An armed timer. Cards arm their timers themselves, from their state; this says in which order, and that none is missing.
 *
 * @param pid           the slot of its card
 * @param name          what the card calls it
 * @param deadlineNanos virtual time at which it expires, in nanoseconds since power-on
 */
public record TimerSnapshot(String pid, String name, long deadlineNanos) {
}
