package org.backplane.device.e1000.internal;

import java.util.Arrays;

/** Counts frames as the statistics registers want them (8254x §13.7). Lengths here are without the frame check sequence. */
final class Statistics {
    private static final int FCS_BYTES = 4;
    /** The largest frame, with its check sequence, of each class but the last one. */
    private static final int[] CLASSES = {64, 127, 255, 511, 1023};

    private final int[] counts = new int[Statistic.values().length];

    int[] state() {
        return counts.clone();
    }

    void restore(int[] state) {
        if (state.length != counts.length) {
            throw new IllegalArgumentException(state.length + " statistics instead of " + counts.length);
        }
        System.arraycopy(state, 0, counts, 0, counts.length);
    }

    void reset() {
        Arrays.fill(counts, 0);
    }

    int peek(Statistic statistic) {
        return counts[statistic.ordinal()];
    }

    int read(Statistic statistic) {
        int value = peek(statistic);
        if (!statistic.isLow()) {
            counts[statistic.ordinal()] = 0;
        }
        if (statistic.isHigh()) {
            counts[statistic.ordinal() - 1] = 0;
        }
        return value;
    }

    /** Counts one more; a register that is full stays so. */
    void count(Statistic statistic) {
        if (counts[statistic.ordinal()] != -1) {
            counts[statistic.ordinal()]++;
        }
    }

    private void add(Statistic low, int bytes) {
        int at = low.ordinal();
        long sum = (counts[at + 1] & 0xffffffffL) << 32 | counts[at] & 0xffffffffL;
        if (Long.compareUnsigned(sum + bytes, sum) >= 0) {
            counts[at] = (int) (sum + bytes);
            counts[at + 1] = (int) (sum + bytes >>> 32);
        }
    }

    /** A frame came in, whether it is for this card or not. */
    void arrived(int length) {
        count(Statistic.TPR);
        add(Statistic.TORL, length + FCS_BYTES);
    }

    /** A frame passed the filters. */
    void received(byte[] frame, int length) {
        count(Statistic.GPRC);
        add(Statistic.GORCL, length + FCS_BYTES);
        ofSize(Statistic.PRC64, length);
        toMany(frame, Statistic.BPRC, Statistic.MPRC);
    }

    void sent(byte[] frame, int length) {
        count(Statistic.TPT);
        add(Statistic.TOTL, length + FCS_BYTES);
        count(Statistic.GPTC);
        add(Statistic.GOTCL, length + FCS_BYTES);
        ofSize(Statistic.PTC64, length);
        toMany(frame, Statistic.BPTC, Statistic.MPTC);
    }

    private void ofSize(Statistic smallest, int length) {
        int index = 0;
        while (index < CLASSES.length && length + FCS_BYTES > CLASSES[index]) {
            index++;
        }
        count(Statistic.values()[smallest.ordinal() + index]);
    }

    private void toMany(byte[] frame, Statistic broadcast, Statistic multicast) {
        if (ReceiveFilter.isBroadcast(frame)) {
            count(broadcast);
        } else if ((frame[0] & 1) != 0) {
            count(multicast);
        }
    }
}
