package org.backplane.cpu.internal.system;

import java.util.Arrays;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Execution;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.core.SegmentRegister;

/**
 * The string instructions with a repeat prefix (SDM 2, REP). Each iteration counts as an instruction, and after each one
 * the instruction may be interrupted; it is then executed again with what is left of the count.
 *
 * <p>Where source and destination can be reached directly, MOVS, STOS, CMPS and SCAS go through whole runs of elements
 * in a page ({@link StringRuns}). What it bought: the {@code memcpy_rep} and {@code strops} workloads of the benchmark guest. It
 * can go when nobody uses REP any more. So do INS and OUTS where the device takes blocks.
 */
public final class RepeatedStrings {
    /** REP alone: ZF does not matter. */
    private static final int ALWAYS = -1;

    private RepeatedStrings() {
    }

    /** One iteration, or several that are equal to as many single ones. */
    private interface Step {
        /**
         * Executes iterations.
         *
         * @param most the most that may be executed, at least 1
         * @return how many were
         */
        int run(Cpu c, int size, int segment, int addressSize, int most);
    }

    public static void movs(Cpu c, int size, int segment, int addressSize, int thisEip, int nextEip) {
        repeat(c, size, segment, addressSize, ALWAYS, thisEip, nextEip, RepeatedStrings::moveRun);
    }

    public static void stos(Cpu c, int size, int segment, int addressSize, int thisEip, int nextEip) {
        repeat(c, size, segment, addressSize, ALWAYS, thisEip, nextEip, RepeatedStrings::storeRun);
    }

    public static void lods(Cpu c, int size, int segment, int addressSize, int thisEip, int nextEip) {
        repeat(c, size, segment, addressSize, ALWAYS, thisEip, nextEip, (cpu, s, seg, a, most) -> {
            Strings.lods(cpu, s, seg, a);
            return 1;
        });
    }

    public static void ins(Cpu c, int size, int segment, int addressSize, int thisEip, int nextEip) {
        repeat(c, size, segment, addressSize, ALWAYS, thisEip, nextEip, RepeatedStrings::inputRun);
    }

    public static void outs(Cpu c, int size, int segment, int addressSize, int thisEip, int nextEip) {
        repeat(c, size, segment, addressSize, ALWAYS, thisEip, nextEip, RepeatedStrings::outputRun);
    }

    /**
     * REPE and REPNE CMPS.
     *
     * @param whileZf the ZF with which it goes on: 1 for REPE, 0 for REPNE
     */
    public static void cmps(Cpu c, int size, int segment, int addressSize, int whileZf, int thisEip, int nextEip) {
        repeat(c, size, segment, addressSize, whileZf, thisEip, nextEip,
                (cpu, s, seg, a, most) -> compareRun(cpu, s, seg, a, whileZf, most));
    }

    /** REPE and REPNE SCAS; see {@link #cmps}. */
    public static void scas(Cpu c, int size, int addressSize, int whileZf, int thisEip, int nextEip) {
        repeat(c, size, SegmentRegister.ES, addressSize, whileZf, thisEip, nextEip,
                (cpu, s, seg, a, most) -> scanRun(cpu, s, a, whileZf, most));
    }

    private static void repeat(Cpu c, int size, int segment, int addressSize, int whileZf, int thisEip, int nextEip,
            Step step) {
        Execution execution = c.execution;
        int left = Strings.cut(c.regs[Cpu.ECX], addressSize);
        if (left == 0) {
            c.eip = nextEip;
            return;
        }
        boolean more = true;
        // The block has paid for the first iteration. Each one pays for the next, so that a device sees those before it counted.
        while (more && execution.budget >= 0) {
            int allowed = execution.budget + 1;
            int most = Integer.compareUnsigned(left, allowed) < 0 ? left : allowed;
            int moved = step.run(c, size, segment, addressSize, most);
            execution.budget -= moved;
            left -= moved;
            Strings.move(c, Cpu.ECX, -moved, addressSize);
            more = left != 0 && (whileZf == ALWAYS || Flags.zf(c.result) == whileZf);
        }
        execution.budget++;
        c.eip = more ? thisEip : nextEip;
    }

    private static int moveRun(Cpu c, int size, int segment, int addressSize, int most) {
        int width = size / 8;
        SegmentRegister source = c.segments[segment & 7];
        SegmentRegister destination = c.segments[SegmentRegister.ES];
        int from = Strings.source(c, addressSize);
        int to = Strings.destination(c, addressSize);
        int elements = Math.min(StringRuns.length(c, source, from, width, addressSize, most),
                StringRuns.length(c, destination, to, width, addressSize, most));
        if (elements > 1) {
            int bytes = elements * width;
            from = StringRuns.lowest(c, from, width, elements);
            to = StringRuns.lowest(c, to, width, elements);
            int moved = source.allowsRead(from, bytes) && destination.allowsWrite(to, bytes)
                    ? copy(c, source.base + from, destination.base + to, bytes) / width : 0;
            if (moved > 0) {
                Strings.advance(c, Cpu.ESI, moved * width, addressSize);
                Strings.advance(c, Cpu.EDI, moved * width, addressSize);
                return moved;
            }
        }
        Strings.movs(c, size, segment, addressSize);
        return 1;
    }

