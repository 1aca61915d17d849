package org.backplane.net.user.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A forward at work: whoever comes to the host's port is brought to the guest. The network's thread. */
final class ForwardListener implements Ready {
    /** Ports of the gateway that stand for hosts which send datagrams; above those that TCP connections begin at. */
    private static final int FIRST_PORT = 40_000;
    private static final int PEERS = 1_000;

    private final Forward forward;
    private final SelectableChannel channel;
    private final int boundPort;
    private final Link link;
    private final TcpRelay tcp;
    private final Consumer<String> log;
    private final Map<InetSocketAddress, Integer> ports = new HashMap<>();
    private final Map<Integer, InetSocketAddress> peers = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(0x10000);

    private ForwardListener(Forward forward, SelectableChannel channel, int boundPort, Link link, TcpRelay tcp,
            Consumer<String> log) {
        this.forward = forward;
        this.channel = channel;
        this.boundPort = boundPort;
        this.link = link;
        this.tcp = tcp;
        this.log = log;
    }

    /** Begins to listen; if the port cannot be had, one line says so. */
    static ForwardListener open(Forward forward, Selector selector, Link link, TcpRelay tcp, Consumer<String> log) {
        SelectableChannel opened = null;
        try {
            opened = forward.tcp() ? ServerSocketChannel.open() : DatagramChannel.open();
            InetSocketAddress bound = (InetSocketAddress) (forward.tcp()
                    ? ((ServerSocketChannel) opened).bind(forward.from()).getLocalAddress()
                    : ((DatagramChannel) opened).bind(forward.from()).getLocalAddress());
            opened.configureBlocking(false);
            ForwardListener listener = new ForwardListener(forward, opened, bound.getPort(), link, tcp, log);
            opened.register(selector, forward.tcp() ? SelectionKey.OP_ACCEPT : SelectionKey.OP_READ, listener);
            return listener;
        } catch (IOException failure) {
            close(opened, log);
            throw new IllegalArgumentException("forward: " + forward.text(forward.from().getPort()) + ": cannot listen: "
                    + failure.getMessage(), failure);
        }
    }

    String text() {
        return forward.text(boundPort);
    }

    @Override
    public void ready() {
        try {
            if (forward.tcp()) {
                SocketChannel caller = ((ServerSocketChannel) channel).accept();
                if (caller != null) {
                    tcp.accept(caller, forward);
                }
            } else {
                receive();
            }
        } catch (IOException failure) {
            log.accept(text() + ": " + failure.getMessage());
        }
    }

    private void receive() throws IOException {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) ((DatagramChannel) channel).receive(buffer);
        if (from == null) {
            return;
        }
        byte[] data = new byte[buffer.flip().remaining()];
        buffer.get(data);
        if (data.length <= Udp.MOST && (ports.containsKey(from) || ports.size() < PEERS)) {
            int port = ports.computeIfAbsent(from, any -> FIRST_PORT + ports.size());
            peers.put(port, from);
            link.send(new Udp(Subnet.GATEWAY, port, forward.guest(), forward.guestPort(), data)
                    .frame(link.station(forward.guest())));
        }
    }

    /** A guest's datagram may be an answer to one that came in here; says whether it is. */
    boolean answers(Udp datagram) {
        InetSocketAddress peer = peers.get(datagram.destinationPort());
        if (forward.tcp() || peer == null || datagram.destination() != Subnet.GATEWAY || datagram.source() != forward.guest()
                || datagram.sourcePort() != forward.guestPort()) {
            return false;
        }
        try {
            ((DatagramChannel) channel).send(ByteBuffer.wrap(datagram.data()), peer);
        } catch (IOException failure) {
            log.accept(text() + ": " + failure.getMessage());
        }
        return true;
    }

    void close() {
        close(channel, log);
    }

    private static void close(SelectableChannel channel, Consumer<String> log) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            log.accept("a forward cannot be closed: " + failure.getMessage());
        }
    }
}
