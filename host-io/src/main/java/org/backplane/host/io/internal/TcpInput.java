package org.backplane.host.io.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What came from the peer and the device has not accepted yet. One thread, except for {@link #resume}. */
final class TcpInput {
    private static final int CAPACITY = 4096;

    private final ByteBuffer waiting = ByteBuffer.allocate(CAPACITY).limit(0);
    private boolean held;
    private volatile boolean resumed;

    /** The device can accept more. Any thread. */
    void resume() {
        resumed = true;
    }

    /** Whether more should be read: not while something waits, so that the peer's window fills instead of this buffer. */
    boolean wanted() {
        return !waiting.hasRemaining();
    }

    /** Reads if nothing waits, and offers that; says whether the peer is still there. */
    boolean read(SocketChannel peer, InputGate gate) throws IOException {
        if (!wanted()) {
            return true;
        }
        int count;
        waiting.clear();
        try {
            count = peer.read(waiting);
        } finally {
            waiting.flip();
        }
        offer(gate);
        return count >= 0;
    }

    /** Offers what waits, also that of a peer whose connection broke meanwhile. */
    void offer(InputGate gate) {
        if (waiting.hasRemaining() && (!held || resumed)) {
            resumed = false;
            int accepted = gate.offer(waiting.array(), waiting.position(), waiting.remaining());
            waiting.position(waiting.position() + accepted);
            held = waiting.hasRemaining();
        }
    }
}
