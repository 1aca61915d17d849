package org.backplane.bus.core.internal.slot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.core.internal.declare.AbsentProperty;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.slot.Handover.Outcome;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateMigrator;
import org.backplane.bus.state.StateSchema;

/**
 * Lets one device go on where another one of the same slot stopped. If both are there it is done at once, between two
 * instructions. If the old one has gone first, the guest stands until the next one has come or the time is up. Machine
 * thread only, except for {@link #list}.
 */
final class Exchange {
    private final Board board;
    private final Slots slots;
    private final long graceMillis;
    private final Migrators migrators = new Migrators();
    private final SwapLog log = new SwapLog();

    Exchange(Board board, Slots slots, long graceMillis) {
        this.board = board;
        this.slots = slots;
        this.graceMillis = graceMillis;
    }

    void add(StateMigrator migrator) {
        migrators.add(migrator);
    }

    void remove(StateMigrator migrator) {
        migrators.remove(migrator);
    }

    /** The state under the schema that a newcomer wants. */
    DeviceState migrate(DeviceState state, StateSchema wanted) {
        return migrators.migrate(state, wanted);
    }

    /** What came of each replacement. Any thread. */
    List<SwapDTO> list() {
        return log.list();
    }

    /** Both are there. What the old one declares is no obstacle to the new one. */
    void replace(Slot slot, Occupant newcomer) {
        Occupant old = slot.occupant();
        long startedNanos = board.stall().hostNanos();
        DeviceState state;
        DeviceState restored;
        try {
            if (newcomer.schema().isEmpty()) {
                Handover nothing = handover(old, null, null, startedNanos);
                slots.replaceWithoutState(slot, newcomer);
                log.add(nothing.describe(Outcome.FRESH, newcomer.identity().version(), "the new device keeps no state"));
                return;
            }
            state = old.takeState();
            restored = migrators.migrate(state, newcomer.schema().orElseThrow());
        } catch (StateException refused) {
            slots.refuse(slot, newcomer, refused.getMessage());
            log.add(handover(old, null, null, startedNanos).describe(Outcome.REFUSED, old.identity().version(),
                    refused.getMessage()));
            return;
        }
        AddressMaps.Change change = board.maps().new Change();
        old.release();
        Handover handover = handover(old, state, old.handOver(change), startedNanos);
        old.state(SlotState.EMPTY, "");
        old.replaced(true);
        slot.waiting().addLast(old);
        start(slot, newcomer, handover, restored, change);
    }

    private Handover handover(Occupant old, DeviceState state, Legacy legacy, long startedNanos) {
        return new Handover(old, state, legacy, board.stall(), startedNanos, board.clock().nanos());
    }

    /**
     * A device goes.
     *
     * @param updating whether its bundle is being updated
     * @return whether another one goes on in its place, or the guest stands for one to come
     */
    boolean depart(Slot slot, boolean updating) {
        Occupant leaving = slot.occupant();
        if (leaving.state() != SlotState.LIVE || !leaving.alive()) {
            return false;
        }
        if (leaving.keepsState() && !slot.waiting().isEmpty()) {
            hold(slot, 0);
            fall(slot, "the new device has gone");
            return true;
        }
        long millis = holdMillis(leaving, updating);
        if (millis > 0) {
            hold(slot, millis);
        }
        return millis > 0;
    }

    /** How long the guest stands for the next device if this one goes. */
    long holdMillis(Occupant leaving, boolean updating) {
        return updating && leaving.keepsState() ? AbsentProperty.graceMillis(leaving.properties(), graceMillis)
                : AbsentProperty.stallMillis(leaving.properties());
    }

    private void hold(Slot slot, long millis) {
        Occupant leaving = slot.occupant();
        long startedNanos = board.stall().hostNanos();
        AddressMaps.Change change = board.maps().new Change();
        Optional<DeviceState> state = state(leaving);
        Legacy legacy = null;
        if (state.isPresent()) {
            legacy = leaving.handOver(change);
        } else {
            leaving.unseat(change);
        }
        change.apply();
        if (legacy == null) {
            leaving.discard();
        }
        leaving.state(SlotState.EMPTY, "");
        slot.handover(handover(leaving, state.orElse(null), legacy, startedNanos));
        slot.occupant(null);
        board.stall().begin(slot.pid(), TimeUnit.MILLISECONDS.toNanos(millis),
                pid -> fall(slot, "no other revision came within " + millis + " ms"));
        slots.publish(slot);
    }

    private Optional<DeviceState> state(Occupant leaving) {
        try {
            return leaving.keepsState() ? Optional.of(leaving.takeState()) : Optional.empty();
        } catch (StateException lost) {
            board.events().report(leaving.pid(), EventLog.FABRIC, lost.getMessage());
            return Optional.empty();
        }
    }