    /** Copies bytes of a page to a page, or as many of them as are there already; 0 if they must be moved one by one. */
    private static int copy(Cpu c, int from, int to, int bytes) {
        boolean down = c.flag(Eflags.DF);
        int fromIndex = c.readIndex(from);
        int toIndex = c.writeIndex(to, bytes);
        if (fromIndex < 0) {
            return 0;
        }
        if (toIndex < 0) {
            return down ? 0 : c.copiedBefore(to, fromIndex, bytes);
        }
        // What was written would be read again.
        boolean propagates = down ? toIndex < fromIndex && toIndex + bytes > fromIndex
                : toIndex > fromIndex && toIndex < fromIndex + bytes;
        if (propagates) {
            return 0;
        }
        System.arraycopy(c.arena(), fromIndex, c.arena(), toIndex, bytes);
        return bytes;
    }

    /** The elements before the one that ends the repetition change nothing but the registers that count; that one is executed. */
    private static int compareRun(Cpu c, int size, int segment, int addressSize, int whileZf, int most) {
        int width = size / 8;
        SegmentRegister source = c.segments[segment & 7];
        int from = Strings.source(c, addressSize);
        int to = Strings.destination(c, addressSize);
        int elements = Math.min(StringRuns.readable(c, source, from, width, addressSize, most),
                StringRuns.readable(c, c.segments[SegmentRegister.ES], to, width, addressSize, most));
        int before = 0;
        if (elements > 1) {
            int fromIndex = c.readIndex(source.base + from);
            int toIndex = c.readIndex(c.segments[SegmentRegister.ES].base + to);
            int stride = c.stride(width);
            boolean equal = whileZf == 1;
            while (before < elements - 1 && equal == (c.arenaRead(fromIndex + before * stride, width)
                    == c.arenaRead(toIndex + before * stride, width))) {
                before++;
            }
        }
        Strings.advance(c, Cpu.ESI, before * width, addressSize);
        Strings.advance(c, Cpu.EDI, before * width, addressSize);
        Strings.cmps(c, size, segment, addressSize);
        return before + 1;
    }

    /** As {@link #compareRun}. */
    private static int scanRun(Cpu c, int size, int addressSize, int whileZf, int most) {
        int width = size / 8;
        SegmentRegister destination = c.segments[SegmentRegister.ES];
        int to = Strings.destination(c, addressSize);
        int elements = StringRuns.readable(c, destination, to, width, addressSize, most);
        int before = 0;
        if (elements > 1) {
            int index = c.readIndex(destination.base + to);
            int value = c.regs[Cpu.EAX] & -1 >>> 32 - size;
            int stride = c.stride(width);
            boolean equal = whileZf == 1;
            while (before < elements - 1 && equal == (c.arenaRead(index + before * stride, width) == value)) {
                before++;
            }
        }
        Strings.advance(c, Cpu.EDI, before * width, addressSize);
        Strings.scas(c, size, addressSize);
        return before + 1;
    }

    private static int storeRun(Cpu c, int size, int segment, int addressSize, int most) {
        int width = size / 8;
        int to = Strings.destination(c, addressSize);
        int elements = StringRuns.writable(c, to, width, addressSize, most);
        if (elements > 1) {
            int bytes = elements * width;
            int lowest = c.segments[SegmentRegister.ES].base + StringRuns.lowest(c, to, width, elements);
            fill(c, c.writeIndex(lowest, bytes), bytes, width);
            Strings.advance(c, Cpu.EDI, bytes, addressSize);
            return elements;
        }
        Strings.stos(c, size, addressSize);
        return 1;
    }

    /** What a device gives in one call, upwards, it would have given in single ones, for it ends a block where something happens. */
    private static int inputRun(Cpu c, int size, int segment, int addressSize, int most) {
        int width = size / 8;
        int to = Strings.destination(c, addressSize);
        int elements = StringRuns.writable(c, to, width, addressSize, most);
        if (elements > 1 && !c.flag(Eflags.DF)) {
            int port = c.regs[Cpu.EDX] & 0xFFFF;
            Ports.checkPermission(c, port, width);
            int index = c.writeIndex(c.segments[SegmentRegister.ES].base + to, elements * width);
            int moved = Ports.readBlock(c, port, width, index, elements);
            if (moved > 0) {
                Strings.advance(c, Cpu.EDI, moved * width, addressSize);
                return moved;
            }
        }
        Strings.ins(c, size, addressSize);
        return 1;
    }

    /** As {@link #inputRun}. */
    private static int outputRun(Cpu c, int size, int segment, int addressSize, int most) {
        int width = size / 8;
        int from = Strings.source(c, addressSize);
        SegmentRegister source = c.segments[segment & 7];
        int elements = StringRuns.readable(c, source, from, width, addressSize, most);
        if (elements > 1 && !c.flag(Eflags.DF)) {
            int port = c.regs[Cpu.EDX] & 0xFFFF;
            Ports.checkPermission(c, port, width);
            int moved = Ports.writeBlock(c, port, width, c.readIndex(source.base + from), elements);
            if (moved > 0) {
                Strings.advance(c, Cpu.ESI, moved * width, addressSize);
                return moved;
            }
        }
        Strings.outs(c, size, segment, addressSize);
        return 1;
    }

    private static void fill(Cpu c, int index, int bytes, int width) {
        byte[] arena = c.arena();
        int value = c.regs[Cpu.EAX];
        if (width == 1) {
            Arrays.fill(arena, index, index + bytes, (byte) value);
            return;
        }
        for (int i = 0; i < width; i++) {
            arena[index + i] = (byte) (value >>> 8 * i);
        }
        // Each copy doubles what is filled.
        for (int filled = width; filled < bytes; filled *= 2) {
            System.arraycopy(arena, index, arena, index + filled, Math.min(filled, bytes - filled));
        }
    }
}
