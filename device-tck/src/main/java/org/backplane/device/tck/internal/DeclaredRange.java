package org.backplane.device.tck.internal;

import java.util.List;

/**
 * A range that the device's service properties declare.
 *
 * @param name        what {@link org.backplane.bus.Card#range} is asked for
 * @param lengthBytes its length
 * @param widths      the widths that the handler wants, ascending
 * @param readable    whether it answers reads
 * @param writable    whether it answers writes
 */
public record DeclaredRange(String name, long lengthBytes, List<Integer> widths, boolean readable, boolean writable) {
    /** The widths of which at least one access lies in the range. */
    public List<Integer> usableWidths() {
        return widths.stream().filter(width -> width <= lengthBytes).toList();
    }
}
