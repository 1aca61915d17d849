package org.backplane.cpu.internal.jit;

import java.util.Arrays;

/** What a region has written to the arena, so that it can be undone: for checking one engine against the other. */
public final class Journal {
    private final byte[] arena;
    private int[] indices = new int[1024];
    private byte[] before = new byte[1024];
    private int count;

    /** Of an arena. */
    public Journal(byte[] arena) {
        this.arena = arena;
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    /** Bytes will be written. */
    static void note(RegionData data, int index, int bytes) {
        data.journal.add(index, bytes);
    }

    private void add(int index, int bytes) {
        if (count + bytes > indices.length) {
            indices = Arrays.copyOf(indices, 2 * indices.length);
            before = Arrays.copyOf(before, 2 * before.length);
        }
        for (int i = 0; i < bytes; i++) {
            indices[count] = index + i;
            before[count++] = arena[index + i];
        }
    }

    /** Exchanges what was written and what was there before. */
    public byte[] undo() {
        byte[] after = new byte[count];
        for (int i = 0; i < count; i++) {
            after[i] = arena[indices[i]];
        }
        for (int i = count - 1; i >= 0; i--) {
            arena[indices[i]] = before[i];
        }
        return after;
    }

    /** Index of the byte in the arena that was written as number {@code i}. */
    public int index(int i) {
        return indices[i];
    }

    /** Number of bytes written. */
    public int count() {
        return count;
    }
}
