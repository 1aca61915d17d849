package org.backplane.bus.core.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.Device;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.advice.Advisor;
import org.backplane.bus.core.internal.advice.Explainer;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.guard.Watchdog;
import org.backplane.bus.core.internal.run.MachineSettings;
import org.backplane.bus.core.internal.run.MachineThread;
import org.backplane.bus.core.internal.run.Step;
import org.backplane.bus.core.internal.slot.Board;
import org.backplane.bus.core.internal.slot.Declared;
import org.backplane.bus.core.internal.slot.Occupant;
import org.backplane.bus.core.internal.slot.Slots;
import org.backplane.bus.core.internal.space.BusMaster;
import org.backplane.bus.core.internal.space.Initiator;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.core.internal.space.Space;
import org.backplane.bus.core.internal.space.Watch;
import org.backplane.bus.core.internal.tap.TapSeat;
import org.backplane.bus.machine.AccessObserver;
import org.backplane.bus.machine.EventDTO;
import org.backplane.bus.machine.ExplanationDTO;
import org.backplane.bus.machine.FindingDTO;
import org.backplane.bus.machine.InstructionDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineDTO;
import org.backplane.bus.machine.QuarantineDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.RegisterDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.machine.UntouchedDTO;
import org.backplane.bus.pci.PciSlotDTO;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.state.StateMigrator;

/**
 * One machine: the board, its slots and the thread that runs it. Plain Java; whoever knows where devices come from
 * {@link #insert inserts} them.
 *
 * <p>The listings never wait for the machine thread, so they also work while a card does not return. Their counters
 * may be a moment old, and time and instruction count are those of the last boundary.
 */
public class MachineFabric implements Machine, AutoCloseable {
    private static final long REMOVAL_LIMIT_SECONDS = 3;

    private final String name;
    private final Assembly parts;
    private final Board board;
    private final Slots slots;
    private final MachineThread thread;
    private final AddressSpace memory;
    private final AddressSpace ports;
    private final Watch watch;
    private final Explainer explainer;
    private final Watchdog watchdog;
    private final Ejections ejections;

    /** Makes a machine that is off; its thread does not run yet. */
    public MachineFabric(MachineSettings settings, Journal journal) {
        this.name = settings.name();
        this.parts = new Assembly(settings, journal);
        this.board = parts.board();
        this.slots = parts.slots();
        this.thread = new MachineThread(name, board.mailbox(), parts::run);
        this.ejections = new Ejections(thread, slots, board.pci().hotPlug(), settings.ejectMillis());
        this.watch = new Watch(board.maps(), board.events());
        this.watchdog = settings.hangMillis() == 0 ? null : new Watchdog(name, settings.hangMillis(), parts.loop()::turns,
                board.mailbox()::isAwaited, thread.thread()::getStackTrace, slots::suspects, board.calls(),
                board.quarantine(), board.events());
        this.memory = operatorSpace(board.maps().memory());
        this.ports = operatorSpace(board.maps().ports());
        this.explainer = new Explainer(board.processor(), board.maps(), board.pci()::decodes, slots::ranges, memory, ports);
    }

    private AddressSpace operatorSpace(Space space) {
        BusMaster master = new BusMaster(space, board.untouched(), board.events(), Initiator.CARD);
        return new OperatorSpace(master, thread.thread(), this::operated);
    }

    /** What an access of the operator's has moved answers before the next one, as with instructions. */
    private void operated() {
        if (!board.processor().executing()) {
            board.placements().settle();
        }
    }

    /** Starts the machine thread. */
    public void start() {
        thread.start();
        if (watchdog != null) {
            watchdog.start();
        }
    }

    /** A device has come. Returns at once; the device is plugged in at the next boundary. */
    public Registration insert(Identity identity, Device device, Map<String, ?> properties) {
        return insert(slots.occupant(identity, device, properties));
    }

    /** A processor has come. Returns at once; it is plugged in at the next boundary. */
    public Registration insert(Identity identity, Processor processor, Map<String, ?> properties) {
        return insert(slots.occupant(identity, processor, properties));
    }

    private Registration insert(Occupant occupant) {
        thread.post(() -> slots.arrive(occupant));
        return new Registration(this, occupant);
    }

