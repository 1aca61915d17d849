package org.backplane.bus.core.internal.slot;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.backplane.bus.Device;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.Watchdog;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.state.StateMigrator;

/**
 * The slots of a machine by PID. Devices arrive, change their properties and depart between two instructions; what
 * each of these does to the map is one change. Machine thread, unless a method says otherwise.
 */
public final class Slots {
    /** Slots are remembered after their device has gone; beyond this many the one that was emptied first is not. */
    private static final int MOST_EMPTY = 1024;

    private static final Comparator<RangeDTO> BY_ADDRESS = Comparator.comparing((RangeDTO range) -> range.space)
            .thenComparingLong(range -> range.first).thenComparing(Comparator.comparingInt(range -> -range.priority));

    private final Board board;
    private final String machine;
    private final Journal journal;
    private final Exchange exchange;
    private final Restoration restoration;
    private final ConcurrentSkipListMap<String, Slot> slots = new ConcurrentSkipListMap<>();
    /** Who waits for what somebody else holds, in the order of arrival. */
    private final Set<Occupant> parked = new LinkedHashSet<>();
    private final Set<String> empty = new LinkedHashSet<>();

    /**
     * Makes a machine without slots.
     *
     * @param graceMillis how long the guest stands for a device whose bundle is updated, unless it says otherwise
     */
    public Slots(Board board, String machine, long graceMillis, Journal journal) {
        this.exchange = new Exchange(board, this, graceMillis);
        this.restoration = new Restoration(board, this, exchange);
        this.board = board;
        this.machine = machine;
        this.journal = journal;
    }

    /** Makes the occupant for a device. Any thread. */
    public Occupant occupant(Identity identity, Device device, Map<String, ?> properties) {
        return new DeviceOccupant(board, identity, device, properties, this::failed);
    }

    /** Makes the occupant for a processor. Any thread. */
    public Occupant occupant(Identity identity, Processor processor, Map<String, ?> properties) {
        return new ProcessorOccupant(board, identity, processor, properties, this::failed);
    }

    /** A device has come. */
    public void arrive(Occupant newcomer) {
        if (newcomer.isGone() || !isOurs(newcomer) || restoration.takes(newcomer)) {
            return;
        }
        Slot slot = slot(newcomer.pid());
        if (slot.handover() != null) {
            exchange.succeed(slot, newcomer);
            return;
        }
        if (slot.occupant() != null) {
            replace(slot, newcomer);
            return;
        }
        slot.occupant(newcomer);
        seatAnew(slot);
    }

    Slot slot(String pid) {
        return slots.computeIfAbsent(pid, Slot::new);
    }

    /** What lets this machine go on where another one stopped. */
    public Restoration restoration() {
        return restoration;
    }

    /** What sits in the slots, for another machine; each that cannot be told is named. */
    public List<SlotSnapshot> snapshot() {
        return new SlotCensus(List.copyOf(slots.values())).take();
    }

    /** Lets the device of a slot in which nothing answers try. */
    private void seatAnew(Slot slot) {
        AddressMaps.Change change = board.maps().new Change();
        slot.absence().end(change);
        admit(slot.occupant(), change);
        change.apply();
        publish(slot);
    }

    /** Puts back what was taken out; nothing happens if it has gone or came back otherwise meanwhile. */
    public void release(String pid) {
        Slot slot = slots.get(pid);
        if (slot != null && slot.occupant() != null && slot.occupant().state().isOut()) {
            seatAnew(slot);
        }
    }

    /** Whether a slot that was listed has a device which may be released. Any thread. */
    public boolean isOut(SlotDTO listed) {
        Slot slot = slots.get(listed.pid);
        return slot != null && slot.view().state().isOut();
    }

    /** The properties of a device have changed; it may be for another machine now. */
    public void update(Occupant occupant, Declared changed) {
        occupant.declared(changed);
        Slot slot = slots.get(occupant.pid());
        boolean seated = slot != null && slot.occupant() == occupant;
        if (seated && isOurs(occupant)) {
            rewire(slot);
        } else if (seated) {
            vacate(slot);
        } else if (!occupant.wasReplaced()) {
            depart(occupant, false);
            arrive(occupant);
        }
    }

    /**
     * A device has gone. One that was replaced before has nothing to leave behind.
     *
     * @param updating whether its bundle is being updated, so that it will be back
     */
    public void depart(Occupant leaving, boolean updating) {
        Slot slot = slots.get(leaving.pid());
        if (slot != null && !slot.waiting().remove(leaving) && slot.occupant() == leaving
                && !exchange.depart(slot, updating)) {
            vacate(slot);
        }
    }

