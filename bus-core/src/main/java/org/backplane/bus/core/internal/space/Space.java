package org.backplane.bus.core.internal.space;

import org.backplane.bus.core.internal.declare.SpaceKind;

/**
 * One of the two address spaces of a machine: the map that is in force. Reads and writes have a map each, so a range
 * that answers one direction lets the other fall through. Machine thread only.
 */
public final class Space {
    private final SpaceKind kind;
    private final long addressMask;
    private RangeTrie reads;
    private RangeTrie writes;
    private Watch watch;
    private Advice advice = Advice.NONE;
    private long ages;

    /** Makes a space where nothing answers. */
    public Space(SpaceKind kind) {
        this.kind = kind;
        // Ports wrap at 64 Ki; a physical address has 64 bits and the upper ones must be zero to meet anything.
        this.addressMask = kind == SpaceKind.PORT ? kind.lastAddress() : -1L;
        this.reads = RangeTrie.empty(kind);
        this.writes = RangeTrie.empty(kind);
    }

    /** Lets a range answer, in one step. One whose card has gone meanwhile does not come any more. */
    public void map(Mapping range) {
        if (range.isDead()) {
            return;
        }
        range.mapped = true;
        range.age = range.age == 0 ? ++ages : range.age;
        if (range.declaration.direction().reads()) {
            reads = reads.with(range);
        }
        if (range.declaration.direction().writes()) {
            writes = writes.with(range);
        }
    }

    /** Takes a range away, if it is there. */
    public void unmap(Mapping range) {
        if (!range.mapped) {
            return;
        }
        range.mapped = false;
        if (range.declaration.direction().reads()) {
            reads = reads.without(range);
        }
        if (range.declaration.direction().writes()) {
            writes = writes.without(range);
        }
    }

    /** Which space it is. */
    public SpaceKind kind() {
        return kind;
    }

    /** Connects who observes the accesses; {@code null} for nobody. */
    void watch(Watch to) {
        watch = to;
    }

    /** Who observes the accesses, {@code null} for nobody. */
    Watch watch() {
        return watch;
    }

    /** Connects who hears of what a driver should not do. */
    public void advice(Advice to) {
        advice = to;
    }

    /** Who hears of what a driver should not do. */
    Advice advice() {
        return advice;
    }

    /** The range that answers a byte in either direction, reads first; {@code null} if none does. */
    public Mapping at(long address) {
        Mapping range = reads.at(address);
        return range != null ? range : writes.at(address);
    }

    /** The range that answers reads of a whole page, or {@code null} if none does, or more than one. */
    public Mapping page(long page) {
        return reads.page(page);
    }

    /** What changes when the map does. */
    public Object map() {
        return reads;
    }

    /** The address bits that count. */
    long addressMask() {
        return addressMask;
    }

    /** Who answers reads. */
    RangeTrie reads() {
        return reads;
    }

    /** Who answers writes. */
    RangeTrie writes() {
        return writes;
    }
}
