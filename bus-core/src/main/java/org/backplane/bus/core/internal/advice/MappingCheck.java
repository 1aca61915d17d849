package org.backplane.bus.core.internal.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.space.Initiator;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.core.internal.space.Space;
import org.backplane.bus.machine.FindingDTO;
import org.backplane.bus.machine.PageEntryDTO;
import org.backplane.bus.machine.TranslationDTO;

/**
 * Compares the memory types of mappings with those that the ranges want. Neighbouring pages of one range that are mapped with
 * one type are one mapping.
 *
 * <p>A processor looks translations up all the time, most of them of RAM; so it is remembered which physical pages fit with
 * which type, until the map changes.
 */
final class MappingCheck {
    private static final int PAGE_SHIFT = 12;
    private static final long PAGE_BYTES = 1L << PAGE_SHIFT;
    /** Pages that are remembered: those below 4 GiB. */
    private static final long REMEMBERED = 1L << 32 - PAGE_SHIFT;

    private final Findings findings;
    private final LongSupplier nanos;
    private final LongFunction<TranslationDTO> translate;
    /** By the ordinal of the memory type; {@code null} for none. */
    private final BitSet[] fitting = new BitSet[MemoryType.values().length];
    private final List<Region> regions = new ArrayList<>();
    private Object map;

    /** Linear pages that follow each other and are mapped to one range with one type; identity makes it a key. */
    private static final class Region {
        private final String pid;
        private final String range;
        private final MemoryType type;
        private long first;
        private long last;

        Region(String pid, String range, MemoryType type, long page) {
            this.pid = pid;
            this.range = range;
            this.type = type;
            first = page;
            last = page;
        }

        boolean takes(Mapping mapping, MemoryType effective, long page) {
            boolean same = pid.equals(mapping.pid()) && range.equals(mapping.declaration.name()) && type == effective
                    && first - PAGE_BYTES <= page && page <= last + PAGE_BYTES;
            if (same) {
                first = Math.min(first, page);
                last = Math.max(last, page);
            }
            return same;
        }
    }

    MappingCheck(Findings findings, LongSupplier nanos, LongFunction<TranslationDTO> translate) {
        this.findings = findings;
        this.nanos = nanos;
        this.translate = translate;
    }

    void mapped(Space memory, long linear, long physical, MemoryType type, Initiator initiator) {
        if (map != memory.map()) {
            map = memory.map();
            Arrays.fill(fitting, null);
        }
        BitSet pages = fitting[type.ordinal()];
        long page = physical >>> PAGE_SHIFT;
        if (pages == null || page >= REMEMBERED || !pages.get((int) page)) {
            check(memory, linear, physical, type, initiator.instruction());
        }
    }

    private void check(Space memory, long linear, long physical, MemoryType type, long instruction) {
        Mapping range = memory.at(physical);
        TypeRule rule = range == null ? TypeRule.FITS : TypeRule.of(range.declaration.type(), type);
        if (rule != TypeRule.FITS) {
            region(range, type, linear & -PAGE_BYTES).ifPresent(region -> findings.take(region, instruction,
                    () -> finding(range, rule, type, linear, physical)));
        } else if (range != null && physical >>> PAGE_SHIFT < REMEMBERED && memory.page(physical & -PAGE_BYTES) == range) {
            remember(type, (int) (physical >>> PAGE_SHIFT));
        }
    }

    private void remember(MemoryType type, int page) {
        if (fitting[type.ordinal()] == null) {
            fitting[type.ordinal()] = new BitSet();
        }
        fitting[type.ordinal()].set(page);
    }

    private Optional<Region> region(Mapping range, MemoryType type, long page) {
        for (Region region : regions) {
            if (region.takes(range, type, page)) {
                return Optional.of(region);
            }
        }
        if (regions.size() == Findings.LIMIT) {
            return Optional.empty();
        }
        Region made = new Region(range.pid(), range.declaration.name(), type, page);
        regions.add(made);
        return Optional.of(made);
    }

    private FindingDTO finding(Mapping range, TypeRule rule, MemoryType type, long linear, long physical) {
        MemoryType wanted = range.declaration.type();
        FindingDTO finding = Findings.blank("memory-type", range.pid(), range.declaration.name(),
                range.declaration.space().text(), physical, physical - range.declaration.first());
        finding.severity = rule.severity();
        finding.linear = linear & -PAGE_BYTES;
        finding.entry = blamed(linear);
        finding.text = "mapped " + type + ", but the range wants " + wanted + ": " + rule.effect();
        finding.advice = TypeRule.advice(wanted);
        finding.nanos = nanos.getAsLong();
        return finding;
    }

    private String blamed(long linear) {
        PageEntryDTO[] entries = translate.apply(linear).entries;
        if (entries.length == 0) {
            return "";
        }
        PageEntryDTO leaf = entries[entries.length - 1];
        return String.format("%s at %08x = %08x %s", leaf.name, leaf.address, leaf.value, leaf.bits);
    }
}
