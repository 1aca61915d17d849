package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.snapshot.TimerSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateSchema;

/**
 * Lets a machine go on where another one stopped. Its devices come in any order while power is off and its clock stands, at the
 * other one's time: each is plugged in with the state of its slot and finds its memory as it was left. The lines are held at
 * their levels until all are there, so that nobody hears of an edge, and what cards post waits for that. Others come once
 * power is on.
 * Machine thread only.
 */
public final class Restoration {
    private final Board board;
    private final Slots slots;
    private final Exchange exchange;
    private Phase phase = Phase.NONE;
    private MachineSnapshot snapshot;
    /** What nobody has taken over yet, by PID. */
    private final Map<String, SlotSnapshot> open = new TreeMap<>();
    private final Map<String, Legacy> memories = new LinkedHashMap<>();
    /** Who came before the snapshot did, or is not in it. */
    private final Set<Occupant> waiting = new LinkedHashSet<>();

    private enum Phase {
        /** The machine starts anew, or has gone on already. */
        NONE,
        /** It waits for a snapshot. */
        AWAITING,
        /** Its devices come. */
        RESTORING
    }

    Restoration(Board board, Slots slots, Exchange exchange) {
        this.board = board;
        this.slots = slots;
        this.exchange = exchange;
    }

    /** Nothing is plugged in before there is a snapshot. */
    public void await() {
        phase = Phase.AWAITING;
        board.posts().hold();
    }

    /**
     * The snapshot is there.
     *
     * @throws StateException           if the machine does not wait for one
     * @throws IllegalArgumentException if there is no room for the memory in it
     */
    public void begin(MachineSnapshot from) {
        if (phase != Phase.AWAITING) {
            throw new StateException("the machine does not wait for a snapshot");
        }
        from.slots().forEach(slot -> memories.put(slot.pid(), memory(slot)));
        snapshot = from;
        phase = Phase.RESTORING;
        from.slots().forEach(slot -> open.put(slot.pid(), slot));
        board.processor().restore(from.instructions());
        board.clock().set(from.nanos());
        board.nets().hold(from.lines());
        List<Occupant> arrived = List.copyOf(waiting);
        waiting.clear();
        arrived.forEach(slots::arrive);
    }

    private Legacy memory(SlotSnapshot slot) {
        Legacy left = Legacy.ofSlabs();
        slot.slabs().forEach(slab -> left.leave(slab.name(), board.arena().restore(slab)));
        return left;
    }

    /** A device has come; whether it is dealt with here. */
    boolean takes(Occupant newcomer) {
        if (phase == Phase.NONE) {
            return false;
        }
        SlotSnapshot saved = open.get(newcomer.pid());
        if (saved == null) {
            waiting.add(newcomer);
        } else {
            seat(saved, newcomer);
        }
        return true;
    }

    /** Somebody who migrates states has come. */
    void retry() {
        for (SlotSnapshot saved : List.copyOf(open.values())) {
            Occupant occupant = slots.slot(saved.pid()).occupant();
            if (occupant != null) {
                seat(saved, occupant);
            }
        }
    }

    private void seat(SlotSnapshot saved, Occupant newcomer) {
        Slot slot = slots.slot(saved.pid());
        slot.occupant(newcomer);
        try {
            DeviceState state = fitting(saved, newcomer);
            seat(saved, newcomer, state);
            open.remove(saved.pid());
        } catch (DeclarationException invalid) {
            newcomer.state(SlotState.INVALID, invalid.getMessage());
        } catch (StateException misfit) {
            // A migrator, or another revision of the device, may be on its way.
            newcomer.state(SlotState.HELD, refusal(saved, newcomer, misfit.getMessage()));
        } catch (SeatingException failed) {
            newcomer.state(SlotState.FAILED, refusal(saved, newcomer, failed.getMessage()));
        }
        slots.publish(slot);
    }

    private DeviceState fitting(SlotSnapshot saved, Occupant newcomer) throws DeclarationException {
        newcomer.declare();
        newcomer.obstacle().ifPresent(obstacle -> {
            throw new StateException(obstacle);
        });
        StateSchema wanted = newcomer.schema().orElseThrow(() -> new StateException("it keeps no state"));
        return exchange.migrate(saved.state(), wanted);
    }

    private void seat(SlotSnapshot saved, Occupant newcomer, DeviceState state) throws SeatingException {
        AddressMaps.Change change = board.maps().new Change();
        Legacy memory = memories.get(saved.pid());
        newcomer.claim();
        newcomer.inherit(memory, state);
        try {
            newcomer.seat(change);
            if (!memory.left().isEmpty()) {
                newcomer.unseat(change);
                throw new SeatingException("it has no memory of the name and length of " + memory.left());
            }
        } catch (SeatingException failed) {
            newcomer.release();
            newcomer.discard();
            throw failed;
        }
        change.apply();
        newcomer.state(SlotState.LIVE, "");
        newcomer.settled();
        if (!saved.state().schema().equals(state.schema())) {
            board.events().report(saved.pid(), EventLog.FABRIC, "the state " + saved.state().schema() + " of "
                    + saved.bundle() + " " + saved.version() + " became " + state.schema());
        }
    }

    private static String refusal(SlotSnapshot saved, Occupant newcomer, String why) {
        return newcomer.identity().bundle() + " " + newcomer.identity().version() + " does not go on with the state "
                + saved.state().schema() + " that " + saved.bundle() + " " + saved.version() + " has saved: " + why;
    }

    /**
     * Power comes on: whether the guest goes on, and nothing is to be reset.
     *
     * @throws StateException if the snapshot, or a device in it, is not there; the message names each of them
     */
    public boolean complete() {
        if (phase == Phase.NONE) {
            return false;
        }
        if (phase == Phase.AWAITING) {
            throw new StateException("the machine waits for a snapshot");
        }
        if (!open.isEmpty()) {
            List<String> missing = new ArrayList<>();
            open.values().forEach(slot -> missing.add("'" + slot.pid() + "' of " + slot.bundle() + " " + slot.version()));
            throw new StateException("nobody goes on with the state of " + String.join(", ", missing));
        }
        phase = Phase.NONE;
        board.boundary().perform();
        board.nets().release("");
        restoreTimers();
        memories.clear();
        snapshot = null;
        return true;
    }

    /** Whether devices come back, or are waited for. */
    public boolean isUnderWay() {
        return phase != Phase.NONE;
    }

    /**
     * Power is on: what cards have posted meanwhile is done, and those come who were not in the other machine; a guest that
     * listens to hot-plug is told of functions.
     */
    public void powered() {
        board.posts().release(board.boundary()::perform);
        List<Occupant> others = List.copyOf(waiting);
        waiting.clear();
        others.forEach(slots::arrive);
    }

    private void restoreTimers() {
        List<List<TimerSnapshot>> differences = board.timers().restore(snapshot.timers());
        differences.get(0).forEach(timer -> report(timer, "was armed in the snapshot and is not now"));
        differences.get(1).forEach(timer -> report(timer, "was not armed in the snapshot"));
    }

    private void report(TimerSnapshot timer, String what) {
        board.events().report(timer.pid(), EventLog.FABRIC, "the timer '" + timer.name() + "' for " + timer.deadlineNanos()
                + " ns " + what);
    }
}
