package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.InterruptAcknowledge;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.declare.Claims;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.core.internal.pci.RefusalException;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.pci.PciHotPlug;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/** A device and, once it is plugged in, its card. */
final class DeviceOccupant extends Occupant {
    private final Device device;
    private CardWires wires;
    private Card card;
    /** What the next card starts from. */
    private Legacy legacy;
    private DeviceState from;
    /** Its ranges that have an address. */
    private final List<Mapping> fixed = new ArrayList<>();
    /** What its ranges have counted, by name, while they are not mapped. */
    private Map<String, Mapping> counted = Map.of();

    DeviceOccupant(Board board, Identity identity, Device device, Map<String, ?> properties,
            Consumer<Occupant> whenFailed) {
        super(board, identity, properties, Declaration::parse, whenFailed);
        this.device = device;
    }

    @Override
    Optional<String> obstacle() {
        for (RangeDeclaration range : declaration().fixedRanges()) {
            Optional<Claims.Claim> other = board().claims().against(range);
            if (other.isPresent()) {
                return other.map(claim -> range.space().property() + ": " + range.span() + " of '" + pid()
                        + "' overlaps " + claim.range().span() + " of '" + claim.pid() + "' at the same priority "
                        + range.priority());
            }
        }
        return Optional.empty();
    }

    @Override
    void claim() {
        declaration().fixedRanges().forEach(range -> board().claims().add(new Claims.Claim(pid(), range)));
    }

    @Override
    void release() {
        declaration().fixedRanges().forEach(board().claims()::remove);
    }

    @Override
    void seat(AddressMaps.Change change) throws SeatingException {
        boolean fresh = card == null;
        if (fresh) {
            plug();
        } else {
            wires.connect(declaration());
        }
        Map<RangeDeclaration, RangeHandler> handlers = new LinkedHashMap<>();
        for (RangeDeclaration range : declaration().ranges()) {
            handlers.put(range, handler(range));
        }
        if (legacy != null) {
            legacy.seat(wires.pciPort());
        }
        plugIntoBus();
        handlers.forEach((range, handler) -> answer(range, handler));
        if (!alive()) {
            // Failed meanwhile, in a listener say: nobody must reach it before it is taken out at the boundary.
            fixed.forEach(Mapping::deaden);
        }
        change.add(fixed);
        if (fresh) {
            takePart();
        }
    }

    private void plugIntoBus() throws SeatingException {
        if (declaration().pci() != null) {
            try {
                wires.pciPort().plug(card, this::failed);
            } catch (RefusalException refused) {
                throw new SeatingException(refused.getMessage());
            }
        }
    }

    private void answer(RangeDeclaration range, RangeHandler handler) {
        if (range.floating()) {
            wires.placement(range).seat(range, handler);
            return;
        }
        Mapping mapping = new Mapping(range, handler, this, identity());
        mapping.succeed(counted.get(range.name()));
        fixed.add(mapping);
        board().placements().met(pid(), range);
    }

    /** What the card does for others, beyond answering accesses. */
    private void takePart() {
        if (card instanceof InterruptAcknowledge) {
            board().acknowledge().add(this, (InterruptAcknowledge) card);
        }
        if (card instanceof PciHost) {
            board().pci().addHost(this, (PciHost) card);
        }
        if (card instanceof PciHotPlug) {
            board().pci().hotPlug().addController(this, (PciHotPlug) card);
        }
        board().roles().plugged(this, card);
        wires.plugged();
    }

    private void takeNoPart() {
        board().acknowledge().remove(this);
        board().pci().removeHost(this);
        board().pci().hotPlug().removeController(this);
        board().roles().unplugged(this);
    }

    private void plug() throws SeatingException {
        awaken();
        wires = new CardWires(board(), this, identity());
        if (legacy == null) {
            wires.connect(declaration());
        } else {
            wires.connectInputs(declaration(), legacy);
            counted = legacy.counted();
        }
        board().calls().enter(pid(), "plug");
        try {
            card = legacy == null ? device.plug(wires) : device.plug(wires, from);
        } catch (StateException refused) {
            throw new SeatingException(OneLine.of(String.valueOf(refused.getMessage())));
        } catch (Throwable thrown) {
            throw new SeatingException(blame("plug", thrown));
        } finally {
            board().calls().leave();
        }
        if (card == null) {
            throw new SeatingException("plug returned no card");
        }
        if (legacy != null) {
            wires.connect(declaration());
        }
    }

