package org.backplane.bus.core.internal.declare;

import java.util.Locale;
import org.backplane.bus.MemoryType;

/**
 * A range as its device declares it.
 *
 * @param space       the space it lies in
 * @param span        the addresses
 * @param name        unique in the device
 * @param priority    the larger number wins
 * @param direction   the accesses it answers
 * @param type        the wanted memory type; {@code UC} for ports, where it says nothing
 * @param valid       {@link Widths} the guest may use
 * @param implemented {@link Widths} the handler wants
 */
public record RangeDeclaration(SpaceKind space, Span span, String name, int priority, Direction direction,
        MemoryType type, int valid, int implemented) {

    /** The accesses that a range answers. */
    public enum Direction {
        /** Reads and writes. */
        RW,
        /** Reads. */
        R,
        /** Writes. */
        W;

        /** Whether it answers reads. */
        public boolean reads() {
            return this != W;
        }

        /** Whether it answers writes. */
        public boolean writes() {
            return this != R;
        }

        /** As the property writes it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it has no address but that which its card gives it. */
    public boolean floating() {
        return span.floating();
    }

    /** The same range at a place. */
    public RangeDeclaration at(Span place) {
        return new RangeDeclaration(space, place, name, priority, direction, type, valid, implemented);
    }

    /** Whether both would answer some access, and neither has the higher priority. */
    public boolean contends(RangeDeclaration other) {
        boolean reads = direction.reads() && other.direction.reads();
        boolean writes = direction.writes() && other.direction.writes();
        return space == other.space && priority == other.priority && (reads || writes) && span.meets(other.span);
    }

    /** First address. */
    public long first() {
        return span.first();
    }

    /** Last address. */
    public long last() {
        return span.last();
    }

    /** The wanted memory type by name; empty for ports. */
    public String typeText() {
        return space == SpaceKind.MEMORY ? type.name() : "";
    }
}
