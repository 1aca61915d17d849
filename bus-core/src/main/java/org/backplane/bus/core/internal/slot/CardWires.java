package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;
import org.backplane.bus.Line;
import org.backplane.bus.LineListener;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Slab;
import org.backplane.bus.Timer;
import org.backplane.bus.TimerCallback;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Window;
import org.backplane.bus.Wires;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.InterruptRate;
import org.backplane.bus.core.internal.line.Pins;
import org.backplane.bus.core.internal.memory.ArenaSlab;
import org.backplane.bus.core.internal.pci.PciBus;
import org.backplane.bus.core.internal.pci.PciPort;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.DmaPort;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.core.internal.space.Placement;
import org.backplane.bus.core.internal.time.CardTimer;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciProperties;
import org.backplane.bus.pci.PciSlots;
import org.backplane.bus.pci.PciWires;
import org.backplane.bus.snapshot.SlabSnapshot;

/** The wires of one card. They know everything that was handed out, so that one call takes it all back. */
class CardWires implements Wires {
    private final Board board;
    private final Owner owner;
    private final Identity identity;
    private final Pins pins;
    private final DmaPort dma;
    private final PciPort pci;
    private final Map<String, Placement> windows = new LinkedHashMap<>();
    private final List<CardTimer> timers = new ArrayList<>();
    private final Map<String, ArenaSlab> slabs = new HashMap<>();
    private Declaration declaration = Declaration.NONE;
    /** What the card before left, until it is certain that this one stays. */
    private Legacy legacy;
    private final Set<String> inherited = new HashSet<>();
    private long revokedAtNanos;
    private boolean plugged;
    private volatile boolean revoked;

    CardWires(Board board, Owner owner, Identity identity) {
        this.board = board;
        this.owner = owner;
        this.identity = identity;
        InterruptRate rate = new InterruptRate(() -> board.timers().timeOf(board.clock().nanos()), owner);
        this.pins = new Pins(board.nets(), owner, rate);
        this.dma = new DmaPort(board.maps().memory(), board.arena(), board.untouched(), board.events(),
                board.nesting(), owner);
        this.pci = new PciPort(board.pci(), owner, dma, rate, this::window);
    }

    /** Connects the wires as a declaration says, anew if they are connected already. */
    void connect(Declaration to) {
        declaration = to;
        Map<String, String> drives = new HashMap<>(to.drives());
        if (to.pci() != null) {
            drives.put(Declaration.INTX, PciBus.interruptLine(owner.pid()));
        }
        pins.solder(drives, to.senses());
        pci.connect(to.pci());
        dma.grant(to.dma());
    }

    /** Connects the wires of a card that takes over from another one: its outputs do not reach the lines yet. */
    void connectInputs(Declaration to, Legacy from) {
        declaration = to;
        legacy = from;
        pins.solder(Map.of(), to.senses());
        pci.connect(to.pci());
        dma.grant(to.dma());
    }

    /** Takes the card's wires away, all but what the next one in the slot shall find as it is. */
    Legacy bequeath(Map<String, Mapping> counted, AddressMaps.Change change) {
        Legacy left = new Legacy(pins, declaration.pci() == null ? null : pci, dma.isEnabled(), counted);
        if (declaration.pci() != null) {
            for (Bar bar : declaration.pci().bars()) {
                Placement window = windows.get(bar.rangeName());
                if (window != null && window.isOpen()) {
                    left.leaveWindow(bar.rangeName(), window.address());
                }
            }
        }
        windows.values().forEach(window -> window.unseat(change));
        slabs.forEach((name, slab) -> left.leave(name, slab.handOver()));
        slabs.clear();
        pins.freeze();
        revokeAllButPins();
        return left;
    }

    /** It is certain that the card stays. */
    void settled() {
        legacy = null;
        inherited.clear();
    }

    /** The card is plugged in: it hears of the others. */
    void plugged() {
        plugged = true;
        board.roles().open(owner);
    }

    /** Unsolders all pins; a card that does not answer drives nothing either. */
    void disconnect() {
        pins.solder(Map.of(), Map.of());
    }

    /** Makes every handle dead. The slabs are still there, because their windows may be mapped. */
    void revoke() {
        if (!revoked) {
            giveBack();
            pins.revoke();
            revokeAllButPins();
        }
    }

