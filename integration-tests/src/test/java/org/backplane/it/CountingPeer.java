package org.backplane.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Reads what {@link CountingGuest} sends, and says whether a byte is missing, doubled or out of order. */
final class CountingPeer implements AutoCloseable {
    private final Socket socket;
    private final Thread reader = new Thread(this::read, "counting peer");
    private volatile long received;
    private volatile String wrong = "";
    private volatile boolean closing;

    CountingPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        reader.start();
    }

    private void read() {
        byte[] chunk = new byte[1 << 16];
        int expected = -1;
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                for (int i = 0; i < count; i++) {
                    int value = chunk[i] & 0xFF;
                    // The peer may come when the guest has been sending for a while.
                    if (expected >= 0 && value != expected && wrong.isEmpty()) {
                        wrong = "byte " + (received + i) + " is " + value + " and should be " + expected;
                    }
                    expected = (value + 1) % CountingGuest.MODULUS;
                }
                received += count;
            }
        } catch (IOException broken) {
            if (!closing) {
                wrong += " (" + broken.getMessage() + ")";
            }
        }
    }

    /** How many bytes have come. */
    long received() {
        return received;
    }

    /** Whether nothing more will come. */
    boolean ended() {
        return !reader.isAlive();
    }

    /** What was wrong first; empty if nothing was. */
    String wrong() {
        return wrong;
    }

    @Override
    public void close() throws Exception {
        closing = true;
        socket.close();
        reader.join();
    }
}
