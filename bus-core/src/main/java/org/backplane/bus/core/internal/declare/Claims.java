package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who holds which addresses at which priority, and who the processor's seat. In one space, direction and priority no
 * two claims overlap, so a tree of their first addresses finds a contradiction in logarithmic time.
 */
public final class Claims {
    private final Map<Level, TreeMap<Long, Claim>> levels = new HashMap<>();
    private String processor;

    /**
     * A range that somebody holds.
     *
     * @param pid   who
     * @param range what
     */
    public record Claim(String pid, RangeDeclaration range) {
    }

    private record Level(SpaceKind space, boolean reads, int priority) {
    }

    /** A claim that overlaps a range at its priority, if there is one. */
    public Optional<Claim> against(RangeDeclaration range) {
        for (Level level : levelsOf(range)) {
            TreeMap<Long, Claim> claims = levels.get(level);
            Map.Entry<Long, Claim> nearest = claims == null ? null : claims.floorEntry(range.last());
            if (nearest != null && nearest.getValue().range().last() >= range.first()) {
                return Optional.of(nearest.getValue());
            }
        }
        return Optional.empty();
    }

    /** Adds a claim that nothing stands {@link #against}. */
    public void add(Claim claim) {
        for (Level level : levelsOf(claim.range())) {
            levels.computeIfAbsent(level, absent -> new TreeMap<>()).put(claim.range().first(), claim);
        }
    }

    /** Takes a claim back. */
    public void remove(RangeDeclaration range) {
        for (Level level : levelsOf(range)) {
            TreeMap<Long, Claim> claims = levels.get(level);
            claims.remove(range.first());
            if (claims.isEmpty()) {
                levels.remove(level);
            }
        }
    }

    /** Who holds the processor's seat. */
    public Optional<String> processor() {
        return Optional.ofNullable(processor);
    }

    /** Claims the processor's seat, which nobody holds. */
    public void addProcessor(String pid) {
        processor = pid;
    }

    /** Takes the claim on the processor's seat back. */
    public void removeProcessor() {
        processor = null;
    }

    private static List<Level> levelsOf(RangeDeclaration range) {
        List<Level> levels = new ArrayList<>(2);
        if (range.direction().reads()) {
            levels.add(new Level(range.space(), true, range.priority()));
        }
        if (range.direction().writes()) {
            levels.add(new Level(range.space(), false, range.priority()));
        }
        return levels;
    }
}
