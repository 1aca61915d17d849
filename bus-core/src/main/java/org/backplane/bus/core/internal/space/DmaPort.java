package org.backplane.bus.core.internal.space;

import java.util.Arrays;
import java.util.Objects;
import org.backplane.bus.Dma;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.declare.DmaGrant;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.Misdeed;
import org.backplane.bus.core.internal.memory.Arena;
import org.backplane.bus.core.internal.memory.SlabWindow;

/**
 * A card's way to the memory space. Pages that lie in the arena are copied at once, everything else goes through the
 * handlers in the widest cycles they accept. What no range answers is listed once for each run within a page. Nothing comes
 * of DMA outside of what the card is granted, nor of a cycle to the registers of a card whose own DMA is under way.
 */
public final class DmaPort implements Dma {
    private final Space memory;
    private final Arena arena;
    private final Nesting nesting;
    private final EventLog events;
    private final Owner owner;
    private final Cycles cycles;
    private final Cutter cutter;
    private DmaGrant grant = DmaGrant.ALL;
    private boolean master = true;
    private boolean revoked;

    /** Makes the port of a card. */
    public DmaPort(Space memory, Arena arena, Untouched untouched, EventLog events, Nesting nesting, Owner owner) {
        this.memory = memory;
        this.arena = arena;
        this.nesting = nesting;
        this.events = events;
        this.owner = owner;
        this.cycles = new Cycles(memory, untouched, events, Initiator.CARD);
        this.cutter = new Cutter(memory.addressMask());
    }

    /** Lets accesses through, or lets them meet nothing. */
    public void master(boolean enabled) {
        master = enabled;
    }

    /** Whether accesses get through. */
    public boolean isMaster() {
        return isEnabled() && owner.alive();
    }

    /** Whether whoever comes next in the slot may master the bus. */
    public boolean isEnabled() {
        return master && !revoked;
    }

    /** Says what may be reached. */
    public void grant(DmaGrant to) {
        grant = to;
    }

    /** Makes the port dead: it reads FFh and writes nowhere. */
    public void revoke() {
        revoked = true;
    }

    @Override
    public int read(long physical, byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        Arrays.fill(into, offset, offset + length, (byte) 0xff);
        if (!isMaster() || !isGranted("read", physical, length) || !nesting.enter(events, owner)) {
            return 0;
        }
        long countedBefore = cycles.answeredBytes();
        try {
            int answered = 0;
            for (int done = 0; done < length && isMaster();) {
                int bytes = Math.min(length - done, bytesToPageEnd(physical + done));
                answered += readWithinPage(physical + done, into, offset + done, bytes);
                done += bytes;
            }
            return answered;
        } finally {
            nesting.leave();
            cycles.answeredBytes(countedBefore);
        }
    }

    @Override
    public int write(long physical, byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        return isMaster() && isGranted("write", physical, length) ? store(physical, from, offset, length) : 0;
    }

    /** Writes a message for the card, which its bridge places and the guest addresses; no grant is asked for. */
    public void message(long physical, byte[] bytes) {
        if (isMaster()) {
            store(physical, bytes, 0, bytes.length);
        }
    }

    private int store(long physical, byte[] from, int offset, int length) {
        if (!nesting.enter(events, owner)) {
            return 0;
        }
        long countedBefore = cycles.answeredBytes();
        try {
            int answered = 0;
            for (int done = 0; done < length && isMaster();) {
                int bytes = Math.min(length - done, bytesToPageEnd(physical + done));
                answered += writeWithinPage(physical + done, from, offset + done, bytes);
                done += bytes;
            }
            return answered;
        } finally {
            nesting.leave();
            cycles.answeredBytes(countedBefore);
        }
    }

    private int readWithinPage(long physical, byte[] into, int offset, int length) {
        long page = physical & -Slab.PAGE_BYTES;
        Mapping whole = memory.reads().page(page);
        int index = whole == null ? -1 : whole.readIndex(page);
        if (index >= 0) {
            arena.get(index + (int) (physical - page), into, offset, length);
            return length;
        }
        int answered = 0;
        boolean inHole = false;
        for (int done = 0; done < length;) {
            Mapping range = memory.reads().at(physical + done);
            int bytes = cutter.longest(memory.reads(), range, physical + done, length - done);
            if (isReentrant(range, physical + done)) {
                return answered;
            }
            if (range != null || !inHole) {
                long counted = cycles.answeredBytes();
                long value = cycles.readCycle(range, physical + done, bytes);
                store(value, bytes, into, offset + done);
                answered += answered(counted, bytes);
                tell(range, physical + done, bytes, false, value, cycles.answeredBytes() != counted);
            }
            inHole = range == null;
            done += bytes;
        }
        return answered;
    }

    private int writeWithinPage(long physical, byte[] from, int offset, int length) {
        long page = physical & -Slab.PAGE_BYTES;
        Mapping whole = memory.writes().page(page);
        int index = whole == null ? -1 : whole.storeIndex(page);
        if (index >= 0) {
            arena.put(index + (int) (physical - page), from, offset, length);
            return length;
        }
        int answered = 0;
        boolean inHole = false;
        for (int done = 0; done < length;) {
            Mapping range = memory.writes().at(physical + done);
            int bytes = cutter.longest(memory.writes(), range, physical + done, length - done);
            if (isReentrant(range, physical + done)) {
                return answered;
            }
            if (range != null || !inHole) {
                long counted = cycles.answeredBytes();
                long value = load(bytes, from, offset + done);
                cycles.writeCycle(range, physical + done, bytes, value);
                answered += answered(counted, bytes);
                tell(range, physical + done, bytes, true, value, cycles.answeredBytes() != counted);
            }
            inHole = range == null;
            done += bytes;
        }
        return answered;
    }

    private boolean isGranted(String kind, long physical, int length) {
        boolean granted = grant.covers(physical, length);
        if (!granted) {
            owner.misbehaved(Misdeed.DMA, "DMA " + kind + " of " + length + " bytes at 0x" + Long.toHexString(physical)
                    + " where it is granted " + grant);
        }
        return granted;
    }

    /** A slab is memory and may be reached by its own card; a handler must not be called from within itself. */
    private boolean isReentrant(Mapping range, long physical) {
        if (range == null || range.handler instanceof SlabWindow || !nesting.isMaster(range.owner)) {
            return false;
        }
        String what = "DMA to 0x" + Long.toHexString(physical) + ", a register of ";
        if (range.owner == owner) {
            owner.misbehaved(Misdeed.REENTRANCE, what + "its own");
        } else {
            events.report(owner.pid(), EventLog.FABRIC, what + "'" + range.owner.pid() + "' whose own DMA is under way");
        }
        return true;
    }

    private void tell(Mapping range, long physical, int width, boolean write, long value, boolean answered) {
        Watch watch = memory.watch();
        if (watch != null && Watch.shows(range)) {
            watch.tell(memory, physical, width, write, value, answered, Initiator.CARD);
        }
    }

    /** A handler that implements only wider accesses answers more bytes than were asked for. */
    private int answered(long countedBefore, int bytes) {
        return (int) Math.min(cycles.answeredBytes() - countedBefore, bytes);
    }

    private static int bytesToPageEnd(long physical) {
        return Slab.PAGE_BYTES - (int) (physical & (Slab.PAGE_BYTES - 1));
    }

    private static void store(long value, int width, byte[] into, int offset) {
        for (int i = 0; i < width; i++) {
            into[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    private static long load(int width, byte[] from, int offset) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (from[offset + i] & 0xffL) << (8 * i);
        }
        return value;
    }
}
