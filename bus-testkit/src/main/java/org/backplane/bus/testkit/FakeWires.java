package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.bus.LineListener;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.TimerCallback;
import org.backplane.bus.Wires;
import org.backplane.bus.machine.SlotDTO;

/**
 * The wires of one slot, with nothing at their other ends but the test.
 *
 * <p>The thread that makes the object is the machine thread. Time stands until {@link #advance} moves it; posted work
 * waits until then, too.
 */
public final class FakeWires implements Wires {
    private final String pid;
    private final MachineThread machine = new MachineThread();
    private final ManualClock clock = new ManualClock(machine);
    private final FakeTimers timers = new FakeTimers(machine, clock);
    private final FakeEvents events = new FakeEvents(machine);
    private final FakeDma dma = new FakeDma(machine);
    private final FakePci pci = new FakePci(machine);
    private final FakePciSlots pciSlots = new FakePciSlots(machine);
    private final FakeRoles roles = new FakeRoles();
    private final Map<String, FakePlacement> windows = new LinkedHashMap<>();
    private final List<SlotDTO> slots = new ArrayList<>();
    private final Map<String, Long> ranges = new LinkedHashMap<>();
    private final Map<String, FakeLine> lines = new LinkedHashMap<>();
    private final Map<String, Sensed> sensed = new LinkedHashMap<>();
    private final Map<String, FakeSlab> slabs = new LinkedHashMap<>();
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final List<Reset> resets = new ArrayList<>();
    private final List<Integer> powerOffs = new ArrayList<>();
    private long slabBytesLeft = 256L << 20;

    /** Makes the wires of a slot called {@code test}. */
    public FakeWires() {
        this("test");
    }

    /**
     * Makes the wires of a slot.
     *
     * @param pid the slot's name
     */
    public FakeWires(String pid) {
        this.pid = pid;
    }

    /**
     * Declares a range, so that {@link #rangeBytes} knows it.
     *
     * @param name        the range's name
     * @param lengthBytes its length in bytes
     * @return this
     */
    public FakeWires range(String name, long lengthBytes) {
        ranges.put(name, lengthBytes);
        return this;
    }

    /**
     * Sets how much storage the slabs to come can have together; 256 MiB at first.
     *
     * @param bytes bytes
     * @return this
     */
    public FakeWires slabStorage(long bytes) {
        slabBytesLeft = bytes;
        return this;
    }

    // What the card sees.

    @Override
    public String pid() {
        return pid;
    }

    @Override
    public long rangeBytes(String name) {
        machine.check();
        Long lengthBytes = ranges.get(name);
        if (lengthBytes == null) {
            throw new NoSuchElementException("no range '" + name + "' was declared with FakeWires.range");
        }
        return lengthBytes;
    }

    @Override
    public FakePlacement window(String name) {
        machine.check();
        return windows.computeIfAbsent(name, range -> new FakePlacement(machine));
    }

    @Override
    public FakePci pci() {
        return pci;
    }

    @Override
    public FakePciSlots pciSlots() {
        return pciSlots;
    }

    @Override
    public <R> void watch(Class<R> role, RoleListener<R> listener) {
        if (machine.check()) {
            roles.watch(role, listener);
        }
    }

    @Override
    public List<SlotDTO> slots() {
        machine.check();
        return List.copyOf(slots);
    }

    @Override
    public FakeLine line(String pin) {
        machine.check();
        return pin(pin);
    }

