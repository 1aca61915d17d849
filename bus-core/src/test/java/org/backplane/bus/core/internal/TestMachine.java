package org.backplane.bus.core.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.bus.Device;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.run.MachineSettings;
import org.backplane.bus.core.internal.run.MachineSettings.OnShutdown;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;
import org.backplane.bus.machine.EventDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.processor.Processor;

/** A machine of 1 MiB of slab storage, 10 ns an instruction, slices of 100 instructions and no watchdog. */
public final class TestMachine implements AutoCloseable, Journal {
    public final MachineFabric fabric;
    /** Slot transitions, "pid state". */
    public final List<String> transitions = Collections.synchronizedList(new ArrayList<>());
    /** How often other ranges were live. */
    public final AtomicInteger mapChanges = new AtomicInteger();
    private long bundleId;

    public TestMachine() {
        this(TimeSource.INSTRUCTIONS, OnShutdown.RESET);
    }

    public TestMachine(TimeSource time, OnShutdown onShutdown) {
        fabric = new MachineFabric(new MachineSettings("main", time, 10, 100, 1 << 20, onShutdown,
                MachineSettings.GRACE_MILLIS, 0, MachineSettings.EJECT_MILLIS), this);
        fabric.start();
    }

    /** A machine that plugs nothing in before it is given a snapshot. */
    public static TestMachine awaitingSnapshot() {
        TestMachine machine = new TestMachine();
        machine.fabric.awaitSnapshot();
        return machine;
    }

    /** Inserts a device and waits until the machine thread has dealt with it. */
    public Registration insert(String pid, Device device, Map<String, ?> properties) {
        Registration registration = fabric.insert(identity(pid), device, properties);
        settle();
        return registration;
    }

    public Registration insert(String pid, Processor processor, Map<String, ?> properties) {
        Registration registration = fabric.insert(identity(pid), processor, properties);
        settle();
        return registration;
    }

    private Identity identity(String pid) {
        return new Identity(pid, "bundle." + pid, "1.0.0", ++bundleId);
    }

    public void update(Registration registration, Map<String, ?> properties) {
        registration.update(properties);
        settle();
    }

    /** Waits until the machine thread has passed a boundary. */
    public void settle() {
        fabric.call(() -> 0);
        fabric.call(() -> 0);
    }

    public <T> T on(Callable<T> work) {
        return fabric.call(work);
    }

    /** Does something on the machine thread. */
    public void run(Runnable work) {
        on(() -> {
            work.run();
            return 0;
        });
    }

    /** The same, and waits until the machine thread has passed a boundary. */
    public void runAndSettle(Runnable work) {
        run(work);
        settle();
    }

    public long port(long port, int width) {
        return on(() -> fabric.ports().read(port, width));
    }

    public long memory(long address, int width) {
        return on(() -> fabric.memory().read(address, width));
    }

    public void writePort(long port, int width, long value) {
        run(() -> fabric.ports().write(port, width, value));
    }

    public void writeMemory(long address, int width, long value) {
        run(() -> fabric.memory().write(address, width, value));
    }

    public SlotDTO slot(String pid) {
        return fabric.slots().stream().filter(slot -> slot.pid.equals(pid)).findFirst().orElseThrow();
    }

    /** Reports, "pid kind text". */
    public List<String> events() {
        List<String> texts = new ArrayList<>();
        for (EventDTO event : fabric.events()) {
            texts.add(event.pid + " " + event.kind + " " + event.text);
        }
        return texts;
    }

    @Override
    public void reported(EventDTO event) {
    }

    @Override
    public void slotChanged(String pid, String state, String reason) {
        transitions.add(pid + " " + state);
    }

    @Override
    public void mapChanged() {
        mapChanges.incrementAndGet();
    }

    @Override
    public void close() {
        fabric.close();
    }
}
