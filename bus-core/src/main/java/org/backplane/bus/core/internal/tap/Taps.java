package org.backplane.bus.core.internal.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.core.internal.run.Boundary;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;

/**
 * The taps of a machine. A range that one of them has chosen is wrapped when it is mapped, or when the tap comes; any other
 * range is as it would be without taps. Machine thread.
 */
public final class Taps {
    /** The taps that have seen an access are a set of bits of an {@code int}. */
    private static final int MOST = 31;

    private final AddressMaps maps;
    private final EventLog events;
    private final Boundary boundary;
    private final LongSupplier nanos;
    private final LongSupplier instruction;
    private final NeverFired neverFired;
    private volatile List<TapSeat> seats = List.of();

    /** Hears of taps that had to change an access and did not. */
    @FunctionalInterface
    public interface NeverFired {
        /** A tap goes. */
        void removed(String tap, String account);
    }

    /**
     * Makes a machine without taps.
     *
     * @param nanos       the virtual time
     * @param instruction the guest's instruction that is being executed, or -1
     */
    public Taps(AddressMaps maps, EventLog events, Boundary boundary, LongSupplier nanos, LongSupplier instruction,
            NeverFired neverFired) {
        this.maps = maps;
        this.events = events;
        this.boundary = boundary;
        this.nanos = nanos;
        this.instruction = instruction;
        this.neverFired = neverFired;
    }

    /** A tap has come. */
    public void add(TapSeat seat) {
        if (seats.size() == MOST) {
            events.report(seat.name(), EventLog.FABRIC, "there are " + MOST + " taps already; this one sees nothing");
            return;
        }
        if (!seat.mistake().isEmpty()) {
            events.report(seat.name(), EventLog.FABRIC, seat.mistake());
        }
        List<TapSeat> more = new ArrayList<>(seats);
        more.add(seat);
        choose(more);
    }

    /** A tap goes; it sees no access any more when this returns. */
    public void remove(TapSeat seat) {
        if (!seats.contains(seat)) {
            return;
        }
        release(seat);
        if (seat.isMissing()) {
            events.report(seat.name(), EventLog.FABRIC, "the tap was to change an access and never did; " + seat.account());
            neverFired.removed(seat.name(), seat.account());
        }
    }

    /** All go, as the machine does. */
    public void clear() {
        List.copyOf(seats).forEach(this::remove);
    }

    /** Those that were to change an access and have not done so, name and account. */
    public void missing(NeverFired to) {
        seats.stream().filter(TapSeat::isMissing).forEach(seat -> to.removed(seat.name(), seat.account()));
    }

    /** A range is about to be mapped. */
    public void coming(Mapping range) {
        List<TapSeat> chosen = seats.stream().filter(seat -> seat.chooses(range.describe())).toList();
        if (!chosen.isEmpty()) {
            range.interpose(new TappedRange(range, chosen, this));
        }
    }

    /** Every range is looked at anew: the wrappers know which taps they have. */
    private void choose(List<TapSeat> among) {
        seats = List.copyOf(among);
        for (Mapping range : maps.mapped()) {
            range.interpose(null);
            coming(range);
        }
        maps.reached();
    }

    private void release(TapSeat seat) {
        seat.over();
        List<TapSeat> fewer = new ArrayList<>(seats);
        fewer.remove(seat);
        choose(fewer);
    }

    Tapping access(Mapping range, long offset, int width, boolean write, long value) {
        return new Tapping(range, offset, width, write, value, instruction.getAsLong(), nanos.getAsLong());
    }

    /** A tap threw something: it hears of nothing any more, and its wrappers go at the next boundary. */
    void failed(TapSeat seat, Throwable thrown) {
        if (thrown != null) {
            events.report(seat.name(), EventLog.FABRIC, "the tap is taken out: " + OneLine.of(thrown));
            boundary.add(() -> remove(seat));
        }
    }
}
