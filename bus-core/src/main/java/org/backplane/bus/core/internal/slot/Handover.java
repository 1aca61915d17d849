package org.backplane.bus.core.internal.slot;

import java.util.Locale;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.run.Stall;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;

/** One replacement of a device that keeps its state: what was taken, and how it goes. */
final class Handover {
    private final Occupant old;
    private final Identity identity;
    private final DeviceState state;
    private final Legacy legacy;
    private final Stall stall;
    private final long startedNanos;
    private final long virtualNanos;
    private final long putOffBefore;
    private String reason = "another revision of the device is awaited";

    /**
     * Begins a replacement.
     *
     * @param state  what the old card gave; {@code null} if it keeps none
     * @param legacy what the old card left; {@code null} if it keeps no state
     */
    Handover(Occupant old, DeviceState state, Legacy legacy, Stall stall, long startedNanos, long virtualNanos) {
        this.old = old;
        this.identity = old.identity();
        this.state = state;
        this.legacy = legacy;
        this.stall = stall;
        this.startedNanos = startedNanos;
        this.virtualNanos = virtualNanos;
        this.putOffBefore = stall.putOffCount();
    }

    /** Whose claims are held. */
    Occupant old() {
        return old;
    }

    Identity identity() {
        return identity;
    }

    DeviceState state() {
        return state;
    }

    Legacy legacy() {
        return legacy;
    }

    /** Why the slot is still held. */
    String reason() {
        return reason;
    }

    void reason(String why) {
        reason = why;
    }

    /** Lets go of what nobody took over. */
    void end() {
        if (legacy != null) {
            legacy.end();
        }
    }

    /** A listing of what came of it. */
    SwapDTO describe(Outcome outcome, String newVersion, String why) {
        SwapDTO dto = new SwapDTO();
        dto.pid = identity.pid();
        dto.oldVersion = identity.version();
        dto.newVersion = newVersion;
        dto.outcome = outcome.text();
        dto.reason = why;
        dto.nanos = virtualNanos;
        dto.stalledNanos = stall.hostNanos() - startedNanos;
        dto.stateBytes = state == null ? 0 : StateFormat.length(state);
        dto.slabBytes = legacy == null ? 0 : legacy.takenBytes();
        dto.held = stall.putOffCount() - putOffBefore;
        return dto;
    }

    /** What came of a replacement. */
    enum Outcome {
        /** The new revision goes on with the state. */
        SWAPPED,
        /** The old revision was not disturbed. */
        REFUSED,
        /** The new revision starts without. */
        FRESH,
        /** The new revision failed and the old one goes on. */
        ROLLED_BACK,
        /** Nobody goes on. */
        FALLEN;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