    /** Somebody who migrates states has come; who could not start without may try again. */
    public void add(StateMigrator migrator) {
        exchange.add(migrator);
        restoration.retry();
        for (Slot slot : slots.values()) {
            Occupant last = slot.waiting().peekLast();
            if (last != null && !last.wasReplaced()) {
                slot.waiting().remove(last);
                arrive(last);
            }
        }
    }

    /** Somebody who migrates states has gone. */
    public void remove(StateMigrator migrator) {
        exchange.remove(migrator);
    }

    /** What came of replacements. Any thread. */
    public List<SwapDTO> swaps() {
        return exchange.list();
    }

    /** Ranges of a device answer elsewhere now. */
    public void moved(Owner owner) {
        Slot slot = slots.get(owner.pid());
        if (slot != null && slot.occupant() == owner) {
            publish(slot);
        }
    }

    /** Resets all cards in the order of their PIDs and then the processor; that alone for {@link Reset#INIT}. */
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            occupied().forEach(occupant -> occupant.reset(kind));
        }
        board.processor().reset(kind);
    }

    /** Takes everything out. */
    public void clear() {
        slots.values().forEach(slot -> slot.waiting().clear());
        slots.values().forEach(exchange::clear);
        parked.clear();
        occupied().forEach(occupant -> vacate(slots.get(occupant.pid())));
    }

    /** Every slot, in the order of the PIDs. Any thread. */
    public List<SlotDTO> list() {
        return slots.values().stream().map(slot -> slot.view().slot()).toList();
    }

    /** Every range with an address of a device that is live or parked. Any thread. */
    public List<RangeDTO> ranges() {
        return slots.values().stream().map(Slot::view).filter(SlotView::isPlugged)
                .flatMap(view -> view.rangesWithAddress().stream()).sorted(BY_ADDRESS).toList();
    }

    /** The ranges that answer. Any thread. */
    public List<Mapping> live() {
        return slots.values().stream().flatMap(slot -> slot.view().live().stream()).toList();
    }

    /** The slots with a device, for whoever looks while the machine thread hangs. Any thread. */
    public List<Watchdog.Suspect> suspects() {
        return occupied().stream().map(occupant -> new Watchdog.Suspect(occupant.identity(), occupant.classes(),
                occupant.history())).toList();
    }

    private List<Occupant> occupied() {
        return slots.values().stream().map(Slot::occupant).filter(occupant -> occupant != null).toList();
    }

    private boolean isOurs(Occupant occupant) {
        return machine.equals(Declaration.machine(occupant.properties()));
    }

    /** Lets a device that is in its slot answer, if its declaration and the other devices allow it. */
    void admit(Occupant occupant, AddressMaps.Change change) {
        board.quarantine().release(occupant.pid());
        try {
            occupant.declare();
            Optional<String> obstacle = occupant.obstacle();
            if (obstacle.isPresent()) {
                parked.add(occupant);
                settle(occupant, SlotState.PARKED, obstacle.get());
                return;
            }
            occupant.claim();
            seat(occupant, change);
        } catch (DeclarationException invalid) {
            settle(occupant, SlotState.INVALID, invalid.getMessage());
        }
    }

    private void seat(Occupant occupant, AddressMaps.Change change) {
        try {
            occupant.seat(change);
            settle(occupant, SlotState.LIVE, "");
        } catch (SeatingException failed) {
            occupant.release();
            occupant.discard();
            boolean again = board.quarantine().failedToReturn(occupant.pid());
            settle(occupant, again ? SlotState.QUARANTINED : SlotState.FAILED, failed.getMessage());
        }
    }

    private void settle(Occupant occupant, SlotState state, String reason) {
        occupant.state(state, reason);
        if (state != SlotState.LIVE) {
            occupant.disconnect();
            board.events().report(occupant.pid(), EventLog.FABRIC, reason);
        }
    }

    /** Declares a device anew. The card stays plugged in, whatever comes of it. */
    private void rewire(Slot slot) {
        Occupant occupant = slot.occupant();
        AddressMaps.Change change = board.maps().new Change();
        withdraw(occupant, change);
        slot.absence().end(change);
        admit(occupant, change);
        change.apply();
        promote();
        publish(slot);
    }

    /**
     * A second device of the same PID takes the place of the first in one change of the map, and the first one's
     * departure is of no consequence later; should the second go before it, it comes back. If the second could not
     * answer while the first does, it waits instead.
     */
    private void replace(Slot slot, Occupant newcomer) {
        Occupant old = slot.occupant();
        Optional<String> refusal = old.state() == SlotState.LIVE ? refusal(old, newcomer) : Optional.empty();
        if (refusal.isPresent()) {
            refuse(slot, newcomer, refusal.get());
        } else if (old.keepsState()) {
            exchange.replace(slot, newcomer);
        } else {
            replaceWithoutState(slot, newcomer);
        }
    }

    /** A device cannot take the place of the one that is there, or was; it waits. */
    void refuse(Slot slot, Occupant newcomer, String why) {
        slot.waiting().addLast(newcomer);
        board.events().report(newcomer.pid(), EventLog.FABRIC, "the new device does not replace the present one: " + why);
        publish(slot);
    }

    /** The cards hand nothing over. */
    void replaceWithoutState(Slot slot, Occupant newcomer) {
        Occupant old = slot.occupant();
        AddressMaps.Change change = board.maps().new Change();
        withdraw(old, change);
        slot.absence().end(change);
        old.discard();
        old.replaced(true);
        slot.waiting().addLast(old);
        slot.occupant(newcomer);
        admit(newcomer, change);
        change.apply();
        promote();
        publish(slot);
    }

    private static Optional<String> refusal(Occupant old, Occupant newcomer) {
        old.release();
        try {
            newcomer.declare();
            return newcomer.obstacle();
        } catch (DeclarationException invalid) {
            return Optional.of(invalid.getMessage());
        } finally {
            old.claim();
        }
    }

    private void vacate(Slot slot) {
        AddressMaps.Change change = board.maps().new Change();
        Occupant leaving = slot.occupant();
        withdraw(leaving, change);
        change.apply();
        leaving.discard();
        leaving.state(SlotState.EMPTY, "");
        slot.occupant(slot.waiting().pollLast());
        AddressMaps.Change next = board.maps().new Change();
        if (slot.occupant() != null) {
            slot.occupant().replaced(false);
            admit(slot.occupant(), next);
        } else {
            slot.absence().begin(leaving, next);
        }
        next.apply();
        promote();
        publish(slot);
    }

    /** The card of a device misbehaved and has been silent since; its dead ranges go. */
    private void failed(Occupant occupant) {
        // What a stack that overflowed has left half done; at a boundary nothing is under way.
        board.nets().clear();
        board.nesting().clear();
        board.calls().clear();
        board.timers().repair();
        Slot slot = slots.get(occupant.pid());
        if (slot == null || slot.occupant() != occupant || occupant.alive()) {
            return;
        }
        takeOut(slot, occupant.stateAfterFailure(), occupant.failure());
    }

    /** Takes the card of a device out that stays in its slot. */
    private void takeOut(Slot slot, SlotState state, String reason) {
        Occupant occupant = slot.occupant();
        AddressMaps.Change change = board.maps().new Change();
        withdraw(occupant, change);
        slot.absence().begin(occupant, change);
        change.apply();
        occupant.discard();
        occupant.state(state, reason);
        promote();
        publish(slot);
    }

    /** Takes the function of a slot out; its device stays, and may be put back. No effect if nothing answers there. */
    public void eject(String pid) {
        Slot slot = slots.get(pid);
        if (slot != null && slot.occupant() != null && slot.occupant().state() == SlotState.LIVE) {
            takeOut(slot, SlotState.EJECTED, "it was taken out of its PCI slot");
        }
    }

    /** Whether nobody goes on in a slot if a device leaves it now. */
    public boolean empties(Occupant leaving, boolean updating) {
        Slot slot = slots.get(leaving.pid());
        return slot != null && slot.occupant() == leaving && leaving.state() == SlotState.LIVE && leaving.alive()
                && slot.waiting().isEmpty() && exchange.holdMillis(leaving, updating) == 0;
    }

    /** Takes the ranges of a device from the map and its claims back. */
    private void withdraw(Occupant occupant, AddressMaps.Change change) {
        parked.remove(occupant);
        if (occupant.state() == SlotState.LIVE) {
            occupant.unseat(change);
            occupant.release();
        }
    }

    /** Something became free: lets those answer who waited for it. */
    void promote() {
        for (Occupant occupant : List.copyOf(parked)) {
            Optional<String> obstacle = occupant.obstacle();
            if (obstacle.isPresent()) {
                occupant.state(SlotState.PARKED, obstacle.get());
            } else {
                parked.remove(occupant);
                AddressMaps.Change change = board.maps().new Change();
                admit(occupant, change);
                change.apply();
            }
            publish(slots.get(occupant.pid()));
        }
    }

    void publish(Slot slot) {
        SlotView before = slot.publish();
        SlotView now = slot.view();
        if (before.state() != now.state() || !before.reason().equals(now.reason())) {
            journal.slotChanged(slot.pid(), now.state().text(), now.reason());
        }
        if (!before.live().equals(now.live())) {
            journal.mapChanged();
        }
        empty.remove(slot.pid());
        if (slot.occupant() == null && slot.handover() == null) {
            empty.add(slot.pid());
            forgetOldest();
        }
    }

    private void forgetOldest() {
        if (empty.size() > MOST_EMPTY) {
            Iterator<String> oldest = empty.iterator();
            String pid = oldest.next();
            slots.remove(pid);
            board.quarantine().forget(pid);
            oldest.remove();
        }
    }
}
