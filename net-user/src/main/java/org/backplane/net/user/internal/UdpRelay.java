package org.backplane.net.user.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * UDP between guests and the host: a socket for each port of a guest that sends, for as long as it is used. Only those to whom the
 * guest has sent something get through to it. The network's thread.
 */
final class UdpRelay {
    /** How many ports of guests have a socket at a time; the one that was used longest ago goes first. */
    static final int LIMIT = 128;
    static final long IDLE_NANOS = 60_000_000_000L;

    private static final int PEERS = 64;

    private final Map<Long, Flow> flows = new LinkedHashMap<>(16, 0.75f, true);
    private final Link link;
    private final Reach reach;
    private final Selector selector;
    private final Consumer<String> log;
    private final Runnable lost;

    UdpRelay(Link link, Reach reach, Selector selector, Consumer<String> log, Runnable lost) {
        this.link = link;
        this.reach = reach;
        this.selector = selector;
        this.log = log;
        this.lost = lost;
    }

    /** A port of a guest's and its socket on the host. */
    final class Flow implements Ready {
        private final int address;
        private final int port;
        private final DatagramChannel channel;
        /** Those that the guest has sent to, and how it knows them. */
        private final Map<InetSocketAddress, Udp> peers = new LinkedHashMap<>();
        private final ByteBuffer buffer = ByteBuffer.allocate(0x10000);
        private long usedNanos;
        private long bytesFromGuest;
        private long bytesToGuest;

        private Flow(int address, int port) throws IOException {
            this.address = address;
            this.port = port;
            channel = DatagramChannel.open();
            try {
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, this);
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
        }

        int address() {
            return address;
        }

        int port() {
            return port;
        }

        Collection<Udp> remotes() {
            return peers.values();
        }

        long bytesFromGuest() {
            return bytesFromGuest;
        }

        long bytesToGuest() {
            return bytesToGuest;
        }

        private void send(Udp datagram, InetSocketAddress to) throws IOException {
            if (peers.size() < PEERS || peers.containsKey(to)) {
                peers.put(to, datagram);
                bytesFromGuest += channel.send(ByteBuffer.wrap(datagram.data()), to);
            } else {
                lost.run();
            }
        }

        @Override
        public void ready() {
            try {
                for (InetSocketAddress from = receive(); from != null; from = receive()) {
                    answer(from);
                }
            } catch (IOException failure) {
                log.accept("udp for " + Subnet.text(address) + ":" + port + ": " + failure.getMessage());
                close();
                flows.values().remove(this);
            }
        }

        private InetSocketAddress receive() throws IOException {
            buffer.clear();
            return (InetSocketAddress) channel.receive(buffer);
        }

        private void answer(InetSocketAddress from) {
            Udp sent = peers.get(from);
            byte[] data = new byte[buffer.flip().remaining()];
            buffer.get(data);
            if (sent == null || data.length > Udp.MOST) {
                lost.run();
                return;
            }
            usedNanos = System.nanoTime();
            bytesToGuest += data.length;
            link.send(new Udp(sent.destination(), sent.destinationPort(), address, port, data).frame(link.station(address)));
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                log.accept("udp for " + Subnet.text(address) + ":" + port + " cannot be closed: " + failure.getMessage());
            }
        }
    }

    Collection<Flow> flows() {
        return flows.values();
    }

    /** A datagram from a guest; says whether it leads anywhere. */
    boolean arrive(Udp datagram, long now) {
        Optional<InetSocketAddress> to = reach.host(datagram.destination(), datagram.destinationPort());
        if (to.isEmpty()) {
            return false;
        }
        try {
            Flow flow = flow(datagram.source(), datagram.sourcePort());
            flow.usedNanos = now;
            flow.send(datagram, to.get());
            return true;
        } catch (IOException | RuntimeException failure) {
            log.accept("udp to " + to.get() + ": " + failure.getMessage());
            return false;
        }
    }

    private Flow flow(int address, int port) throws IOException {
        long key = (address & 0xffffffffL) << 16 | port;
        Flow known = flows.get(key);
        if (known != null) {
            return known;
        }
        if (flows.size() >= LIMIT) {
            Flow oldest = flows.values().iterator().next();
            oldest.close();
            flows.values().remove(oldest);
        }
        Flow flow = new Flow(address, port);
        flows.put(key, flow);
        return flow;
    }

    /** Closes sockets that nobody has used for a while. */
    void expire(long now) {
        flows.values().removeIf(flow -> {
            boolean idle = now - flow.usedNanos > IDLE_NANOS;
            if (idle) {
                flow.close();
            }
            return idle;
        });
    }

    void close() {
        flows.values().forEach(Flow::close);
        flows.clear();
    }
}
