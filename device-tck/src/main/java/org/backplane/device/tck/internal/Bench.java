package org.backplane.device.tck.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.Specimen;

/** A card in its slot, with nothing around it but the kit. Throws {@link DeviceFault} when the card throws. */
public final class Bench {
    /** The memory that answers its DMA, from address 0. */
    public static final int MEMORY_BYTES = 0x4000;

    private static final int SMALL = 256;
    private static final byte[] MEMORY = new byte[MEMORY_BYTES];

    static {
        new Random(1).nextBytes(MEMORY);
    }

    private final Subject subject;
    private final FakeWires wires = new FakeWires("tck");
    private final ProbeWires probe;
    private final Specimen specimen;
    private final byte[] memory;
    private final Map<String, Boolean> inputs = new TreeMap<>();
    private final Map<String, RangeHandler> handlers = new LinkedHashMap<>();
    private final List<Event> trace = new ArrayList<>();
    private int lastBusiest;
    private Step.Command command = new Step.Command(false, false);
    private Card card;

    private Bench(Subject subject, byte[] memory, Map<String, byte[]> slabs) {
        this.subject = subject;
        this.memory = memory;
        this.probe = new ProbeWires(wires, slabs);
        subject.declared().ranges().forEach(range -> wires.range(range.name(), range.lengthBytes()));
        wires.dma().map(0, memory);
        try {
            this.specimen = subject.specimens().apply(wires);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError thrown) {
            throw new DeviceFault("the device cannot be made", thrown);
        }
    }

    /** Plugs in a new device, in its power-on state. */
    public static Bench powerOn(Subject subject) {
        Bench bench = new Bench(subject, MEMORY.clone(), Map.of());
        bench.guarded("plug", () -> bench.card = bench.specimen.device().plug(bench.probe));
        bench.handlers();
        bench.probe.takeEffects();
        return bench;
    }

    /** Plugs in a device in the place of another one, in the state that was taken of that. */
    public static Bench inPlaceOf(Bench before, byte[] state) {
        Bench bench = new Bench(before.subject, before.memory.clone(), before.probe.memories());
        before.inputs.forEach(bench::drive);
        before.command.set(bench.wires);
        bench.command = before.command;
        bench.wires.advance(before.wires.clock().nanos());
        bench.guarded("plug with a state", () ->
                bench.card = bench.specimen.device().plug(bench.probe, StateFormat.read(state)));
        bench.handlers();
        bench.probe.takeEffects();
        return bench;
    }

    private void handlers() {
        for (DeclaredRange range : subject.declared().ranges()) {
            guarded("range(\"" + range.name() + "\")", () -> handlers.put(range.name(), card.range(range.name())));
            if (handlers.get(range.name()) == null) {
                throw new DeviceFault("range(\"" + range.name() + "\")", new NullPointerException("there is no handler"));
            }
        }
    }

    /** Does a step and adds to the trace what came of it. */
    public void run(Step step) {
        String[] answer = new String[1];
        guarded(step, () -> {
            try {
                answer[0] = step.perform(this);
            } catch (BusErrorException error) {
                answer[0] = "bus error";
            }
        });
        lastBusiest = probe.busiestPin();
        trace.add(new Event(step, answer[0], probe.takeEffects()));
        if (step instanceof Step.Command) {
            command = (Step.Command) step;
        }
    }

    /** Does steps. */
    public Bench run(List<Step> steps) {
        steps.forEach(this::run);
        return this;
    }

    /** Does something to the card during which it must not throw. */
    public void guarded(Object what, Runnable work) {
        try {
            work.run();
        } catch (DeviceFault known) {
            throw known;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError thrown) {
            throw new DeviceFault(what instanceof Step ? ((Step) what).java() : what.toString(), thrown);
        }
    }

    long read(String range, long offset, int width) {
        return handlers.get(range).read(offset, width) & ones(width);
    }

    void write(String range, long offset, int width, long value) {
        handlers.get(range).write(offset, width, value & ones(width));
    }

    /** What a debugger sees. */
    public long peek(String range, long offset, int width) {
        long[] value = new long[1];
        guarded("peek", () ->
                value[0] = handlers.get(range).peek(offset, width) & ones(width));
        return value[0];
    }

    /** What a debugger sees at the beginning of each range that can be read. */
    public Map<String, Long> image() {
        Map<String, Long> image = new LinkedHashMap<>();
        for (DeclaredRange range : subject.declared().ranges()) {
            if (range.readable() && !range.usableWidths().isEmpty()) {
                int width = range.usableWidths().get(0);
                for (long offset = 0; offset + width <= Math.min(range.lengthBytes(), SMALL); offset += width) {
                    image.put(range.name() + '+' + Long.toHexString(offset), peek(range.name(), offset, width));
                }
            }
        }
        return image;
    }

    void drive(String pin, boolean asserted) {
        inputs.put(pin, asserted);
        wires.drive(pin, asserted);
    }

    /** The bytes of the card's state. */
    public byte[] state() {
        byte[][] bytes = new byte[1][];
        guarded("state", () -> {
            DeviceState state = ((StateKeeper) card).state();
            bytes[0] = StateFormat.write(state);
        });
        return bytes[0];
    }

    /** Takes the card out and leaves its place to a successor. */
    public void handOver() {
        wires.revoke();
        guarded("handOver", ((StateKeeper) card)::handOver);
    }

    /** Takes the card out as the fabric does. */
    public void unplug() {
        wires.revoke();
        guarded("unplug", card::unplug);
    }

    /** Whether the card keeps its state. */
    public boolean keepsState() {
        return specimen.device().keeps().isPresent() && card instanceof StateKeeper;
    }

    /** The registers that the card declares for a range; empty if it does not. */
    public RegisterMap registers(String range) {
        return card instanceof RegisterBlock
                ? ((RegisterBlock) card).registers(range).orElse(RegisterMap.of()) : RegisterMap.of();
    }

    /** How often the last step changed a pin, that of the busiest one. */
    public int lastBusiest() {
        return lastBusiest;
    }

    /** What happened so far, one line a step. */
    public List<Event> trace() {
        return trace;
    }

    /** The card. */
    public Card card() {
        return card;
    }

    /** What it was made of. */
    public Specimen specimen() {
        return specimen;
    }

    /** The other ends of its wires. */
    public FakeWires fake() {
        return wires;
    }

    /** The probes on its wires. */
    public ProbeWires probe() {
        return probe;
    }

    /** Where the card has put the ranges that it places itself. */
    public Map<String, String> places() {
        return probe.places();
    }

    /** All bits of a value of this width. */
    public static long ones(int width) {
        return -1L >>> Long.SIZE - Byte.SIZE * width;
    }
}
