package org.backplane.host.io.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What the peer has not taken yet. Any thread writes, the stream's thread flushes. */
final class TcpOutput {
    private static final int CAPACITY = 64 * 1024;

    private final ByteRing ring = new ByteRing(CAPACITY);
    private final byte[] batch = new byte[8 * 1024];
    private boolean connected;
    private boolean refused;

    /** Takes bytes for the peer; without one they are lost. */
    synchronized int write(byte[] bytes, int offset, int length) {
        if (!connected) {
            return length;
        }
        int taken = ring.put(bytes, offset, length);
        refused |= taken < length;
        return taken;
    }

    synchronized void connected() {
        connected = true;
    }

    /** Forgets what the peer has not taken; says whether a writer waits to hear of room. */
    synchronized boolean disconnected() {
        connected = false;
        ring.clear();
        return roomForRefused();
    }

    synchronized boolean pending() {
        return !ring.isEmpty();
    }

    /** Sends what the connection takes; says whether a writer waits to hear of room. */
    synchronized boolean flush(SocketChannel peer) throws IOException {
        int count;
        int sent;
        do {
            count = ring.peek(batch);
            sent = count == 0 ? 0 : peer.write(ByteBuffer.wrap(batch, 0, count));
            ring.skip(sent);
        } while (count > 0 && sent == count);
        return roomForRefused();
    }

    private boolean roomForRefused() {
        boolean room = refused && ring.hasRoom();
        refused &= !room;
        return room;
    }
}