    @Override
    public void sense(String pin, LineListener listener) {
        machine.check();
        Sensed input = sensed.computeIfAbsent(pin, name -> new Sensed());
        input.listeners.add(listener);
        if (input.asserted) {
            listener.changed(true);
        }
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public FakeTimer timer(String name, TimerCallback callback) {
        machine.check();
        return timers.make(name, callback);
    }

    @Override
    public FakeDma dma() {
        return dma;
    }

    @Override
    public FakeSlab slab(String name, long lengthBytes) {
        machine.check();
        FakeSlab slab = FakeSlab.allocate(machine, lengthBytes, slabBytesLeft);
        if (slabs.putIfAbsent(name, slab) != null) {
            throw new IllegalArgumentException("the slot has a slab '" + name + "' already");
        }
        slabBytesLeft -= slab.lengthBytes();
        return slab;
    }

    @Override
    public FakeEvents events() {
        return events;
    }

    @Override
    public void post(Runnable work) {
        if (machine.live()) {
            posted.add(work);
        }
    }

    @Override
    public void requestReset(Reset kind) {
        if (machine.check()) {
            resets.add(kind);
        }
    }

    @Override
    public void requestPowerOff(int status) {
        if (machine.check()) {
            powerOffs.add(status);
        }
    }

    // What the test does and sees.

    /**
     * Lets virtual time pass: does posted work, calls the timers that expire in the order of their deadlines with the
     * clock at each deadline, and leaves the clock at the end of the time.
     *
     * @param nanos nanoseconds; 0 does what is due now, as the boundary between two instructions does
     */
    public void advance(long nanos) {
        long end = clock.nanos() + nanos;
        drainPosted();
        while (timers.expireNext(end)) {
            drainPosted();
        }
        clock.set(end);
    }

    /**
     * Lets the clock run ahead of the timers, as when the host holds the machine up: they expire late, at the next
     * {@link #advance}.
     *
     * @param nanos nanoseconds
     */
    public void lag(long nanos) {
        clock.set(clock.nanos() + nanos);
    }

    /**
     * Does something while the clock runs on whenever it is read, as the host's does while the host holds the machine up
     * between two steps of a card.
     *
     * @param nanosPerReading nanoseconds
     * @param work            an access, say; timers do not expire meanwhile
     */
    public void hasten(long nanosPerReading, Runnable work) {
        clock.runsOn(nanosPerReading);
        try {
            work.run();
        } finally {
            clock.runsOn(0);
        }
    }

    /** Does the work that was posted, and what that posts, without letting timers expire. */
    public void drainPosted() {
        for (Runnable work = posted.poll(); work != null; work = posted.poll()) {
            work.run();
        }
    }

    /**
     * Plays a thread of the host's: runs code in which calls reserved for the machine thread are errors.
     *
     * @param work what the host does
     */
    public void asHost(Runnable work) {
        machine.away(work);
    }

    /**
     * An output pin, whether or not the card has asked for it yet.
     *
     * @param pin the pin's name
     * @return its driver, with everything it did
     */
    public FakeLine pin(String pin) {
        return lines.computeIfAbsent(pin, name -> new FakeLine(machine, clock));
    }

    /**
     * Drives an input pin.
     *
     * @param pin      the pin's name
     * @param asserted the level it has from now on
     */
    public void drive(String pin, boolean asserted) {
        Sensed input = sensed.computeIfAbsent(pin, name -> new Sensed());
        if (input.asserted != asserted) {
            input.asserted = asserted;
            input.listeners.forEach(listener -> listener.changed(asserted));
        }
    }

    /**
     * Plugs in another card, which may play roles that this one watches for.
     *
     * @param otherPid the other card's slot
     * @param card     the card, or whatever plays it
     */
    public void plug(String otherPid, Object card) {
        roles.add(otherPid, card);
    }

    /**
     * Unplugs another card.
     *
     * @param otherPid its slot
     */
    public void unplug(String otherPid) {
        roles.remove(otherPid);
    }

    /**
     * Adds to what the card sees of the machine.
     *
     * @param slot a slot as {@link #slots} lists it
     */
    public void slot(SlotDTO slot) {
        slots.add(slot);
    }

    /**
     * A slab that the card has.
     *
     * @param name its name
     * @return the slab
     * @throws NoSuchElementException if the card asked for none of that name
     */
    public FakeSlab memory(String name) {
        FakeSlab slab = slabs.get(name);
        if (slab == null) {
            throw new NoSuchElementException("no slab '" + name + "', only " + slabs.keySet());
        }
        return slab;
    }

    /**
     * The resets that the card asked for.
     *
     * @return in order
     */
    public List<Reset> resets() {
        return List.copyOf(resets);
    }

    /**
     * The statuses with which the card switched the machine off.
     *
     * @return in order
     */
    public List<Integer> powerOffs() {
        return List.copyOf(powerOffs);
    }

    /**
     * The timers that wait for a deadline.
     *
     * @return their names, in the order of their deadlines
     */
    public List<String> armedTimers() {
        return timers.armed();
    }

    /**
     * Takes everything back from the card, as the fabric does before {@code Card.unplug}: lines drop, timers and posted
     * work are forgotten, and no handle does anything any more.
     */
    public void revoke() {
        lines.values().forEach(line -> line.set(false));
        timers.cancelAll();
        posted.clear();
        sensed.clear();
        windows.values().forEach(FakePlacement::revoke);
        roles.revoke();
        machine.revoke();
    }

    private static final class Sensed {
        private final List<LineListener> listeners = new ArrayList<>();
        private boolean asserted;
    }
}
