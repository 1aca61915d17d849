package org.backplane.host.io.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStreamException;

/** A listening socket on the loopback interface with one peer at a time; one thread does all of it. */
final class TcpStream extends BackgroundStream {
    /** How long a peer may take, after the stream is closed, to take what was written before. */
    private static final long DRAIN_NANOS = 2_000_000_000L;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Consumer<String> log;
    private final TcpOutput output = new TcpOutput();
    private final TcpInput input = new TcpInput();
    /** The peer's connection, {@code null} while there is none. Only the stream's thread touches it. */
    private SocketChannel peer;

    private TcpStream(String name, ServerSocketChannel server, Selector selector, HostInput user,
            Consumer<String> log) {
        super(name, user);
        this.server = server;
        this.selector = selector;
        this.log = log;
        start("socket", this::run);
    }

    static TcpStream open(int port, HostInput input, Consumer<String> log) {
        try {
            Selector selector = Selector.open();
            ServerSocketChannel server = ServerSocketChannel.open();
            try {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
                return new TcpStream("tcp:" + server.socket().getLocalPort(), server, selector, input, log);
            } catch (IOException failure) {
                server.close();
                selector.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new HostStreamException("tcp:" + port + ": cannot listen: " + failure.getMessage(), failure);
        }
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        if (closed()) {
            return length;
        }
        int taken = output.write(bytes, offset, length);
        selector.wakeup();
        return taken;
    }

    @Override
    public void resume() {
        input.resume();
        selector.wakeup();
    }

    @Override
    void finish() {
        selector.wakeup();
    }

    private void run() {
        try (selector; server) {
            while (!closed()) {
                selector.select();
                serve();
            }
            server.close();
            drain();
        } catch (IOException failure) {
            log.accept(name() + ": no more peers: " + failure.getMessage());
        } finally {
            leave();
        }
    }

    private void serve() throws IOException {
        boolean knock = selector.selectedKeys().stream().anyMatch(key -> key.isValid() && key.isAcceptable());
        selector.selectedKeys().clear();
        if (knock) {
            accept();
        }
        input.offer(gate());
        if (peer != null && !exchange()) {
            leave();
        }
    }

    private void accept() throws IOException {
        SocketChannel caller = server.accept();
        if (caller != null && peer == null) {
            peer = caller;
            peer.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
            output.connected();
            gate().peer(true);
        } else if (caller != null) {
            try (caller) {
                caller.write(StandardCharsets.US_ASCII.encode(name() + " serves another peer already\r\n"));
            }
        }
    }

    /** Moves bytes both ways; says whether the peer is still there. A connection that breaks is a peer that leaves. */
    private boolean exchange() {
        try {
            boolean there = input.read(peer, gate());
            if (output.flush(peer)) {
                gate().writable();
            }
            key().interestOps(
                    (input.wanted() ? SelectionKey.OP_READ : 0) | (output.pending() ? SelectionKey.OP_WRITE : 0));
            return there;
        } catch (IOException broken) {
            return false;
        }
    }

    private void leave() {
        if (peer == null) {
            return;
        }
        try {
            peer.close();
        } catch (IOException failure) {
            log.accept(name() + ": the peer's connection could not be closed: " + failure.getMessage());
        }
        peer = null;
        if (output.disconnected()) {
            gate().writable();
        }
        gate().peer(false);
    }

    private SelectionKey key() {
        return peer.keyFor(selector);
    }

    private void drain() throws IOException {
        long deadlineNanos = System.nanoTime() + DRAIN_NANOS;
        while (peer != null && output.pending() && System.nanoTime() < deadlineNanos) {
            key().interestOps(SelectionKey.OP_WRITE);
            selector.select((deadlineNanos - System.nanoTime()) / 1_000_000 + 1);
            selector.selectedKeys().clear();
            output.flush(peer);
        }
    }
}
