package org.backplane.bus.core.internal.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.run.Boundary;
import org.backplane.bus.core.internal.time.MachineClock;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.pci.PciHotPlug;
import org.backplane.bus.pci.PciSlotDTO;
import org.backplane.bus.pci.PciSlots;

/**
 * What the guest is told, and asked, of functions that come to the root bus and go from it while the machine runs. The
 * controller's card speaks to the guest; here is what became of each slot. Machine thread only, unless said otherwise.
 */
public final class HotPlug implements PciSlots {
    private static final String DEAF = "the guest does not listen for hot-plug";
    private static final String UNASKED = "nobody asked the guest";
    private static final String SOLDERED = "soldered to the board";

    private final EventLog events;
    private final MachineClock clock;
    private final Supplier<State> power;
    private final Boundary boundary;
    private final Consumer<String> takeOut;
    /** In the order in which they were plugged; the first one serves. */
    private final List<Controller> controllers = new ArrayList<>();
    private final ConcurrentSkipListMap<Integer, PlugSlot> slots = new ConcurrentSkipListMap<>();

    private record Controller(Owner owner, PciHotPlug card) {
    }

    /**
     * Makes a root bus with nothing in it.
     *
     * @param power   what the machine does
     * @param takeOut takes the function of a PID out of its slot, between two instructions
     */
    public HotPlug(EventLog events, MachineClock clock, Supplier<State> power, Boundary boundary, Consumer<String> takeOut) {
        this.events = events;
        this.clock = clock;
        this.power = power;
        this.boundary = boundary;
        this.takeOut = takeOut;
    }

    /** A card that is a hot-plug controller is plugged in. */
    public void addController(Owner owner, PciHotPlug card) {
        controllers.add(new Controller(owner, card));
        slots.values().stream().filter(slot -> slot.state() == PlugState.PRESENT && isSoldered(slot.device()))
                .forEach(slot -> change(slot, PlugState.PRESENT, SOLDERED));
    }

    /** A card goes. */
    public void removeController(Owner owner) {
        controllers.removeIf(controller -> controller.owner == owner);
    }

    private void tell(String doing, Consumer<PciHotPlug> what) {
        if (!controllers.isEmpty()) {
            Controller first = controllers.get(0);
            first.owner.contain(doing, () -> what.accept(first.card));
        }
    }

    private boolean listens() {
        boolean[] listens = new boolean[1];
        tell("asking whether the guest listens", card -> listens[0] = card.listens());
        return listens[0];
    }

    /** Whether a function's place is no slot. Without a controller every place is as good as any. */
    public boolean isSoldered(int device) {
        boolean[] slot = {true};
        tell("asking for a slot", card -> slot[0] = card.isSlot(device));
        return !slot[0];
    }

    /** A function is there, of which the guest is not told. */
    void present(String pid, int device) {
        PlugSlot slot = slots.computeIfAbsent(device, PlugSlot::new);
        slot.add(pid);
        change(slot, PlugState.PRESENT, isSoldered(device) ? SOLDERED : "");
    }

    /** A function has come; while the machine is off the guest will find it when it starts. */
    void attached(String pid, int device) {
        present(pid, device);
        if (power.get() != State.OFF && !isSoldered(device)) {
            PlugSlot slot = slots.get(device);
            change(slot, PlugState.PRESENT, listens() ? "the guest is told of it" : DEAF + ": it has to look for itself");
            note(slot, List.of(pid));
            tell("insertion", card -> card.inserted(device));
        }
    }

    /**
     * A function has gone from its bus.
     *
     * @return whether its slot was without power, as the guest sees it
     */
    boolean detached(String pid) {
        PlugSlot slot = of(pid).orElse(null);
        if (slot == null) {
            return false;
        }
        List<String> last = slot.pids();
        slot.remove(pid);
        if (!slot.isEmpty()) {
            return slot.isLettingGo();
        }
        if (power.get() == State.OFF) {
            slots.remove(slot.device());
            return false;
        }
        return slot.isLettingGo() ? released(slot, last) : tornOut(slot, last);
    }

