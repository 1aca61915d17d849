package org.backplane.net.user.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.backplane.bus.host.HostConnectionDTO;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkDTO;
import org.backplane.bus.host.HostNetworkException;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;

/**
 * The network: one thread that waits for cables and sockets and does everything there is to do between them. Nothing that a guest
 * or a host sends ends it.
 */
final class UserNetwork implements HostNetwork, AutoCloseable {
    private static final int CARDS = 16;
    /** An address and a port. */
    private static final Pattern END = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}");
    /** How often time is looked at while something waits for it. */
    private static final long TICK_MILLIS = 100;
    private static final long STOP_MILLIS = 5_000;

    private final Selector selector;
    private final Switch cables = new Switch();
    private final TcpRelay tcp;
    private final UdpRelay udp;
    private final List<ForwardListener> forwards = new ArrayList<>();
    private final Gateway gateway;
    private final Reach reach;
    private final Consumer<String> log;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile String trouble = "";
    private long nextTick;

    /**
     * Makes a network and its thread.
     *
     * @param reach     where guests may go
     * @param bootFile  what guests are told to boot; empty for nothing
     * @param ways      ways in
     * @param log       takes what goes wrong, in single lines
     * @throws IllegalArgumentException if a way in cannot be opened, or the name of the boot file does not fit
     */
    UserNetwork(Reach reach, String bootFile, List<Forward> ways, Consumer<String> log) {
        this.reach = reach;
        this.log = log;
        DhcpServer dhcp = new DhcpServer(reach::hasNameServer, bootFile);
        try {
            selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        tcp = new TcpRelay(cables, reach, selector, this::tell);
        udp = new UdpRelay(cables, reach, selector, this::tell, cables::lose);
        gateway = new Gateway(cables, dhcp, tcp, udp, forwards, System::nanoTime);
        try {
            ways.forEach(way -> forwards.add(ForwardListener.open(way, selector, cables, tcp, this::tell)));
        } catch (IllegalArgumentException taken) {
            release();
            throw taken;
        }
        thread = new Thread(this::run, "net-user");
        thread.setDaemon(true);
        thread.start();
    }

    private void tell(String what) {
        trouble = what;
        log.accept(what);
    }

    @Override
    public NetworkCable connect(NetworkPort port) {
        for (UserCable cable : cables.cables()) {
            if (cable.takeOver(port)) {
                selector.wakeup();
                return cable;
            }
        }
        if (cables.cables().size() >= CARDS) {
            throw new HostNetworkException("the network 'user' takes " + CARDS + " cards");
        }
        UserCable cable = new UserCable(port, selector::wakeup);
        cables.cables().add(cable);
        selector.wakeup();
        return cable;
    }

    private void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (IOException failure) {
            tell("the network ends: " + failure.getMessage());
        } finally {
            synchronized (this) {
                cables.cables().forEach(NetworkCable::close);
                release();
            }
        }
    }

    private void turn() throws IOException {
        synchronized (this) {
            work();
        }
        if (waitsForTime()) {
            selector.select(TICK_MILLIS);
        } else {
            selector.select();
        }
        synchronized (this) {
            for (SelectionKey key : selector.selectedKeys()) {
                ready(key);
            }
            selector.selectedKeys().clear();
        }
    }

    private static void ready(SelectionKey key) {
        try {
            ((Ready) key.attachment()).ready();
        } catch (CancelledKeyException ended) {
            // Another key of this turn has closed the channel.
        }
    }

    private void work() {
        long now = System.nanoTime();
        cables.collect(gateway::arrive);
        if (now - nextTick >= 0) {
            nextTick = now + TICK_MILLIS * 1_000_000;
            udp.expire(now);
            gateway.resolve();
        }
        tcp.pump(now);
        if (cables.deliver(now) && cables.cables().isEmpty()) {
            tcp.abort();
            udp.close();
        }
    }

    private boolean waitsForTime() {
        return !tcp.connections().isEmpty() || !tcp.lost().isEmpty() || !udp.flows().isEmpty()
                || cables.cables().stream().anyMatch(UserCable::waitsForCard);
    }

    private void release() {
        tcp.abort();
        udp.close();
        forwards.forEach(ForwardListener::close);
        try {
            selector.close();
        } catch (IOException failure) {
            tell("the selector cannot be closed: " + failure.getMessage());
        }
    }

    /** Ends the network; the links of its cards go down by their references. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void lost(List<HostConnectionDTO> connections) {
        synchronized (this) {
            connections.stream().filter(UserNetwork::isOfTcp)
                    .forEach(connection -> tcp.lost().add(ends(connection), System.nanoTime()));
        }
        selector.wakeup();
    }

    private static boolean isOfTcp(HostConnectionDTO described) {
        return described.protocol.equals("tcp") && END.matcher(described.guest).matches() && END.matcher(described.remote).matches();
    }

    /** What {@link #describe(TcpConnection)} has written. */
    private static TcpSegment.Ends ends(HostConnectionDTO described) {
        String[] guest = described.guest.split(":", 2);
        String[] remote = described.remote.split(":", 2);
        return new TcpSegment.Ends(Subnet.address(guest[0]), Integer.parseInt(guest[1]), Subnet.address(remote[0]),
                Integer.parseInt(remote[1]));
    }

    @Override
    public synchronized HostNetworkDTO status() {
        HostNetworkDTO status = new HostNetworkDTO();
        status.name = "user";
        status.description = "10.0.2.0/24, gateway " + Subnet.text(Subnet.GATEWAY) + (reach.hasNameServer()
                ? ", name server " + Subnet.text(Subnet.NAME_SERVER) : "") + (reach.isAnywhere() ? ", leads anywhere"
                : ", leads to the host");
        status.cards = cables.cables().stream().map(UserCable::user).toArray(String[]::new);
        status.forwards = forwards.stream().map(ForwardListener::text).toArray(String[]::new);
        List<HostConnectionDTO> connections = new ArrayList<>();
        tcp.connections().forEach(connection -> connections.add(describe(connection)));
        udp.flows().forEach(flow -> flow.remotes().forEach(remote -> connections.add(describe(flow, remote))));
        status.connections = connections.toArray(HostConnectionDTO[]::new);
        status.framesFromCards = cables.fromCards();
        status.framesToCards = cables.toCards();
        status.framesLost = cables.lostFrames();
        status.trouble = trouble;
        return status;
    }

    private static HostConnectionDTO describe(TcpConnection connection) {
        TcpSegment.Ends ends = connection.ends();
        HostConnectionDTO described = new HostConnectionDTO();
        described.protocol = "tcp";
        described.guest = Subnet.text(ends.address()) + ":" + ends.port();
        described.remote = Subnet.text(ends.remoteAddress()) + ":" + ends.remotePort();
        described.host = connection.host().name();
        described.state = connection.state().name();
        described.bytesFromGuest = connection.bytesFromGuest();
        described.bytesToGuest = connection.bytesToGuest();
        return described;
    }

    private static HostConnectionDTO describe(UdpRelay.Flow flow, Udp remote) {
        HostConnectionDTO described = new HostConnectionDTO();
        described.protocol = "udp";
        described.guest = Subnet.text(flow.address()) + ":" + flow.port();
        described.remote = Subnet.text(remote.destination()) + ":" + remote.destinationPort();
        described.host = "";
        described.state = "";
        described.bytesFromGuest = flow.bytesFromGuest();
        described.bytesToGuest = flow.bytesToGuest();
        return described;
    }
}
