package org.backplane.debugger.internal;

import java.io.ByteArrayOutputStream;
import org.backplane.bus.machine.ExplanationDTO;
import org.backplane.bus.machine.Machine;

/**
 * The guest's memory by linear address, through its present page tables, which this leaves as they are. Devices are peeked at.
 * Machine thread.
 */
final class LinearView {
    private static final int PAGE = 4096;
    private static final long LIMIT = 1L << 32;

    private final Machine machine;

    LinearView(Machine machine) {
        this.machine = machine;
    }

    /** Reads up to the first byte that is not there. */
    byte[] read(long linear, int lengthBytes) throws TargetException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(lengthBytes);
        long end = Math.min(linear + lengthBytes, LIMIT);
        for (long at = linear; at < end;) {
            ExplanationDTO place = machine.explain("linear", at);
            if (!answers(place)) {
                break;
            }
            int count = chunk(place, at, end);
            for (int i = 0; i < count; i++) {
                bytes.write(peek(place, place.address + i));
            }
            at += count;
        }
        if (bytes.size() == 0) {
            throw new TargetException(TargetException.NOT_MAPPED);
        }
        return bytes.toByteArray();
    }

    /** A byte of a device is cut out of the narrowest peek that the device takes. */
    private int peek(ExplanationDTO place, long physical) {
        int width = place.ranges[0].direct ? 1 : place.width;
        long first = physical & -width;
        return (int) (machine.memory().peek(first, width) >>> 8 * (physical - first)) & 0xFF;
    }

    /** Writes what can be written up to the first byte that cannot. */
    void write(long linear, byte[] bytes) throws TargetException {
        long end = linear + bytes.length;
        for (long at = linear; at < end;) {
            ExplanationDTO place = at < LIMIT ? machine.explain("linear", at) : new ExplanationDTO();
            if (!answers(place)) {
                throw new TargetException(TargetException.NOT_MAPPED);
            }
            if (!place.ranges[0].access.contains("w")) {
                throw new TargetException(TargetException.READ_ONLY);
            }
            int offset = (int) (at - linear);
            at += place.ranges[0].direct ? writeMemory(place, bytes, offset, chunk(place, at, end))
                    : writeDevice(place, bytes, offset);
        }
    }

    /** ROM takes a write without a word, so memory is looked at again. */
    private int writeMemory(ExplanationDTO place, byte[] bytes, int offset, int count) throws TargetException {
        for (int i = 0; i < count; i++) {
            long physical = place.address + i;
            machine.memory().write(physical, 1, bytes[offset + i] & 0xFF);
            if ((byte) machine.memory().peek(physical, 1) != bytes[offset + i]) {
                throw new TargetException(TargetException.READ_ONLY);
            }
        }
        return count;
    }

    /** One write of the width of a variable, if it is one; otherwise of a byte. */
    private int writeDevice(ExplanationDTO place, byte[] bytes, int offset) {
        boolean whole = offset == 0 && (bytes.length == 2 || bytes.length == 4) && place.address % bytes.length == 0;
        int width = whole ? bytes.length : 1;
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        machine.memory().write(place.address, width, value);
        return width;
    }

    private static boolean answers(ExplanationDTO place) {
        return place.width > 0 && place.ranges.length > 0;
    }

    /** How many bytes surely have the same translation and are of the same range. */
    private static int chunk(ExplanationDTO place, long linear, long end) {
        if (!place.ranges[0].direct) {
            return 1;
        }
        long inPage = PAGE - linear % PAGE;
        long inRange = place.ranges[0].last - place.address + 1;
        return (int) Math.min(Math.min(inPage, end - linear), inRange);
    }
}