    private boolean released(PlugSlot slot, List<String> last) {
        String how = slot.state() == PlugState.REQUESTED ? "the guest let go of it" : "the guest switched the slot off";
        slot.lettingGo(false);
        tell("release", card -> card.withdrawn(slot.device()));
        slot.change(PlugState.RELEASED, how, last, clock.nanos());
        note(slot, last);
        return true;
    }

    private boolean tornOut(PlugSlot slot, List<String> last) {
        boolean inVain = slot.state().isInVain();
        boolean heard = listens();
        String how = "torn out: " + (inVain ? slot.reason() : heard ? UNASKED : DEAF);
        tell("surprise removal", card -> card.tornOut(slot.device()));
        slot.change(PlugState.TORN_OUT, how, last, clock.nanos());
        if (inVain) {
            last.forEach(pid -> events.report(pid, EventLog.FABRIC, slot(slot) + how));
        } else {
            note(slot, last);
        }
        return heard;
    }

    /** The bridge has gone, and all functions with it. */
    void clear() {
        slots.clear();
    }

    /**
     * Asks the guest to let go of a function.
     *
     * @return completes on the machine thread: with {@link PlugState#PRESENT} if there is no sense in asking, or no such function
     */
    public CompletableFuture<PlugState> request(String pid) {
        PlugSlot slot = of(pid).orElse(null);
        if (slot == null || !canAsk(slot)) {
            return CompletableFuture.completedFuture(PlugState.PRESENT);
        }
        CompletableFuture<PlugState> answer = slot.answer();
        change(slot, PlugState.REQUESTED, "the guest is asked to let go of it");
        note(slot, slot.pids());
        tell("request", card -> card.request(slot.device()));
        return answer;
    }

    /** A slot is switched off as a whole, so one function of several cannot go that way. */
    private boolean canAsk(PlugSlot slot) {
        return !slot.isShared() && !isSoldered(slot.device()) && !slot.isLettingGo() && power.get() == State.RUNNING && listens();
    }

    /** The guest has not answered in time. No effect if it has. */
    public void giveUp(String pid, long millis) {
        of(pid).filter(slot -> slot.state() == PlugState.REQUESTED && !slot.isLettingGo()).ifPresent(slot -> {
            tell("end of a request", card -> card.withdrawn(slot.device()));
            change(slot, PlugState.TIMED_OUT, "the guest did not answer within " + millis + " ms");
            note(slot, slot.pids());
        });
    }

    /** What the guest is asked and has not answered, in words. */
    public List<String> requests() {
        return slots.values().stream().filter(slot -> slot.state() == PlugState.REQUESTED)
                .map(slot -> slot(slot) + slot.reason()).toList();
    }

    @Override
    public int occupied() {
        return slots.values().stream().filter(slot -> !slot.isEmpty()).mapToInt(slot -> 1 << slot.device()).sum();
    }

    @Override
    public void eject(int device) {
        PlugSlot slot = slots.get(device);
        if (slot != null && !slot.isEmpty()) {
            slot.lettingGo(true);
            boundary.add(() -> slot.pids().forEach(takeOut));
        }
    }

    @Override
    public void taken(int device) {
        PlugSlot slot = slots.get(device);
        if (slot != null && slot.state() == PlugState.PRESENT) {
            change(slot, PlugState.PRESENT, "the guest has taken it in");
            note(slot, slot.pids());
        }
    }

    @Override
    public void refused(int device, String why) {
        PlugSlot slot = slots.get(device);
        if (slot != null && slot.state() == PlugState.REQUESTED && !slot.isLettingGo()) {
            change(slot, PlugState.REFUSED, "the guest refused: " + why);
            note(slot, slot.pids());
        }
    }

    private void change(PlugSlot slot, PlugState state, String reason) {
        slot.change(state, reason, slot.pids(), clock.nanos());
    }

    private void note(PlugSlot slot, List<String> pids) {
        pids.forEach(pid -> events.note(pid, EventLog.FABRIC, slot(slot) + slot.reason()));
    }

    private static String slot(PlugSlot slot) {
        return String.format("PCI slot %02x: ", slot.device());
    }

    private Optional<PlugSlot> of(String pid) {
        return slots.values().stream().filter(slot -> slot.has(pid)).findFirst();
    }

    /** The slots, by device number. Any thread. */
    public List<PciSlotDTO> list() {
        return slots.values().stream().map(PlugSlot::view).toList();
    }
}
