package org.backplane.debugger.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Listens on a port of the loopback interface for one debugger at a time; another one is hung up on. */
final class DebugServer implements AutoCloseable {
    private static final int BACKLOG = 2;
    private static final int END = -1;
    private static final int NOTHING = -2;
    /** How often the guest is looked at while the debugger waits for it to stop. */
    private static final int RUNNING_MILLIS = 2;
    private static final int STANDING_MILLIS = 200;

    private final Target target;
    private final ServerSocket server;
    private final AtomicReference<Socket> debugger = new AtomicReference<>();

    DebugServer(Target target, int port) throws IOException {
        this.target = target;
        try {
            this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IOException("tcp:" + port + ": cannot listen: " + e.getMessage(), e);
        }
        start(this::accept, "backplane-debugger-" + server.getLocalPort());
    }

    /** The port, which the host chose if it was 0. */
    int port() {
        return server.getLocalPort();
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                if (debugger.compareAndSet(null, peer)) {
                    start(() -> serve(peer), "backplane-debugger-peer");
                } else {
                    peer.close();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("backplane: the debugger's port cannot accept a connection: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket peer) {
        Conversation conversation = new Conversation(target);
        try (peer) {
            peer.setTcpNoDelay(true);
            awaitPower();
            conversation.begin();
            talk(peer, conversation);
        } catch (IOException e) {
            // The debugger has gone in the middle of a packet; the guest runs on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            conversation.end();
            debugger.set(null);
        }
    }

    /** There is nothing to debug before the machine is switched on. */
    private void awaitPower() throws InterruptedException {
        while (target.isOff() && !server.isClosed()) {
            Thread.sleep(RUNNING_MILLIS);
        }
    }

    private void talk(Socket peer, Conversation conversation) throws IOException {
        InputStream in = new BufferedInputStream(peer.getInputStream());
        Exchange exchange = new Exchange(conversation, peer.getOutputStream());
        byte[] waiting = in.readNBytes(in.available());
        for (int i = lastPacket(waiting); i < waiting.length; i++) {
            exchange.take(waiting[i] & 0xFF);
        }
        while (!conversation.isEnded()) {
            peer.setSoTimeout(conversation.awaitsStop() ? RUNNING_MILLIS : STANDING_MILLIS);
            int next = next(in);
            if (next == END) {
                return;
            }
            if (next != NOTHING) {
                exchange.take(next);
            }
            if (next == NOTHING || in.available() == 0) {
                exchange.look();
            }
        }
    }

    /** What came before the machine was switched on is one packet, which was sent again as nobody acknowledged it. */
    private static int lastPacket(byte[] bytes) {
        int at = bytes.length - 1;
        while (at > 0 && bytes[at] != '$') {
            at--;
        }
        return Math.max(at, 0);
    }

    private static int next(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            return NOTHING;
        }
    }

    /** Packets and acknowledgements in both directions. */
    static final class Exchange {
        private final PacketReader reader = new PacketReader();
        private final Conversation conversation;
        private final OutputStream out;
        private byte[] last = {};

        Exchange(Conversation conversation, OutputStream out) {
            this.conversation = conversation;
            this.out = out;
        }

        /** Takes a byte of the debugger. */
        void take(int next) throws IOException {
            switch (reader.take(next)) {
                case PACKET -> packet();
                case DAMAGED -> acknowledge('-');
                case REJECTED -> out.write(last);
                case INTERRUPT -> conversation.interrupt();
                case NONE -> { }
            }
        }

        private void packet() throws IOException {
            acknowledge('+');
            for (String answer : conversation.answer(reader.packet())) {
                send(answer);
            }
        }

        /** Sends the answer that is owed, if the guest has stopped. */
        void look() throws IOException {
            Optional<String> stopped = conversation.stopped();
            if (stopped.isPresent()) {
                send(stopped.get());
            }
        }

        private void acknowledge(char sign) throws IOException {
            if (conversation.acknowledges()) {
                out.write(sign);
            }
        }

        private void send(String answer) throws IOException {
            last = PacketReader.packet(answer);
            out.write(last);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Socket peer = debugger.get();
        if (peer != null) {
            peer.close();
        }
    }
}
