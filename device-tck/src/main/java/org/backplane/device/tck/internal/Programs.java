package org.backplane.device.tck.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.backplane.bus.Reset;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.register.Register;

/** Random things for a guest, the host and time to do to a card. The same seed gives the same programs. */
public final class Programs {
    private static final int NEAR = 256;
    private static final int SELDOM = 16;
    private static final int LONGEST_TIME_BITS = 28;

    private final Subject subject;
    private final Random random;
    private final List<DeclaredRange> ranges;
    private final List<String> inputs;
    private final List<String> stimuli;
    private final Map<String, List<Register>> registers = new TreeMap<>();
    private final List<List<Step>> sequences = new ArrayList<>();
    private final boolean configuration;

    /** Learns from a card what can be done to it. */
    public Programs(Subject subject, long seed) {
        this.subject = subject;
        this.random = new Random(seed);
        Bench bench = Bench.powerOn(subject);
        ranges = subject.declared().ranges().stream().filter(range -> !range.usableWidths().isEmpty()).toList();
        inputs = subject.declared().senses().stream().sorted().toList();
        stimuli = bench.specimen().stimuli().keySet().stream().sorted().toList();
        ranges.forEach(range -> registers.put(range.name(), bench.registers(range.name()).registers()));
        bench.specimen().sequences().forEach(writes -> sequences.add(writes.stream().map(Step::of).toList()));
        configuration = bench.card() instanceof PciConfiguration;
        bench.unplug();
    }

    /** Makes a program. */
    public List<Step> next(int steps) {
        List<Step> program = new ArrayList<>();
        if (subject.declared().pci()) {
            program.add(new Step.Command(true, random.nextInt(4) == 0));
        }
        while (program.size() < steps) {
            if (!sequences.isEmpty() && random.nextInt(SELDOM) == 0) {
                program.addAll(sequences.get(random.nextInt(sequences.size())));
            } else {
                program.add(step());
            }
        }
        return program;
    }

    private Step step() {
        int kind = random.nextInt(100);
        if (kind < 75 && !ranges.isEmpty()) {
            return access();
        }
        if (kind < 83 && !stimuli.isEmpty()) {
            return new Step.Stimulus(stimuli.get(random.nextInt(stimuli.size())), random.nextLong());
        }
        if (kind < 90 && !inputs.isEmpty()) {
            return new Step.Drive(inputs.get(random.nextInt(inputs.size())), random.nextBoolean());
        }
        if (kind == 97) {
            return new Step.ResetStep(random.nextBoolean() ? Reset.HARD : Reset.POWER_ON);
        }
        if (kind == 98 && subject.declared().pci()) {
            return new Step.Command(random.nextInt(4) != 0, random.nextBoolean());
        }
        if ((kind >= 94 && kind <= 96 || kind == 99) && configuration) {
            return new Step.Configure(0x40 + random.nextInt(0xb0), random.nextInt(0x100));
        }
        return new Step.Advance(random.nextLong() >>> Long.SIZE - 1 - random.nextInt(LONGEST_TIME_BITS));
    }

    private Step access() {
        DeclaredRange range = ranges.get(random.nextInt(ranges.size()));
        List<Integer> widths = range.usableWidths();
        int width = widths.get(random.nextInt(widths.size()));
        List<Register> declared = registers.get(range.name());
        long offset;
        if (!declared.isEmpty() && random.nextInt(4) != 0) {
            Register register = declared.get(random.nextInt(declared.size()));
            offset = Math.min(register.offset() / width * width, range.lengthBytes() - width);
        } else {
            long reach = random.nextInt(3) == 0 ? range.lengthBytes() : Math.min(NEAR, range.lengthBytes());
            offset = (random.nextLong() & Long.MAX_VALUE) % (reach - width + 1) / width * width;
        }
        boolean write = range.writable() && (!range.readable() || random.nextBoolean());
        return write ? new Step.Write(range.name(), offset, width, value() & Bench.ones(width))
                : new Step.Read(range.name(), offset, width);
    }

    /** Register values are bits and small numbers more often than they are anything. */
    private long value() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 1L << random.nextInt(32);
            case 3 -> random.nextInt(16);
            default -> random.nextLong();
        };
    }
}
