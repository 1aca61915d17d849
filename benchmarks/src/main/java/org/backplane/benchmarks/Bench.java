package org.backplane.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.Device;
import org.backplane.bus.core.internal.MachineFabric;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.run.MachineSettings;
import org.backplane.bus.core.internal.run.MachineSettings.OnShutdown;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.processor.Processor;

/**
 * A machine as the distribution runs it, host clock and slices of 5000 instructions, but without OSGi around it.
 * {@link #step} executes instructions on the machine thread in the machine's own loop, which looks at the mailbox
 * between slices, so map changes take place among the accesses as they do in use.
 */
final class Bench implements AutoCloseable {
    private static final int ARENA_BYTES = 64 << 20;
    private static final int SLICE_INSTRUCTIONS = 5000;
    private static final String BUNDLE = "org.backplane.benchmarks";

    final MachineFabric machine;

    Bench() {
        machine = new MachineFabric(new MachineSettings("bench", TimeSource.HOST, 10, SLICE_INSTRUCTIONS, ARENA_BYTES,
                OnShutdown.STOP), Journal.NONE);
        machine.start();
    }

    /** Inserts a device; returns at once. */
    Registration insert(String pid, Device device, Map<String, ?> properties) {
        return machine.insert(identity(pid), device, withMachine(properties));
    }

    /** Waits until the machine thread has passed a boundary. */
    void settle() {
        machine.call(() -> 0);
    }

    void insert(String pid, Processor processor, String... senses) {
        machine.insert(identity(pid), processor, withMachine(Map.of("bus.senses", senses)));
    }

    private static Identity identity(String pid) {
        return new Identity(pid, BUNDLE, "1.0.0", 1);
    }

    private static Map<String, ?> withMachine(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bus.machine", "bench");
        return all;
    }

    /** Powers on and stops the machine; every device has to be live by then. */
    void begin() {
        settle();
        for (SlotDTO slot : machine.slots()) {
            if (!slot.state.equals("live")) {
                throw new IllegalStateException(slot.pid + " is " + slot.state + ": " + slot.reason);
            }
        }
        machine.powerOn();
        machine.stop();
    }

    /** Executes a number of instructions on the machine thread and waits for that. */
    void step(long instructions) {
        machine.step(instructions);
        if (machine.state() != State.STOPPED) {
            throw new IllegalStateException("the machine is " + machine.state() + ": " + machine.events());
        }
    }

    @Override
    public void close() {
        machine.close();
    }
}