    /** Somebody comes to a slot for which the guest stands. */
    void succeed(Slot slot, Occupant newcomer) {
        Handover handover = slot.handover();
        handover.old().release();
        try {
            Optional<DeviceState> restored = startFrom(handover, newcomer);
            slot.handover(null);
            board.stall().end(slot.pid());
            AddressMaps.Change change = board.maps().new Change();
            if (restored.isPresent()) {
                start(slot, newcomer, handover, restored.get(), change);
            } else {
                startFresh(slot, newcomer, handover, change);
            }
        } catch (DeclarationException | StateException refused) {
            handover.old().claim();
            handover.reason(refused.getMessage());
            slots.refuse(slot, newcomer, refused.getMessage());
        }
    }

    /** What a newcomer can start from; nothing if there is no state or it does not keep any. */
    private Optional<DeviceState> startFrom(Handover handover, Occupant newcomer) throws DeclarationException {
        newcomer.declare();
        Optional<String> obstacle = newcomer.obstacle();
        if (obstacle.isPresent()) {
            throw new StateException(obstacle.get());
        }
        return handover.state() == null ? Optional.empty()
                : newcomer.schema().map(schema -> migrators.migrate(handover.state(), schema));
    }

    private void startFresh(Slot slot, Occupant newcomer, Handover handover, AddressMaps.Change change) {
        slot.occupant(newcomer);
        slot.absence().end(change);
        slots.admit(newcomer, change);
        change.apply();
        String why = handover.state() == null ? "there is no state" : "the new device keeps no state";
        end(slot, handover, Outcome.FRESH, newcomer.identity().version(), why);
    }

    private void start(Slot slot, Occupant newcomer, Handover handover, DeviceState restored, AddressMaps.Change change) {
        slot.occupant(newcomer);
        Optional<String> failure = restore(slot, newcomer, handover, restored, change);
        if (failure.isPresent()) {
            fallBack(slot, handover, newcomer, failure.get(), change);
        } else {
            change.apply();
            end(slot, handover, Outcome.SWAPPED, newcomer.identity().version(), "");
        }
    }

    /** The time is up. */
    private void fall(Slot slot, String reason) {
        Handover handover = slot.handover();
        slot.handover(null);
        board.stall().end(slot.pid());
        handover.old().release();
        board.events().report(slot.pid(), EventLog.FABRIC, reason);
        fallBack(slot, handover, null, reason, board.maps().new Change());
    }

    /** Whoever waits in the slot may go on; failing that, nobody does. */
    private void fallBack(Slot slot, Handover handover, Occupant failed, String reason, AddressMaps.Change change) {
        Deque<Occupant> failures = new ArrayDeque<>();
        if (failed != null) {
            failures.add(failed);
        }
        for (Occupant next = slot.waiting().pollLast(); next != null; next = slot.waiting().pollLast()) {
            slot.occupant(next);
            if (goesOn(slot, next, handover, change)) {
                boolean before = next.wasReplaced() || next == handover.old();
                next.replaced(false);
                slot.waiting().addAll(failures);
                change.apply();
                end(slot, handover, before ? Outcome.ROLLED_BACK : Outcome.SWAPPED, next.identity().version(), reason);
                return;
            }
            failures.addFirst(next);
        }
        Occupant last = failures.pollLast();
        slot.waiting().addAll(failures);
        slot.occupant(last);
        if (last != null) {
            last.replaced(false);
            last.state(SlotState.FAILED, reason);
        }
        slot.absence().begin(last == null ? handover.old() : last, change);
        change.apply();
        end(slot, handover, Outcome.FALLEN, "", reason);
    }

    private boolean goesOn(Slot slot, Occupant next, Handover handover, AddressMaps.Change change) {
        try {
            Optional<DeviceState> state = startFrom(handover, next);
            return state.isPresent() && restore(slot, next, handover, state.get(), change).isEmpty();
        } catch (DeclarationException | StateException refused) {
            next.state(SlotState.FAILED, refused.getMessage());
            return false;
        }
    }

    /** Plugs a device in with a state; says what went wrong. */
    private Optional<String> restore(Slot slot, Occupant occupant, Handover handover, DeviceState state,
            AddressMaps.Change change) {
        occupant.claim();
        occupant.inherit(handover.legacy(), state);
        try {
            occupant.seat(change);
        } catch (SeatingException failed) {
            occupant.release();
            occupant.discard();
            occupant.state(SlotState.FAILED, failed.getMessage());
            board.events().report(slot.pid(), EventLog.FABRIC, "the state is not taken over: " + failed.getMessage());
            return Optional.of(failed.getMessage());
        }
        occupant.state(SlotState.LIVE, "");
        occupant.settled();
        slot.absence().end(change);
        return Optional.empty();
    }

    /** The listing comes last: who sees it finds the slot as it says. */
    private void end(Slot slot, Handover handover, Outcome outcome, String newVersion, String reason) {
        handover.end();
        SwapDTO listing = handover.describe(outcome, newVersion, reason);
        slots.promote();
        slots.publish(slot);
        log.add(listing);
    }

    /** The machine is closed: nobody is awaited any more. */
    void clear(Slot slot) {
        if (slot.handover() != null) {
            board.stall().end(slot.pid());
            slot.handover().old().release();
            slot.handover().end();
            slot.handover(null);
        }
    }
}
