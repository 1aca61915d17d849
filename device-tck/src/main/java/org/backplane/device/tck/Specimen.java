package org.backplane.device.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.backplane.bus.Device;

/**
 * A device on the bench, and what its surroundings can do to it beyond accesses, time, lines and resets. The kit makes many
 * of them; each has wires, and so fakes of the host, of its own.
 */
public final class Specimen {
    private final Device device;
    private final Map<String, LongConsumer> stimuli = new LinkedHashMap<>();
    private final List<List<RegisterWrite>> sequences = new ArrayList<>();
    private final Map<String, List<RegisterWrite>> conditions = new LinkedHashMap<>();
    private final Map<String, String> unclaimed = new LinkedHashMap<>();
    private final Set<String> differing = new LinkedHashSet<>();
    private final Set<String> affected = new LinkedHashSet<>();

    private Specimen(Device device) {
        this.device = device;
    }

    /**
     * Puts a device on the bench.
     *
     * @param device a new one, as Declarative Services would make it; not plugged in yet
     * @return the specimen
     */
    public static Specimen of(Device device) {
        return new Specimen(device);
    }

    /**
     * Adds something that the host or the rest of the machine may do at any time: a character that arrives, a key, a disc.
     * It happens on the machine thread; what belongs to a thread of the host's wraps itself in {@code FakeWires.asHost}.
     *
     * @param name   one word
     * @param action does it with a random number
     * @return this
     */
    public Specimen stimulus(String name, LongConsumer action) {
        stimuli.put(name, action);
        return this;
    }

    /**
     * Adds writes that belong together, such as those which start a transfer: random programs would hardly ever find them.
     *
     * @param writes the writes, in order; other steps may follow, not come between
     * @return this
     */
    public Specimen sequence(RegisterWrite... writes) {
        sequences.add(List.of(writes));
        return this;
    }

    /**
     * The sequences of writes.
     *
     * @return in the order in which they were added
     */
    public List<List<RegisterWrite>> sequences() {
        return List.copyOf(sequences);
    }

    /**
     * Says how a guest brings about a condition under which registers are there ({@code Register.when}), so that they are tried
     * too; without it those are left alone.
     *
     * @param condition the condition, as the registers declare it
     * @param writes    what makes it true in any state of the device
     * @return this
     */
    public Specimen condition(String condition, RegisterWrite... writes) {
        conditions.put(condition, List.of(writes));
        return this;
    }

    /**
     * How conditions come about.
     *
     * @return the writes by condition, in the order in which they were added
     */
    public Map<String, List<RegisterWrite>> conditions() {
        return new LinkedHashMap<>(conditions);
    }

    /**
     * Says that a write to a declared register changes others on purpose, which the check of neighbours then leaves alone.
     *
     * @param register the register's name
     * @return this
     */
    public Specimen affectsOthers(String register) {
        affected.add(register);
        return this;
    }

    /**
     * Says that the device does not claim a property that the kit would try. The report gives the reason.
     *
     * @param check  the check's name
     * @param reason what the datasheet says, in one line
     * @return this
     */
    public Specimen without(String check, String reason) {
        unclaimed.put(check, reason);
        return this;
    }

    /**
     * Says of several properties that the device does not claim them, for one reason.
     *
     * @param reason what the datasheet says, in one line
     * @param checks the checks' names
     * @return this
     */
    public Specimen lacking(String reason, String... checks) {
        for (String check : checks) {
            without(check, reason);
        }
        return this;
    }

    /**
     * The properties that the device does not claim.
     *
     * @return reasons by names of checks
     */
    public Map<String, String> unclaimed() {
        return Map.copyOf(unclaimed);
    }

    /**
     * Says that a value of the state is meant to be another one in a card that was made of the state: a number of the
     * generation, say. It is left out when states are compared.
     *
     * @param value its name, on the top level of the state
     * @return this
     */
    public Specimen differsInState(String value) {
        differing.add(value);
        return this;
    }

    /**
     * The values that are meant to differ.
     *
     * @return their names
     */
    public Set<String> differingValues() {
        return Set.copyOf(differing);
    }

    /**
     * The device.
     *
     * @return what {@link #of} got
     */
    public Device device() {
        return device;
    }

    /**
     * The stimuli.
     *
     * @return by name, in the order in which they were added
     */
    public Map<String, LongConsumer> stimuli() {
        return new LinkedHashMap<>(stimuli);
    }

    /**
     * The registers whose writes change others.
     *
     * @return their names
     */
    public Set<String> affectingRegisters() {
        return Set.copyOf(affected);
    }
}
