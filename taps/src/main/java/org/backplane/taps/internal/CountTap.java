package org.backplane.taps.internal;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;

/** Counts accesses by range, offset, width and direction. */
final class CountTap implements Tap, TapReport {
    /** Beyond so many places the others are counted together. */
    private static final int MOST_PLACES = 4096;

    private final Map<Place, long[]> counts = new TreeMap<>();
    private long others;

    private record Place(String range, long offset, int width, boolean write) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byRange = range.compareTo(other.range);
            int byOffset = byRange != 0 ? byRange : Long.compareUnsigned(offset, other.offset);
            int byWidth = byOffset != 0 ? byOffset : Integer.compare(width, other.width);
            return byWidth != 0 ? byWidth : Boolean.compare(write, other.write);
        }
    }

    @Override
    public synchronized void after(TapAccess access) {
        Place place = new Place(access.pid() + "/" + access.range(), access.offset(), access.width(), access.write());
        long[] count = counts.get(place);
        if (count == null && counts.size() == MOST_PLACES) {
            others++;
            return;
        }
        if (count == null) {
            count = new long[1];
            counts.put(place, count);
        }
        count[0]++;
    }

    @Override
    public synchronized String report() {
        StringJoiner text = new StringJoiner("\n");
        counts.forEach((place, count) -> text.add(String.format("%10d  %-5s %d  %s+%x", count[0], place.write ? "write" : "read",
                place.width, place.range, place.offset)));
        if (others > 0) {
            text.add(String.format("%10d  at other places", others));
        }
        return counts.isEmpty() ? "no access" : text.toString();
    }
}
