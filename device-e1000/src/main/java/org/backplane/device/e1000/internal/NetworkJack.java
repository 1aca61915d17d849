package org.backplane.device.e1000.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.backplane.bus.Wires;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkException;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;

/**
 * The socket in the card's bracket. A network's thread leaves frames in a bounded buffer and posts one piece of work; the chip
 * fetches them on the machine thread. What does not fit stays with the network until there is room again. The cable may be
 * plugged in and pulled by any thread.
 */
final class NetworkJack implements NetworkPort {
    private static final int FRAMES = 128;
    private static final int SHORTEST = 60;

    private final Wires wires;
    private final String user;

    // Shared with other threads, guarded by this.
    private final Deque<byte[]> received = new ArrayDeque<>();
    private NetworkCable cable;
    private boolean refused;
    /** The state was told, so nothing may be added to it; if the card stays after all it goes on at the next boundary. */
    private boolean paused;
    private boolean carrier;
    private boolean posted;
    private String trouble;

    // Machine thread only.
    private Runnable changed = () -> { };

    NetworkJack(Wires wires) {
        this.wires = wires;
        this.user = wires.pid();
    }

    /** What waits, as lengths and bytes one after the other; and whether the link was up. */
    record State(int[] lengths, byte[] bytes, boolean carrier) {
    }

    void restore(State state) {
        received.addAll(FrameQueue.unpack(state.lengths, state.bytes));
        carrier = state.carrier;
    }

    /** Who is told, on the machine thread, that something changed. */
    void listener(Runnable chip) {
        changed = chip;
    }

    synchronized State state() {
        paused = true;
        wires.post(this::goOn);
        return new State(FrameQueue.lengths(received), FrameQueue.bytes(received), carrier);
    }

    private void goOn() {
        synchronized (this) {
            paused = false;
        }
        resumeIfRoom();
    }

    // The network's side, any thread.

    /** Plugs the cable in. */
    void connect(HostNetwork network) {
        try {
            NetworkCable plugged = network.connect(this);
            synchronized (this) {
                cable = plugged;
            }
        } catch (HostNetworkException refusal) {
            synchronized (this) {
                trouble = refusal.getMessage();
            }
        }
        post();
    }

    /** Pulls the cable; what has come in is still the card's. */
    void disconnect() {
        NetworkCable pulled = take();
        if (pulled != null) {
            pulled.close();
        }
        link(false);
    }

    /** Leaves the cable to the next card. */
    void handOver() {
        NetworkCable left = take();
        if (left != null) {
            left.handOver();
        }
    }

    private synchronized NetworkCable take() {
        NetworkCable taken = cable;
        cable = null;
        return taken;
    }

    @Override
    public synchronized boolean receive(byte[] bytes, int length) {
        if (paused || received.size() >= FRAMES) {
            refused = true;
            return false;
        }
        received.add(Arrays.copyOf(bytes, Math.max(length, SHORTEST)));
        post();
        return true;
    }

    @Override
    public void writable() {
        post();
    }

    @Override
    public synchronized void link(boolean up) {
        carrier = up;
        post();
    }

    @Override
    public String toString() {
        return user;
    }

    private synchronized void post() {
        if (!posted) {
            posted = true;
            wires.post(this::deliver);
        }
    }

    // The machine's side.

    private void deliver() {
        String told;
        synchronized (this) {
            posted = false;
            told = trouble;
            trouble = null;
        }
        if (told != null) {
            wires.events().host(told);
        }
        changed.run();
    }

    synchronized boolean carrier() {
        return carrier;
    }

    /** The next frame, of at least 60 bytes; {@code null} if none waits. */
    byte[] poll() {
        byte[] frame;
        synchronized (this) {
            frame = received.poll();
        }
        resumeIfRoom();
        return frame;
    }

    private void resumeIfRoom() {
        NetworkCable held = null;
        synchronized (this) {
            if (refused && !paused && received.size() <= FRAMES / 2) {
                refused = false;
                held = cable;
            }
        }
        if (held != null) {
            held.resume();
        }
    }

    /** Sends a frame; says whether the network has taken it. Without a cable it is lost. */
    boolean send(byte[] frame) {
        NetworkCable out;
        synchronized (this) {
            out = cable;
        }
        return out == null || out.send(frame, 0, frame.length);
    }
}
