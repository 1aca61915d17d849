package org.backplane.bus.core.internal.space;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.AccessHistory;
import org.backplane.bus.core.internal.memory.SlabWindow;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.register.RegisterMap;

/**
 * A range and the handler that answers it. The fields of the hot path are public and plain: only the machine thread
 * writes them. Other threads read the counters for listings and may see them a little late.
 */
public final class Mapping {
    /** Answers for a card that has gone while an access to it is under way: all ones. */
    private static final RangeHandler NOBODY = new RangeHandler() {
        @Override
        public long read(long offset, int width) {
            return -1L;
        }

        @Override
        public void write(long offset, int width, long value) {
            // Nobody is there to take it.
        }
    };

    /** What the device declared. */
    public final RangeDeclaration declaration;
    /** First address. */
    final long first;
    /** Last address. */
    final long last;
    /** The larger number wins. */
    final int priority;
    /** Which of all mappings that ever were it is; the older one of equal priority goes on answering. */
    long age;
    /** Whether it is in the map. */
    boolean mapped;
    /** Widths that need no splitting, merging or refusal. */
    final int direct;
    /** Whose handler it is. */
    final Owner owner;
    /** The last calls of the card's handlers. */
    final AccessHistory history;
    /** Answers the accesses: the card's handler, or somebody who stands in front of it. */
    RangeHandler handler;
    /** What the card gave. */
    private RangeHandler device;
    /** Which registers there are; {@code null} if the card does not say. */
    RegisterCheck registers;
    /** Reads that were answered. */
    long reads;
    /** Writes that were taken. */
    long writes;

    private final Identity identity;
    /** Texts of the refusals reported so far, so that a guest in a loop does not have them built again. */
    private String[] refusals;

    /** Makes the mapping of a declared range. */
    public Mapping(RangeDeclaration declaration, RangeHandler handler, Owner owner, Identity identity) {
        this.declaration = declaration;
        this.first = declaration.first();
        this.last = declaration.last();
        this.priority = declaration.priority();
        this.direct = declaration.valid() & declaration.implemented();
        this.handler = handler;
        this.device = handler;
        this.owner = owner;
        this.history = owner.history();
        this.identity = identity;
    }

    /** Whether this one answers where another one could as well. */
    boolean beats(Mapping other) {
        return priority > other.priority || priority == other.priority && age < other.age;
    }

    /** Whether no access gets through any more. */
    boolean isDead() {
        return handler == NOBODY;
    }

    /** Lets no further access through to the card, wherever this mapping is still in use. */
    public void deaden() {
        handler = NOBODY;
        device = NOBODY;
    }

    /** What the card gave to answer the accesses, or somebody in its place after it has gone. */
    public RangeHandler device() {
        return device;
    }

    /** Puts somebody in front of the card's handler, or takes him away if it is {@code null}. */
    public void interpose(RangeHandler inFront) {
        handler = inFront == null ? device : inFront;
    }

    /** Says which registers the card declares; {@code null} if it declares none. */
    public void registers(RegisterCheck declared) {
        registers = declared;
    }

    /** The registers that the card declares, {@code null} if it declares none. */
    public RegisterMap registerMap() {
        return registers == null ? null : registers.map();
    }

    /** Whose handler it is. */
    public Owner owner() {
        return owner;
    }

    /** The PID of the device. */
    public String pid() {
        return identity.pid();
    }

    /** Whether it is memory without side effects, even while somebody stands in front of it. */
    boolean isSlab() {
        return device instanceof SlabWindow;
    }

    /** The width of the calls that an access becomes: the widest implemented one up to its own, else the next wider. */
    int callWidth(int width) {
        int narrower = Widths.below(declaration.implemented(), 2 * width);
        return narrower != 0 ? narrower : Widths.narrowest(declaration.implemented());
    }

    /** What is reported of an access whose width is not valid. */
    String refusal(int width, boolean write) {
        if (refusals == null) {
            refusals = new String[2 * (8 + 1)];
        }
        int index = 2 * width + (write ? 1 : 0);
        if (refusals[index] == null) {
            refusals[index] = access(write ? "write" : "read", width) + " where the valid widths are "
                    + Widths.text(declaration.valid());
        }
        return refusals[index];
    }

    /** An access in words. */
    String access(String kind, int width) {
        return kind + " of width " + width + " to '" + declaration.name() + "'";
    }

    /** Goes on where an earlier mapping of the same range stopped, if there was one. */
    public void succeed(Mapping earlier) {
        if (earlier != null) {
            reads = earlier.reads;
            writes = earlier.writes;
            if (first == earlier.first && last == earlier.last && priority == earlier.priority) {
                age = earlier.age;
            }
        }
    }

    /** Whether an access inside the range can go to the handler as it is. */
    boolean takes(long offset, int width) {
        return (direct & width) != 0 && (offset & (width - 1)) == 0;
    }

    /** Where a page inside this range lies in the arena, or -1 if it can only be reached through the handler. */
    int readIndex(long page) {
        return handler instanceof SlabWindow ? ((SlabWindow) handler).readIndex(page - first) : -1;
    }

    /** The first page from which on {@link #readIndex} is -1. */
    long readEnd() {
        return handler instanceof SlabWindow ? first + ((SlabWindow) handler).wholePagesEnd(-first & Slab.PAGE_BYTES - 1) : first;
    }

    /** As {@link #readIndex}; also -1 while writes to the page have to be noticed or go nowhere. */
    int writeIndex(long page) {
        return handler instanceof SlabWindow ? ((SlabWindow) handler).writeIndex(page - first) : -1;
    }

    /** As {@link #readIndex}; also -1 if writes go nowhere. The arena has to be told of what is stored there. */
    int storeIndex(long page) {
        return handler instanceof SlabWindow ? ((SlabWindow) handler).storeIndex(page - first) : -1;
    }

    /** A listing with the present counters. */
    public RangeDTO describe() {
        RangeDTO dto = describe(declaration, identity);
        dto.live = !isDead();
        dto.direct = handler instanceof SlabWindow && ((SlabWindow) handler).hasWholePages(first, last);
        dto.reads = reads;
        dto.writes = writes;
        return dto;
    }

    /** A listing of a range that does not answer. */
    public static RangeDTO describe(RangeDeclaration range, Identity identity) {
        RangeDTO dto = new RangeDTO();
        dto.space = range.space().text();
        dto.first = range.first();
        dto.last = range.last();
        dto.name = range.name();
        dto.priority = range.priority();
        dto.access = range.direction().text();
        dto.type = range.typeText();
        dto.valid = Widths.text(range.valid());
        dto.implemented = Widths.text(range.implemented());
        dto.pid = identity.pid();
        dto.bundle = identity.bundle();
        dto.version = identity.version();
        return dto;
    }
}
