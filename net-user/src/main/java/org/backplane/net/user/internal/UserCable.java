package org.backplane.net.user.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;

/**
 * A card's cable. Cards put their frames into a bounded queue from any thread; everything else but the port is the network's
 * thread's alone. A cable that was left keeps what waits in it.
 */
final class UserCable implements NetworkCable {
    /** How many frames wait in either direction. */
    static final int FRAMES = 256;
    /** How long a cable that was left waits for its next card. */
    static final long NEXT_CARD_NANOS = 10_000_000_000L;

    private final String user;
    private final Runnable wake;

    // Guarded by fromCard.
    private final Deque<byte[]> fromCard = new ArrayDeque<>();
    private boolean refused;

    // Guarded by gate, within which the port is called.
    private final Object gate = new Object();
    private NetworkPort port;
    private boolean introduced;
    private boolean held;
    private boolean left;
    private long leftNanos;
    private volatile boolean closed;

    // The network's thread only.
    private final Deque<byte[]> toCard = new ArrayDeque<>();

    UserCable(NetworkPort port, Runnable wake) {
        this.user = port.toString();
        this.port = port;
        this.wake = wake;
    }

    String user() {
        return user;
    }

    boolean closed() {
        return closed;
    }

    // Any thread.

    /** The next card takes the cable over, if it was left for it. */
    boolean takeOver(NetworkPort next) {
        synchronized (gate) {
            if (!left || closed || !user.equals(next.toString())) {
                return false;
            }
            left = false;
            port = next;
            introduced = false;
            held = false;
            return true;
        }
    }

    @Override
    public boolean send(byte[] bytes, int offset, int length) {
        if (closed) {
            return true;
        }
        synchronized (fromCard) {
            if (fromCard.size() >= FRAMES) {
                refused = true;
                return false;
            }
            fromCard.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
        wake.run();
        return true;
    }

    @Override
    public void resume() {
        synchronized (gate) {
            held = false;
        }
        wake.run();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (gate) {
            port = null;
        }
        wake.run();
    }

    @Override
    public void handOver() {
        synchronized (gate) {
            port = null;
            left = true;
            leftNanos = System.nanoTime();
        }
        wake.run();
    }

    // The network's thread.

    /** The next frame of the card's; {@code null} if there is none. */
    byte[] poll() {
        synchronized (fromCard) {
            return fromCard.poll();
        }
    }

    /** A card that was refused may send again. */
    void tellWritable() {
        synchronized (fromCard) {
            if (!refused || fromCard.size() > FRAMES / 2) {
                return;
            }
            refused = false;
        }
        synchronized (gate) {
            if (port != null) {
                port.writable();
            }
        }
    }

    boolean room() {
        return toCard.size() < FRAMES;
    }

    void add(byte[] frame) {
        toCard.add(frame);
    }

    /** Gives the card what it takes; says how many frames. */
    int deliver() {
        int given = 0;
        synchronized (gate) {
            if (port == null) {
                return 0;
            }
            if (!introduced) {
                introduced = true;
                port.link(true);
            }
            while (!held && !toCard.isEmpty()) {
                byte[] frame = toCard.peek();
                // Before the call: the card may resume, on another thread, while it still refuses.
                held = true;
                if (!port.receive(frame, frame.length)) {
                    return given;
                }
                held = false;
                toCard.remove();
                given++;
            }
        }
        return given;
    }

    /** Unplugs a cable that nobody has taken over in time. */
    void expire(long now) {
        synchronized (gate) {
            closed |= left && now - leftNanos > NEXT_CARD_NANOS;
        }
    }

    boolean waitsForCard() {
        synchronized (gate) {
            return left;
        }
    }
}