    /** Somebody who migrates states has come. Returns at once. */
    public void migrate(StateMigrator migrator) {
        thread.post(() -> slots.add(migrator));
    }

    /** Somebody who migrates states goes, and is not called any more when this returns. */
    public void migrateNoMore(StateMigrator migrator) {
        letGo("a migrator", () -> slots.remove(migrator));
    }

    /** A tap has come. Returns at once. */
    public void tap(TapSeat seat) {
        thread.post(() -> parts.taps().add(seat));
    }

    /** A tap goes, and is told of nothing when this returns. */
    public void untap(TapSeat seat) {
        letGo("a tap", () -> parts.taps().remove(seat));
    }

    /** Somebody goes who must not be called when this returns. */
    private void letGo(String whom, Runnable work) {
        if (thread.isCurrent()) {
            work.run();
        } else if (!thread.perform(work, REMOVAL_LIMIT_SECONDS)) {
            board.events().reportFromOutside(name, "the machine thread did not let go of " + whom + " within "
                    + REMOVAL_LIMIT_SECONDS + " seconds");
        }
    }

    /** Somebody wants to be told of accesses. Returns at once. */
    public void observe(AccessObserver observer) {
        thread.post(() -> watch.add(observer));
    }

    /** Somebody wants to be told of accesses no more, and is told of none when this returns. */
    public void unobserve(AccessObserver observer) {
        letGo("an observer", () -> watch.remove(observer));
    }

    void update(Occupant occupant, Map<String, ?> properties) {
        Declared changed = occupant.read(properties);
        thread.post(() -> slots.update(occupant, changed));
    }

    void letGuestLetGo(Occupant occupant, boolean updating) {
        ejections.beforeRemoval(occupant, updating);
    }

    boolean remove(Occupant occupant, boolean updating) {
        occupant.gone();
        if (thread.isCurrent()) {
            occupant.silence();
            board.boundary().add(() -> slots.depart(occupant, updating));
            return true;
        }
        boolean done = thread.perform(() -> slots.depart(occupant, updating), REMOVAL_LIMIT_SECONDS);
        if (!done) {
            board.events().reportFromOutside(occupant.pid(), "the machine thread did not let go of the device within "
                    + REMOVAL_LIMIT_SECONDS + " seconds");
        }
        return done;
    }

    /** Reports something about a slot that the machine thread does not know. Any thread. */
    protected final void report(String pid, String text) {
        board.events().reportFromOutside(pid, text);
    }

    /** The slots whose device is of a class loader, in words. Any thread. */
    protected final List<String> slotsOf(ClassLoader loader) {
        return slots.suspects().stream().filter(slot -> slot.classes() == loader)
                .map(slot -> "the slot '" + slot.identity().pid() + "'").toList();
    }

    /** The ranges that answer at this moment. Any thread. */
    public List<Mapping> liveRanges() {
        return slots.live();
    }

