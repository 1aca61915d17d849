package org.backplane.device.uart.internal;

import org.backplane.bus.Wires;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreams;

/**
 * The cable to a stream of the host. The host's thread leaves its bytes in a bounded buffer and posts one piece of work;
 * the chip fetches them on the machine thread. What does not fit stays with the host until there is room again.
 */
final class HostLink implements SerialLink, HostInput {
    private static final int BUFFER_BYTES = 1024;

    private final Wires wires;
    private final String user;
    private final boolean handshake;
    private final byte[] one = new byte[1];

    // Shared with the host's threads, guarded by this.
    private final byte[] received = new byte[BUFFER_BYTES];
    private int first;
    private int size;
    private boolean refused;
    /** The state was told, so nothing may be added to it; if the card stays after all it goes on at the next boundary. */
    private boolean paused;
    private boolean peer;
    private boolean posted;
    private boolean outputReady;

    // Machine thread only.
    private HostStream stream;
    private Runnable changed;
    private boolean outputHeld;
    private boolean mayReceive;

    /**
     * Makes a cable that leads nowhere yet.
     *
     * @param wires     the slot's
     * @param handshake whether RTS holds the host and CTS shows that the host holds (flow=rtscts)
     */
    HostLink(Wires wires, boolean handshake) {
        this.wires = wires;
        this.user = wires.pid();
        this.handshake = handshake;
    }

    /** Makes a cable that goes on where another one was taken off. */
    HostLink(Wires wires, boolean handshake, UartState.LinkState state) {
        this(wires, handshake);
        if (state.received().length > BUFFER_BYTES) {
            throw new IllegalArgumentException(state.received().length + " bytes in a buffer of " + BUFFER_BYTES);
        }
        size = state.received().length;
        System.arraycopy(state.received(), 0, received, 0, size);
        peer = state.peer();
        mayReceive = state.mayReceive();
    }

    /**
     * Plugs the cable in.
     *
     * @param streams opens the stream
     * @param name    its name
     * @param chip    told on the machine thread that something changed
     */
    void open(HostStreams streams, String name, Runnable chip) {
        changed = chip;
        stream = streams.open(name, this);
    }

    // The host's side.

    @Override
    public synchronized int offer(byte[] bytes, int offset, int length) {
        int taken = paused ? 0 : Math.min(length, BUFFER_BYTES - size);
        for (int i = 0; i < taken; i++) {
            received[(first + size + i) % BUFFER_BYTES] = bytes[offset + i];
        }
        size += taken;
        refused |= taken < length;
        post();
        return taken;
    }

    @Override
    public synchronized void writable() {
        outputReady = true;
        post();
    }

    @Override
    public synchronized void peer(boolean present) {
        peer = present;
        post();
    }

    @Override
    public String toString() {
        return user;
    }

    private void post() {
        if (!posted) {
            posted = true;
            wires.post(this::deliver);
        }
    }

    // The machine's side.

    private void deliver() {
        synchronized (this) {
            posted = false;
            outputHeld &= !outputReady;
            outputReady = false;
        }
        changed.run();
    }

    @Override
    public synchronized UartState.LinkState state() {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = received[(first + i) % BUFFER_BYTES];
        }
        paused = true;
        wires.post(this::goOn);
        return new UartState.LinkState(bytes, peer, mayReceive);
    }

    private void goOn() {
        boolean resume;
        synchronized (this) {
            paused = false;
            resume = refused && size <= BUFFER_BYTES / 2;
            refused &= !resume;
        }
        if (resume) {
            stream.resume();
        }
    }

    @Override
    public void handOver() {
        stream.handOver();
    }

    @Override
    public boolean send(int character) {
        if (!outputHeld) {
            one[0] = (byte) character;
            outputHeld = stream.write(one, 0, 1) == 0;
            return !outputHeld;
        }
        return false;
    }

    @Override
    public int receive() {
        if (handshake && !mayReceive) {
            return NONE;
        }
        int character;
        boolean resume;
        synchronized (this) {
            if (size == 0) {
                return NONE;
            }
            character = received[first] & 0xff;
            first = (first + 1) % BUFFER_BYTES;
            size--;
            resume = refused && size <= BUFFER_BYTES / 2;
            refused &= !resume;
        }
        if (resume) {
            stream.resume();
        }
        return character;
    }

    @Override
    public void requestToSend(boolean asserted) {
        mayReceive = asserted;
    }

    @Override
    public boolean clearToSend() {
        return carrier() && !(handshake && outputHeld);
    }

    @Override
    public synchronized boolean carrier() {
        return peer;
    }

    @Override
    public void close() {
        stream.close();
    }
}
