package org.backplane.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much RAM a machine has, and how much memory altogether. */
final class MemoryPlan {
    private static final String RAM = "org.backplane.device.ram";
    static final String SHADOW = "org.backplane.device.ram.shadow";
    private static final String RANGES = "bus.memory";
    private static final String ARENA = "arena";
    /** What the component has without a configuration. */
    private static final String DEFAULT_RANGE = "0x0+16M";
    /** Memory of cards beside RAM. */
    private static final long CARD_BYTES = 64L << 20;
    /** All memory of a machine lies in one array. */
    private static final long LARGEST_RAM = 1920L << 20;
    private static final long SMALLEST_RAM = 1L << 20;
    private static final Pattern RANGE = Pattern.compile(
            "(?<first>0x[0-9a-f_]+|[0-9_]+)\\s*(?:\\+\\s*(?<length>0x[0-9a-f_]+|[0-9_]+)(?<unit>[kmg]?)|-\\s*(?<last>0x[0-9a-f_]+|[0-9_]+))",
            Pattern.CASE_INSENSITIVE);

    private final MachineFile machine;

    MemoryPlan(MachineFile machine) {
        this.machine = machine;
    }

    /** Sets the size of RAM as --memory says, and of the arena if the description does not. */
    void apply(Options options) {
        if (options.memory != null) {
            resize(Size.parse("--memory", options.memory), options.memory);
        }
        Map<String, Object> properties = machine.require(LaunchPlan.MACHINE);
        if (!properties.containsKey(ARENA) && machine.has(RAM)) {
            properties.put(ARENA, Long.toString(totalBytes() + CARD_BYTES));
        }
    }

    private void resize(long bytes, String text) {
        if (bytes < SMALLEST_RAM || bytes > LARGEST_RAM) {
            throw new UsageException("--memory: " + text + " is not between 1M and 1920M");
        }
        machine.need("--memory", RAM, "RAM");
        machine.set(RAM, RANGES, ranges(bytes));
        machine.set(LaunchPlan.RTC, "memory", Long.toString(bytes));
        machine.require(LaunchPlan.MACHINE).remove(ARENA);
    }

    /** With shadow memory, RAM leaves the addresses from A0000h to FFFFFh to it. */
    private Object ranges(long bytes) {
        return machine.has(SHADOW) && bytes > SMALLEST_RAM
                ? new String[] {"0x0-0x9ffff", "0x100000+" + (bytes - SMALLEST_RAM)} : "0x0+" + bytes;
    }

    /** The address behind the last byte of RAM below 4 GiB, for a loader that takes RAM to begin at 0. */
    long endOfRam(String option) {
        machine.need(option, RAM, "RAM");
        return spans().stream().mapToLong(span -> span[1]).filter(end -> end <= 1L << 32).max().orElse(0);
    }

    private long totalBytes() {
        return spans().stream().mapToLong(span -> span[1] - span[0]).sum();
    }

    /** First address and the address behind the last one of each range of RAM. */
    private List<long[]> spans() {
        List<long[]> spans = new ArrayList<>();
        machine.configurations().forEach((pid, properties) -> {
            if (MachineFile.isInstance(pid, RAM)) {
                for (String range : texts(properties.get(RANGES))) {
                    span(range).ifPresent(spans::add);
                }
            }
        });
        return spans;
    }

    private static String[] texts(Object value) {
        if (value == null) {
            return new String[] {DEFAULT_RANGE};
        }
        return value instanceof String[] ? (String[]) value : new String[] {value.toString()};
    }

    /** A range that cannot be understood counts nothing here: the fabric says which property is wrong. */
    private static Optional<long[]> span(String range) {
        Matcher matcher = RANGE.matcher(range.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = number(matcher.group("first"));
        return Optional.of(new long[] {first, matcher.group("last") != null ? number(matcher.group("last")) + 1
                : first + (number(matcher.group("length")) << shift(matcher.group("unit")))});
    }

    private static long number(String text) {
        return Long.decode(text.replace("_", ""));
    }

    private static int shift(String unit) {
        return switch (unit.toUpperCase()) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
    }
}
