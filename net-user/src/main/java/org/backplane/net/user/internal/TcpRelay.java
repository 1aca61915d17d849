package org.backplane.net.user.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The TCP connections between guests and the host. The network's thread. */
final class TcpRelay {
    /** How many connections there are at a time. */
    static final int LIMIT = 512;

    private static final int FIRST_PORT = 49_152;

    private final Map<TcpSegment.Ends, TcpConnection> connections = new LinkedHashMap<>();
    private final LostConnections lost;
    private final Link link;
    private final Reach reach;
    private final Selector selector;
    private final Consumer<String> log;
    private int sequence = (int) System.nanoTime();
    private int nextPort = FIRST_PORT;

    TcpRelay(Link link, Reach reach, Selector selector, Consumer<String> log) {
        this.link = link;
        this.lost = new LostConnections(link);
        this.reach = reach;
        this.selector = selector;
        this.log = log;
    }

    Collection<TcpConnection> connections() {
        return connections.values();
    }

    /** Connections that another process has made. */
    LostConnections lost() {
        return lost;
    }

    /** A segment from a guest. */
    void arrive(TcpSegment segment) {
        lost.heard(segment.guest());
        TcpConnection known = connections.get(segment.guest());
        boolean opens = (segment.flags() & (TcpSegment.SYN | TcpSegment.ACK | TcpSegment.RST)) == TcpSegment.SYN;
        if (known != null && opens && known.state() == TcpConnection.State.TIME_WAIT) {
            known.abort();
            known = null;
        }
        if (known != null && known.state() != TcpConnection.State.CLOSED) {
            known.arrive(segment);
        } else if (opens) {
            open(segment);
        } else {
            refuse(segment);
        }
    }

    private void open(TcpSegment syn) {
        Optional<InetSocketAddress> to = reach.host(syn.guest().remoteAddress(), syn.guest().remotePort());
        if (to.isEmpty() || connections.size() >= LIMIT) {
            refuse(syn);
            return;
        }
        try {
            ChannelEnd end = ChannelEnd.connecting(to.get(), selector, log);
            TcpConnection connection = TcpConnection.fromGuest(syn, end, link, nextSequence());
            end.connection(connection);
            connections.put(syn.guest(), connection);
        } catch (IOException | RuntimeException failure) {
            log.accept("tcp to " + to.get() + ": " + failure.getMessage());
            refuse(syn);
        }
    }

    /** RFC 9293 §3.10.7.1: a segment for a connection that does not exist. */
    private void refuse(TcpSegment segment) {
        if (segment.has(TcpSegment.RST)) {
            return;
        }
        boolean acknowledges = segment.has(TcpSegment.ACK);
        link.send(TcpSegment.frame(link.station(segment.guest().address()), segment.guest(), acknowledges ? segment.ack() : 0,
                acknowledges ? 0 : segment.sequence() + segment.sequenceLength(),
                TcpSegment.RST | (acknowledges ? 0 : TcpSegment.ACK), 0, null, 0, 0));
    }

    /** Somebody has connected to a forward: the guest is asked for a connection. */
    void accept(SocketChannel caller, Forward forward) throws IOException {
        if (connections.size() >= LIMIT) {
            caller.close();
            return;
        }
        ChannelEnd end = ChannelEnd.accepted(caller, selector, log);
        TcpSegment.Ends ends;
        do {
            nextPort = nextPort == 0xffff ? FIRST_PORT : nextPort + 1;
            ends = new TcpSegment.Ends(forward.guest(), forward.guestPort(), Subnet.GATEWAY, nextPort);
        } while (connections.containsKey(ends));
        TcpConnection connection = TcpConnection.toGuest(ends, end, link, nextSequence());
        end.connection(connection);
        connections.put(ends, connection);
    }

    private int nextSequence() {
        sequence += 0x10_000_000 + 1;
        return sequence;
    }

    /** Sends what there is to send, and forgets connections that have ended. */
    void pump(long now) {
        for (TcpConnection connection : connections.values()) {
            connection.tick(now);
            connection.pump(now);
        }
        connections.values().removeIf(connection -> connection.state() == TcpConnection.State.CLOSED);
        lost.ask(now);
    }

    /** The guests are gone, and with them what they knew. Those that are asked for lost connections may still come. */
    void abort() {
        connections.values().forEach(TcpConnection::abort);
        connections.clear();
    }
}
