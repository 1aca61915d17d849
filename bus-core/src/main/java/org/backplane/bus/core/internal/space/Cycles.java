package org.backplane.bus.core.internal.space;

import java.util.Arrays;
import org.backplane.bus.BlockHandler;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.core.internal.declare.SpaceKind;
import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.guard.AccessHistory;

/**
 * The accesses of one master, cycle by cycle.
 *
 * <p>An access that is aligned and lies in one range is one bus cycle. Any other is cut, lowest address first, into the
 * largest cycles that are aligned, stay within one range (or within what no range answers) and have a width that is
 * valid there. Alignment counts from the start of the range, because a card knows offsets only. A cycle whose width is
 * not valid is refused: all ones, nothing written. A valid one is split into, or cut out of, calls of an implemented
 * width.
 */
final class Cycles {
    /** The longest block in one call: a page. */
    private static final int BLOCK_BYTES = 4096;

    private final Untouched untouched;
    private final EventLog events;
    private final Initiator initiator;
    private final Cutter cutter;
    /** What {@link AccessHistory} wants to know of the space. */
    private final int spaceFlag;
    private Space space;
    private long answeredBytes;
    /** The elements of a block; cards do not get at what the master has. */
    private final byte[] block = new byte[BLOCK_BYTES];

    Cycles(Space space, Untouched untouched, EventLog events, Initiator initiator) {
        this.space = space;
        this.untouched = untouched;
        this.events = events;
        this.initiator = initiator;
        this.cutter = new Cutter(space.addressMask());
        this.spaceFlag = space.kind() == SpaceKind.PORT ? AccessHistory.PORT : 0;
    }

    void connect(Space other) {
        space = other;
    }

    /** How many bytes handlers have answered or taken so far. */
    long answeredBytes() {
        return answeredBytes;
    }

    /** Lets an access that was made from within another one not count for that. */
    void answeredBytes(long bytes) {
        answeredBytes = bytes;
    }

    long read(long address, int width) {
        RangeTrie map = space.reads();
        long value = 0;
        for (int done = 0; done < width;) {
            long at = address + done & space.addressMask();
            Mapping range = map.at(at);
            int bytes = cutter.cycle(map, range, at, width, done);
            value |= readCycle(range, at, bytes) << (8 * done);
            done += bytes;
        }
        return value;
    }

    void write(long address, int width, long value) {
        RangeTrie map = space.writes();
        for (int done = 0; done < width;) {
            long at = address + done & space.addressMask();
            Mapping range = map.at(at);
            int bytes = cutter.cycle(map, range, at, width, done);
            writeCycle(range, at, bytes, value >>> (8 * done) & Widths.ones(bytes));
            done += bytes;
        }
    }

    long peek(long address, int width) {
        RangeTrie map = space.reads();
        long value = 0;
        for (int done = 0; done < width;) {
            long at = address + done & space.addressMask();
            Mapping range = map.at(at);
            int bytes = cutter.cycle(map, range, at, width, done);
            value |= peekCycle(range, at, bytes) << (8 * done);
            done += bytes;
        }
        return value;
    }

    /** One cycle of reading; {@code range} is {@code null} where no range answers. */
    long readCycle(Mapping range, long at, int width) {
        if (range == null || (range.declaration.valid() & width) == 0) {
            refuse(range, at, width, false);
            return Widths.ones(width);
        }
        long offset = at - range.first;
        int call = range.callWidth(width);
        if (call > width) {
            long start = offset & -call;
            advise(range, offset, width, false);
            return readDevice(range, start, call) >>> (8 * (offset - start)) & Widths.ones(width);
        }
        long value = 0;
        for (int done = 0; done < width; done += call) {
            value |= callRead(range, offset + done, call) << (8 * done);
        }
        return value;
    }

    /** One cycle of writing; {@code range} is {@code null} where no range answers. */
    void writeCycle(Mapping range, long at, int width, long value) {
        if (range == null || (range.declaration.valid() & width) == 0) {
            refuse(range, at, width, true);
            return;
        }
        long offset = at - range.first;
        int call = range.callWidth(width);
        if (call > width) {
            long start = offset & -call;
            int shift = (int) (8 * (offset - start));
            advise(range, offset, width, true);
            long others = callPeek(range, start, call) & ~(Widths.ones(width) << shift);
            writeDevice(range, start, call, others | value << shift);
            return;
        }
        for (int done = 0; done < width; done += call) {
            callWrite(range, offset + done, call, value >>> (8 * done));
        }
    }

    private long peekCycle(Mapping range, long at, int width) {
        if (range == null || (range.declaration.valid() & width) == 0) {
            return Widths.ones(width);
        }
        long offset = at - range.first;
        int call = range.callWidth(width);
        if (call > width) {
            long start = offset & -call;
            return callPeek(range, start, call) >>> (8 * (offset - start)) & Widths.ones(width);
        }
        long value = 0;
        for (int done = 0; done < width; done += call) {
            value |= callPeek(range, offset + done, call) << (8 * done);
        }
        return value;
    }

