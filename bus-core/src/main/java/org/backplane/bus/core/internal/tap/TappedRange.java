package org.backplane.bus.core.internal.tap;

import java.util.List;
import org.backplane.bus.BusErrorException;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.core.internal.space.Mapping;

/** Stands in front of the handler of a range that taps have chosen. What a device throws goes through unseen by them. */
final class TappedRange implements RangeHandler {
    private final Mapping range;
    private final RangeHandler device;
    private final List<TapSeat> seats;
    private final Taps taps;

    TappedRange(Mapping range, List<TapSeat> seats, Taps taps) {
        this.range = range;
        this.device = range.device();
        this.seats = seats;
        this.taps = taps;
    }

    @Override
    public long read(long offset, int width) {
        Tapping access = taps.access(range, offset, width, false, 0);
        int told = before(access);
        if (!access.isAnswered()) {
            long start = System.nanoTime();
            long value = -1L;
            boolean error = false;
            try {
                value = device.read(offset, width);
            } catch (BusErrorException answer) {
                error = true;
            }
            access.outcome(value, error, System.nanoTime() - start);
        }
        after(access, told);
        return answer(access);
    }

    @Override
    public void write(long offset, int width, long value) {
        Tapping access = taps.access(range, offset, width, true, value);
        int told = before(access);
        if (!access.isAnswered()) {
            long start = System.nanoTime();
            boolean error = false;
            try {
                device.write(offset, width, access.value());
            } catch (BusErrorException answer) {
                error = true;
            }
            access.outcome(0, error, System.nanoTime() - start);
        }
        after(access, told);
        answer(access);
    }

    @Override
    public long peek(long offset, int width) {
        return device.peek(offset, width);
    }

    /** Which taps have seen it, as a set of bits, so that the same ones hear of the outcome. */
    private int before(Tapping access) {
        int told = 0;
        for (int i = 0; i < seats.size() && !access.isAnswered(); i++) {
            TapSeat seat = seats.get(i);
            if (seat.listens()) {
                told |= 1 << i;
                taps.failed(seat, seat.call(access, true));
            }
        }
        return told;
    }

    private void after(Tapping access, int told) {
        for (int i = seats.size() - 1; i >= 0; i--) {
            TapSeat seat = seats.get(i);
            if ((told & 1 << i) != 0 && seat.listens()) {
                taps.failed(seat, seat.call(access, false));
            }
        }
    }

    private static long answer(Tapping access) {
        if (access.isBusError()) {
            throw BusErrorException.INSTANCE;
        }
        return access.value();
    }
}
