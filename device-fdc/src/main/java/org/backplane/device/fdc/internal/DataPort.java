package org.backplane.device.fdc.internal;

import java.util.Arrays;
import org.backplane.bus.role.DmaController;
import org.backplane.bus.role.DmaPeripheral;

/**
 * The way of data between the chip and the host (82077AA §4.0): by DMA, or through the data register in bursts of the FIFO. It
 * serves one sector, or one sector ID, at a time; bursts show only in the interrupts and requests, because the whole sector
 * is there at once.
 */
final class DataPort implements DmaPeripheral {
    private final byte[] buffer = new byte[Geometry.SECTOR_BYTES];
    private final int channel;
    private final FdcSettings settings;
    private final Runnable changed;
    private DmaController controller;
    private Runnable progress = () -> { };
    private boolean gate;
    private boolean toHost;
    private boolean active;
    private boolean nonDma;
    private boolean requested;
    private boolean terminalCount;
    private int position;
    private int limit;
    private int burst;

    /**
     * Makes the port.
     *
     * @param channel  the DMA channel that DRQ and DACK are soldered to
     * @param settings decide between DMA and data register
     * @param changed  called when the need for service has changed
     */
    DataPort(int channel, FdcSettings settings, Runnable changed) {
        this.channel = channel;
        this.settings = settings;
        this.changed = changed;
    }

    /** The sector that is being served. DRQ follows from it, and from the digital output register. */
    record State(byte[] buffer, boolean toHost, boolean active, boolean nonDma, boolean terminalCount,
            int position, int limit, int burst) {
        State {
            if (buffer.length != Geometry.SECTOR_BYTES || position < 0 || position > limit || limit > buffer.length
                    || active && position == limit) {
                throw new IllegalArgumentException("byte " + position + " of " + limit + " in a buffer of " + buffer.length);
            }
        }
    }

    State state() {
        return new State(buffer.clone(), toHost, active, nonDma, terminalCount, position, limit, burst);
    }

    /** Goes on where another port stopped; then {@link #resume} and {@link #gate}, which asserts DRQ anew. */
    void restore(State state) {
        System.arraycopy(state.buffer, 0, buffer, 0, buffer.length);
        toHost = state.toHost;
        active = state.active;
        nonDma = state.nonDma;
        terminalCount = state.terminalCount;
        position = state.position;
        limit = state.limit;
        burst = state.burst;
    }

    /** Who hears of the bytes of a command that goes on. */
    void resume(Runnable newProgress) {
        progress = newProgress;
    }

    /** A controller was plugged in or, with {@code null}, has gone. */
    void connect(DmaController newController) {
        controller = newController;
        requested = false;
        updateRequest();
    }

    /** The card goes: nobody is left whom the controller could acknowledge. */
    void release() {
        if (requested) {
            requested = false;
            controller.request(channel, false, this);
        }
    }

    /** DMAGATE# of the digital output register: lets DRQ out. */
    void gate(boolean open) {
        gate = open;
        updateRequest();
    }

    byte[] buffer() {
        return buffer;
    }

    /** Begins the execution phase of a command; {@code progress} hears that all bytes have gone, and of terminal count. */
    void begin(Runnable newProgress) {
        progress = newProgress;
        nonDma = settings.nonDma();
        terminalCount = false;
        withdraw();
    }

    /** Asks for service until so many bytes of the buffer have been fetched or filled. */
    void offer(int bytes, boolean fromDisk) {
        toHost = fromDisk;
        position = 0;
        limit = bytes;
        burst = Math.min(settings.burstBytes(), bytes);
        active = true;
        changed.run();
        updateRequest();
    }

    void withdraw() {
        active = false;
        updateRequest();
        changed.run();
    }

    boolean terminated() {
        return terminalCount;
    }

    boolean full() {
        return position == limit;
    }

    /** Fills what terminal count has left of a sector with zeroes. */
    void pad() {
        Arrays.fill(buffer, position, limit, (byte) 0);
    }

    boolean toHost() {
        return toHost;
    }

    boolean nonDma() {
        return nonDma;
    }

    /** Whether the data register has or wants a byte. */
    boolean ready() {
        return active && nonDma && burst > 0;
    }

    int peek() {
        return buffer[position] & 0xff;
    }

    int read() {
        int value = peek();
        moved();
        return value;
    }

    void write(int value) {
        buffer[position] = (byte) value;
        moved();
    }

    /** The request drops between two bursts, so that an edge-triggered input sees each of them. */
    private void moved() {
        position++;
        burst--;
        if (burst == 0) {
            changed.run();
            burst = Math.min(settings.burstBytes(), limit - position);
            changed.run();
        }
        if (full()) {
            withdraw();
            progress.run();
        }
    }

    private void updateRequest() {
        boolean wanted = active && !nonDma && gate && controller != null;
        if (wanted != requested) {
            requested = wanted;
            controller.request(channel, wanted, this);
        }
    }

    @Override
    public int toMemory(byte[] into, int offset, int length) {
        if (!active || !toHost) {
            return 0;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, offset, count);
        return acknowledged(count);
    }

    @Override
    public int fromMemory(byte[] from, int offset, int length) {
        if (!active || toHost) {
            return 0;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(from, offset, buffer, position, count);
        return acknowledged(count);
    }

    private int acknowledged(int count) {
        position += count;
        if (full()) {
            withdraw();
            progress.run();
        }
        return count;
    }

    @Override
    public void terminalCount() {
        terminalCount = true;
        withdraw();
        progress.run();
    }
}
