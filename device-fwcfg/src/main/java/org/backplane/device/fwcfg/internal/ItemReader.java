package org.backplane.device.fwcfg.internal;

import java.util.Arrays;
import java.util.function.Supplier;

/** The selected item and how far it has been read (QEMU fw_cfg, "Selector Register", "Data Register"). */
final class ItemReader {
    private final Supplier<Items> items;
    private int selected;
    private long offset;

    ItemReader(Supplier<Items> items) {
        this.items = items;
    }

    /** The selected item, and how far it has been read. */
    record State(int selected, long offset) {
        State {
            if (offset < 0) {
                throw new IllegalArgumentException("an item cannot be read at " + offset);
            }
        }
    }

    State state() {
        return new State(selected, offset);
    }

    void restore(State state) {
        selected = state.selected;
        offset = state.offset;
    }

    void select(int number) {
        selected = number;
        offset = 0;
    }

    /** The next byte; 0 past the end. */
    int next() {
        int value = peek();
        offset++;
        return value;
    }

    int peek() {
        byte[] item = item();
        return offset < item.length ? item[(int) offset] & 0xff : 0;
    }

    /** Copies the next bytes; zeroes past the end. */
    void next(byte[] into, int count) {
        byte[] item = item();
        int present = (int) Math.max(0, Math.min(count, item.length - offset));
        if (present > 0) {
            System.arraycopy(item, (int) offset, into, 0, present);
        }
        Arrays.fill(into, present, count, (byte) 0);
        offset += count;
    }

    void skip(long count) {
        offset += count;
    }

    private byte[] item() {
        return items.get().get(selected);
    }
}