    private void revokeAllButPins() {
        revokedAtNanos = board.clock().nanos();
        revoked = true;
        timers.forEach(CardTimer::revoke);
        dma.revoke();
        board.posts().forget(owner);
        windows.values().forEach(Placement::revoke);
    }

    private void giveBack() {
        if (legacy != null) {
            inherited.forEach(name -> legacy.giveBack(name, slabs.remove(name).handOver()));
            settled();
        }
    }

    /** Gives the memory back. No window of it is mapped any more. */
    void detachSlabs() {
        slabs.values().forEach(ArenaSlab::detach);
    }

    /** What is in the card's memory. */
    List<SlabSnapshot> slabs() {
        return slabs.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(slab -> slab.getValue().snapshot(slab.getKey())).toList();
    }

    @Override
    public String pid() {
        return owner.pid();
    }

    /** The window of a floating range, for whoever seats it. */
    Placement placement(RangeDeclaration range) {
        return windows.computeIfAbsent(range.name(), name -> new Placement(board.placements(), owner, identity));
    }

    /** All windows, also those whose range is not declared any more. */
    Collection<Placement> placements() {
        return windows.values();
    }

    /** The card's end of the PCI bus, also if it is no PCI function. */
    PciPort pciPort() {
        return pci;
    }

    @Override
    public long rangeBytes(String name) {
        return range(name).span().lengthBytes();
    }

    private RangeDeclaration range(String name) {
        for (RangeDeclaration range : declaration.ranges()) {
            if (range.name().equals(name)) {
                return range;
            }
        }
        throw new NoSuchElementException("the device declares no range '" + name + "'");
    }

    @Override
    public Window window(String name) {
        RangeDeclaration range = range(name);
        if (!range.floating()) {
            throw new NoSuchElementException("the device declares the range '" + name + "' with an address");
        }
        Placement window = placement(range);
        if (revoked) {
            window.revoke();
        }
        return window;
    }

    @Override
    public PciWires pci() {
        if (declaration.pci() == null) {
            throw new IllegalStateException("'" + owner.pid() + "' is no PCI function: it has no property "
                    + PciProperties.ADDRESS);
        }
        return pci;
    }

    @Override
    public PciSlots pciSlots() {
        return new SlotSwitches(board.pci().hotPlug(), () -> !revoked && owner.alive());
    }

    @Override
    public <R> void watch(Class<R> role, RoleListener<R> listener) {
        if (!revoked) {
            board.roles().watch(owner, plugged, role, listener);
        }
    }

    @Override
    public List<SlotDTO> slots() {
        return revoked ? List.of() : board.slots().get();
    }

    @Override
    public Line line(String pin) {
        return pins.output(pin);
    }

    @Override
    public void sense(String pin, LineListener listener) {
        pins.input(pin, listener);
    }

    @Override
    public VirtualClock clock() {
        return () -> revoked ? revokedAtNanos : board.clock().nanos();
    }

    @Override
    public Timer timer(String name, TimerCallback callback) {
        CardTimer timer = new CardTimer(board.timers(), name, callback, owner);
        if (revoked) {
            timer.revoke();
        } else {
            timers.add(timer);
        }
        return timer;
    }

    @Override
    public Dma dma() {
        return dma;
    }

    @Override
    public Slab slab(String name, long lengthBytes) {
        if (slabs.containsKey(name)) {
            throw new IllegalArgumentException("the slot has a slab '" + name + "' already");
        }
        ArenaSlab left = legacy == null ? null : legacy.take(name, lengthBytes);
        if (left != null) {
            inherited.add(name);
            slabs.put(name, left);
            return left;
        }
        ArenaSlab slab = board.arena().allocate(name, lengthBytes);
        if (revoked) {
            slab.detach();
        } else {
            slabs.put(name, slab);
        }
        return slab;
    }

    @Override
    public DeviceEvents events() {
        return new SlotEvents(board.events(), owner);
    }

    @Override
    public void post(Runnable work) {
        if (!revoked) {
            board.mailbox().post(() -> board.posts().arrived(owner, work));
        }
    }

    @Override
    public void requestReset(Reset kind) {
        if (!revoked && owner.alive()) {
            board.power().requestReset(kind);
        }
    }

    @Override
    public void requestPowerOff(int status) {
        if (!revoked && owner.alive()) {
            board.power().requestPowerOff(status);
        }
    }
}