    /** Unplugs everything and ends the machine thread. It does not wait if it is called there. */
    @Override
    public void close() {
        thread.post(parts.loop()::close);
        if (watchdog != null) {
            watchdog.close();
        }
        if (!thread.isCurrent() && !thread.awaitEnd(REMOVAL_LIMIT_SECONDS)) {
            board.events().reportFromOutside(name, "the machine thread did not end within " + REMOVAL_LIMIT_SECONDS
                    + " seconds");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public State state() {
        return board.power().state();
    }

    @Override
    public void powerOn() {
        betweenInstructions(() -> {
            if (slots.restoration().complete()) {
                board.power().goOn();
                slots.restoration().powered();
            } else {
                board.power().on();
            }
        });
    }

    /** Nothing is plugged in before {@link #restore}. To be called before anything is inserted. */
    protected final void awaitSnapshot() {
        thread.post(slots.restoration()::await);
    }

    @Override
    public MachineSnapshot snapshot() {
        return thread.call(new Portrait(board, slots)::take);
    }

    @Override
    public void restore(MachineSnapshot snapshot) {
        thread.call(Executors.callable(() -> slots.restoration().begin(snapshot)));
    }

    @Override
    public void powerOff(int status) {
        betweenInstructions(() -> board.power().off(status));
    }

    @Override
    public CompletionStage<Integer> poweredOff() {
        return board.power().poweredOff();
    }

    @Override
    public void reset(Reset kind) {
        betweenInstructions(() -> board.power().reset(kind));
    }

    @Override
    public void stop() {
        betweenInstructions(board.power()::stop);
    }

    @Override
    public void resume() {
        betweenInstructions(board.power()::resume);
    }

    /** From within an access it has to wait for the boundary; everybody else waits for it. */
    private void betweenInstructions(Runnable work) {
        if (thread.isCurrent() && board.processor().executing()) {
            board.boundary().add(work);
        } else {
            thread.call(Executors.callable(work));
        }
    }

    @Override
    public void step(long instructions) {
        if (thread.isCurrent()) {
            throw new IllegalStateException("the machine thread cannot wait for its own steps");
        }
        Step step = new Step(instructions);
        thread.call(Executors.callable(() -> board.power().begin(step)));
        try {
            step.ended().join();
        } catch (CompletionException refused) {
            throw new IllegalStateException(refused.getCause().getMessage(), refused);
        }
    }

    @Override
    public void stopAt(List<StopPoint> points) {
        thread.call(Executors.callable(() -> board.processor().stopAt(points)));
    }

    @Override
    public Optional<StopPoint> stoppedAt() {
        return board.power().stoppedAt();
    }

    @Override
    public <T> T call(Callable<T> work) {
        return thread.call(work);
    }

    @Override
    public AddressSpace memory() {
        return memory;
    }

    @Override
    public AddressSpace ports() {
        return ports;
    }

    @Override
    public <R> List<R> roles(Class<R> role) {
        return thread.call(() -> slots.restoration().isUnderWay() ? List.of() : board.roles().list(role));
    }

    @Override
    public List<SlotDTO> slots() {
        return slots.list();
    }

    @Override
    public List<RangeDTO> ranges() {
        return slots.ranges();
    }

    @Override
    public List<UntouchedDTO> untouched() {
        return board.untouched().list();
    }

    @Override
    public List<EventDTO> events() {
        return board.events().list();
    }

    @Override
    public List<SwapDTO> swaps() {
        return slots.swaps();
    }

    @Override
    public List<FindingDTO> advice() {
        List<FindingDTO> findings = new ArrayList<>(parts.advisor().list());
        parts.taps().missing((tap, account) -> findings.add(Advisor.notFired(tap, account, parts.loop().nanos())));
        return findings;
    }

    @Override
    public ExplanationDTO explain(String space, long address) {
        Explainer.check(space);
        return thread.call(() -> explainer.explain(space, address));
    }

    @Override
    public List<QuarantineDTO> quarantine() {
        return board.quarantine().list();
    }

    @Override
    public void release(String pid) {
        SlotDTO slot = slots().stream().filter(any -> any.pid.equals(pid)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("there is no slot '" + pid + "'"));
        if (!slots.isOut(slot)) {
            throw new IllegalArgumentException("the slot '" + pid + "' is " + slot.state + ", there is nothing to release");
        }
        betweenInstructions(() -> slots.release(pid));
    }

    @Override
    public List<PciSlotDTO> pciSlots() {
        return board.pci().hotPlug().list();
    }

    @Override
    public PciSlotDTO eject(String pid, long millis) {
        return ejections.eject(pid, millis);
    }

    @Override
    public List<RegisterDTO> registers() {
        return thread.call(board.processor()::registers);
    }

    @Override
    public void setRegister(String register, long value) {
        thread.call(Executors.callable(() -> board.processor().setRegister(register, value)));
    }

    @Override
    public List<InstructionDTO> disassemble(long linear, int count) {
        return thread.call(() -> board.processor().disassemble(linear, count));
    }

    @Override
    public TranslatorDTO translator(int hottest) {
        return thread.call(() -> board.processor().translator(hottest));
    }

    @Override
    public MachineDTO status() {
        MachineDTO dto = new MachineDTO();
        dto.name = name;
        dto.state = state().name();
        dto.nanos = thread.isCurrent() ? board.clock().nanos() : parts.loop().nanos();
        dto.instructions = thread.isCurrent() ? board.processor().instructions() : parts.loop().instructions();
        dto.mapGeneration = board.maps().generation();
        return dto;
    }
}