    /** Makes an access that the handler implements. */
    long callRead(Mapping range, long offset, int width) {
        if (range.registers != null && !range.registers.fitsRead(offset, width)) {
            advise(range, offset, width, false);
        }
        return readDevice(range, offset, width);
    }

    /** Makes an access that the handler implements. */
    void callWrite(Mapping range, long offset, int width, long value) {
        if (range.registers != null && !range.registers.fitsWrite(offset, width)) {
            advise(range, offset, width, true);
        }
        writeDevice(range, offset, width, value);
    }

    private void advise(Mapping range, long offset, int width, boolean write) {
        if (range.registers != null && initiator != Initiator.CARD) {
            RegisterCheck.Verdict verdict = range.registers.judge(offset, width, write);
            if (verdict != RegisterCheck.Verdict.FITS) {
                space.advice().register(range, verdict, offset, width, write, initiator.instruction());
            }
        }
    }

    private long readDevice(Mapping range, long offset, int width) {
        int entry = range.history.begin(width | spaceFlag, range.first + offset, 0);
        try {
            long value = range.handler.read(offset, width) & Widths.ones(width);
            range.history.end(entry, value);
            range.reads++;
            answeredBytes += width;
            return value;
        } catch (Throwable thrown) {
            failed(range, "read", offset, width, thrown);
            range.history.end(entry);
            return Widths.ones(width);
        }
    }

    private void writeDevice(Mapping range, long offset, int width, long value) {
        long written = value & Widths.ones(width);
        int entry = range.history.begin(width | spaceFlag | AccessHistory.WRITE, range.first + offset, written);
        try {
            range.handler.write(offset, width, written);
            range.history.end(entry);
            range.writes++;
            answeredBytes += width;
        } catch (Throwable thrown) {
            failed(range, "write", offset, width, thrown);
            range.history.end(entry);
        }
    }

    /** Reads an offset several times; 0 if that has to be done singly. The handler is a {@link BlockHandler}. */
    int callReadBlock(Mapping range, long offset, int width, byte[] into, int index, int count) {
        if (range.registers != null && !range.registers.fitsRead(offset, width)) {
            return 0;
        }
        int most = Math.min(count, BLOCK_BYTES / width);
        int entry = range.history.begin(width | spaceFlag, range.first + offset, 0);
        int done = 1;
        try {
            done = checked(((BlockHandler) range.handler).readBlock(offset, width, block, most), most);
            range.reads += done;
            answeredBytes += (long) done * width;
        } catch (Throwable thrown) {
            failed(range, "read", offset, width, thrown);
            Arrays.fill(block, 0, width, (byte) -1);
        }
        range.history.end(entry);
        System.arraycopy(block, 0, into, index, done * width);
        return done;
    }

    /** As {@link #callReadBlock}. */
    int callWriteBlock(Mapping range, long offset, int width, byte[] from, int index, int count) {
        if (range.registers != null && !range.registers.fitsWrite(offset, width)) {
            return 0;
        }
        int most = Math.min(count, BLOCK_BYTES / width);
        System.arraycopy(from, index, block, 0, most * width);
        int entry = range.history.begin(width | spaceFlag | AccessHistory.WRITE, range.first + offset, 0);
        int done = 1;
        try {
            done = checked(((BlockHandler) range.handler).writeBlock(offset, width, block, most), most);
            range.writes += done;
            answeredBytes += (long) done * width;
        } catch (Throwable thrown) {
            failed(range, "write", offset, width, thrown);
        }
        range.history.end(entry);
        return done;
    }

    private static int checked(int done, int most) {
        if (done < 0 || done > most) {
            throw new IllegalStateException("a block of " + done + " elements where at most " + most + " were asked for");
        }
        return done;
    }

    private long callPeek(Mapping range, long offset, int width) {
        try {
            return range.handler.peek(offset, width) & Widths.ones(width);
        } catch (BusErrorException unknown) {
            return Widths.ones(width);
        } catch (Throwable thrown) {
            failed(range, "peek", offset, width, thrown);
            return Widths.ones(width);
        }
    }

    private void failed(Mapping range, String kind, long offset, int width, Throwable thrown) {
        String access = range.access(kind, width) + " at offset 0x" + Long.toHexString(offset);
        if (!(thrown instanceof BusErrorException)) {
            range.owner.failed(access, thrown);
            return;
        }
        events.report(range.owner.pid(), EventLog.FABRIC, "bus error: " + access);
        if (space.kind() == SpaceKind.MEMORY) {
            initiator.busError(range.first + offset);
        }
    }

    private void refuse(Mapping range, long at, int width, boolean write) {
        untouched.count(space.kind(), at, width, write, initiator);
        if (range != null) {
            events.report(range.owner.pid(), EventLog.FABRIC, range.refusal(width, write));
        }
        if (initiator != Initiator.CARD) {
            if (range != null) {
                space.advice().refused(range, at, width, write, initiator.instruction());
            } else {
                space.advice().unanswered(space, at, width, write, initiator.instruction());
            }
        }
    }
}