    private RangeHandler handler(RangeDeclaration range) throws SeatingException {
        RangeHandler handler;
        try {
            handler = card.range(range.name());
        } catch (Throwable thrown) {
            throw new SeatingException(blame("range '" + range.name() + "'", thrown));
        }
        if (handler == null) {
            throw new SeatingException("the card has no handler for the range '" + range.name() + "'");
        }
        return handler;
    }

    @Override
    void unseat(AddressMaps.Change change) {
        change.remove(fixed);
        counted = new HashMap<>();
        fixed.forEach(range -> counted.put(range.declaration.name(), range));
        fixed.clear();
        wires.placements().forEach(window -> window.unseat(change));
        if (declaration().pci() != null) {
            wires.pciPort().unplug();
        }
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        RegisterMap[] declared = new RegisterMap[1];
        if (card instanceof RegisterBlock) {
            contain("registers of '" + range + "'",
                    () -> declared[0] = ((RegisterBlock) card).registers(range).orElse(null));
        }
        return Optional.ofNullable(declared[0]);
    }

    @Override
    boolean keepsState() {
        return state() == SlotState.LIVE && alive() && card instanceof StateKeeper;
    }

    @Override
    List<SlabSnapshot> slabs() {
        return wires == null ? List.of() : wires.slabs();
    }

    @Override
    DeviceState takeState() {
        board().calls().enter(pid(), "state");
        try {
            return ((StateKeeper) card).state();
        } catch (StateException refused) {
            // The card says that it cannot be replaced now; that is no fault of its own.
            throw new StateException("its state cannot be taken: " + OneLine.of(refused.getMessage()));
        } catch (Throwable thrown) {
            blame("state", thrown);
            throw new StateException("its state cannot be taken: " + OneLine.of(thrown));
        } finally {
            board().calls().leave();
        }
    }

    @Override
    Optional<StateSchema> schema() {
        try {
            return device.keeps();
        } catch (Throwable thrown) {
            blame("keeps", thrown);
            throw new StateException("it does not say what state it keeps: " + OneLine.of(thrown));
        }
    }

    @Override
    Legacy handOver(AddressMaps.Change change) {
        change.remove(fixed);
        Map<String, Mapping> counts = new HashMap<>();
        fixed.forEach(range -> counts.put(range.declaration.name(), range));
        fixed.clear();
        silence();
        takeNoPart();
        Legacy left = wires.bequeath(counts, change);
        farewell("handOver", ((StateKeeper) card)::handOver);
        wires = null;
        card = null;
        counted = Map.of();
        return left;
    }

    @Override
    void inherit(Legacy left, DeviceState state) {
        legacy = left;
        from = state;
    }

    @Override
    void settled() {
        legacy = null;
        from = null;
        counted = Map.of();
        if (wires != null) {
            wires.settled();
        }
    }

    @Override
    void disconnect() {
        if (wires != null) {
            wires.disconnect();
        }
    }

    @Override
    void discard() {
        silence();
        takeNoPart();
        if (wires != null) {
            wires.revoke();
            wires.detachSlabs();
        }
        if (card instanceof StateKeeper && legacy != null) {
            // It was to go on with a state with which another one goes on now, who wants the host's resources back.
            farewell("handOver", ((StateKeeper) card)::handOver);
        } else if (card != null) {
            farewell("unplug", card::unplug);
        }
        wires = null;
        card = null;
        counted = Map.of();
        legacy = null;
        from = null;
    }

    private void farewell(String doing, Runnable last) {
        board().calls().enter(pid(), doing);
        try {
            last.run();
        } catch (Throwable thrown) {
            board().events().report(pid(), EventLog.FABRIC, blame(doing, thrown));
        } finally {
            board().calls().leave();
        }
    }

    @Override
    ClassLoader classes() {
        return device.getClass().getClassLoader();
    }

    @Override
    void reset(Reset kind) {
        if (card != null) {
            contain("reset", () -> card.reset(kind));
        }
    }

    @Override
    List<Mapping> mappings() {
        List<Mapping> answering = new ArrayList<>(fixed);
        if (wires != null) {
            wires.placements().forEach(window -> window.mapping().ifPresent(answering::add));
        }
        return answering;
    }
}
