package org.backplane.bus.core.internal.space;

import org.backplane.bus.AddressSpace;
import org.backplane.bus.BlockHandler;
import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.core.internal.event.EventLog;

/**
 * One master's view of a space. An aligned access to one range that implements its width goes straight to the handler;
 * everything else is a matter for {@link Cycles}.
 */
public class BusMaster implements AddressSpace {
    private final long addressMask;
    private final Cycles cycles;
    private final Initiator initiator;
    private Space space;

    /** Connects a master to a space. */
    public BusMaster(Space space, Untouched untouched, EventLog events, Initiator initiator) {
        this.space = space;
        this.addressMask = space.addressMask();
        this.initiator = initiator;
        this.cycles = new Cycles(space, untouched, events, initiator);
    }

    /** Cuts the master off: nothing answers it any more. */
    public void revoke() {
        space = new Space(space.kind());
        cycles.connect(space);
    }

    Space space() {
        return space;
    }

    Initiator initiator() {
        return initiator;
    }

    @Override
    public final long read(long address, int width) {
        assert Widths.isWidth(width) : width;
        long at = address & addressMask;
        if (space.watch() != null) {
            return watchedRead(at, width);
        }
        Mapping range = space.reads().taker(at, width);
        return range != null ? cycles.callRead(range, at - range.first, width) : cycles.read(at, width);
    }

    @Override
    public final void write(long address, int width, long value) {
        assert Widths.isWidth(width) : width;
        long at = address & addressMask;
        if (space.watch() != null) {
            watchedWrite(at, width, value);
            return;
        }
        Mapping range = space.writes().taker(at, width);
        if (range != null) {
            cycles.callWrite(range, at - range.first, width, value);
        } else {
            cycles.write(at, width, value);
        }
    }

    @Override
    public final int readBlock(long address, int width, byte[] into, int index, int count) {
        Mapping range = blocks(space.reads(), address, width);
        return range == null ? 0 : cycles.callReadBlock(range, (address & addressMask) - range.first, width, into, index, count);
    }

    @Override
    public final int writeBlock(long address, int width, byte[] from, int index, int count) {
        Mapping range = blocks(space.writes(), address, width);
        return range == null ? 0 : cycles.callWriteBlock(range, (address & addressMask) - range.first, width, from, index, count);
    }

    /** The range that takes an access as it is and may take several at once; {@code null} if there is none, or it is observed. */
    private Mapping blocks(RangeTrie map, long address, int width) {
        Mapping range = space.watch() == null ? map.taker(address & addressMask, width) : null;
        return range != null && range.handler instanceof BlockHandler ? range : null;
    }

    private long watchedRead(long at, int width) {
        Space here = space;
        Watch watch = isShown(here.reads().at(at)) ? here.watch() : null;
        long before = cycles.answeredBytes();
        long value = cycles.read(at, width);
        if (watch != null) {
            watch.tell(here, at, width, false, value, cycles.answeredBytes() != before, initiator);
        }
        return value;
    }

    private void watchedWrite(long at, int width, long value) {
        Space here = space;
        Watch watch = isShown(here.writes().at(at)) ? here.watch() : null;
        long before = cycles.answeredBytes();
        cycles.write(at, width, value);
        if (watch != null) {
            watch.tell(here, at, width, true, value, cycles.answeredBytes() != before, initiator);
        }
    }

    /** What the operator of the machine does is not shown; cards have a {@link DmaPort}. */
    private boolean isShown(Mapping range) {
        return initiator != Initiator.CARD && Watch.shows(range);
    }

    @Override
    public final long peek(long address, int width) {
        assert Widths.isWidth(width) : width;
        return cycles.peek(address & addressMask, width);
    }
}
