package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;

/**
 * How many elements of a repeated string instruction can be reached at once: those from the first one on, upwards or downwards as DF says, that lie
 * in its page and before the offset wraps. None are as many as one: a single step then finds out what there is.
 */
final class StringRuns {
    private static final int PAGE = 4096;
    private static final int REACH_16 = 0x10000;

    private StringRuns() {
    }

    /**
     * How many elements that is.
     *
     * @param segment     the segment they are in
     * @param offset      offset of the first one
     * @param width       bytes of each
     * @param addressSize 16 or 32 bits, after which the offset wraps
     * @param most        the most that are wanted
     */
    static int length(Cpu c, SegmentRegister segment, int offset, int width, int addressSize, int most) {
        boolean down = c.flag(Eflags.DF);
        int length = Math.min(most, fitting(segment.base + offset & PAGE - 1, PAGE, width, down));
        return addressSize == 16 ? Math.min(length, fitting(offset, REACH_16, width, down)) : length;
    }

    /** How many elements lie between a place and the end, or the beginning, of some bytes. */
    private static int fitting(int place, int bytes, int width, boolean down) {
        return down && place + width <= bytes ? place / width + 1 : (bytes - place) / width;
    }

    /** Offset of the lowest byte of some elements, 1 at least. */
    static int lowest(Cpu c, int offset, int width, int elements) {
        return c.flag(Eflags.DF) ? offset - (elements - 1) * width : offset;
    }

    /** How many elements can be read directly. */
    static int readable(Cpu c, SegmentRegister segment, int offset, int width, int addressSize, int most) {
        int elements = length(c, segment, offset, width, addressSize, most);
        boolean direct = elements > 1 && segment.allowsRead(lowest(c, offset, width, elements), elements * width)
                && c.readIndex(segment.base + offset) >= 0;
        return direct ? elements : 0;
    }

    /** How many elements can be written directly in ES. */
    static int writable(Cpu c, int offset, int width, int addressSize, int most) {
        SegmentRegister destination = c.segments[SegmentRegister.ES];
        int elements = length(c, destination, offset, width, addressSize, most);
        int lowest = lowest(c, offset, width, elements);
        boolean direct = elements > 1 && destination.allowsWrite(lowest, elements * width)
                && c.writeIndex(destination.base + lowest, elements * width) >= 0;
        return direct ? elements : 0;
    }
}
