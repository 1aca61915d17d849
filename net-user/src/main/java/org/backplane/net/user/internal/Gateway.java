package org.backplane.net.user.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The station that guests talk to: it answers ARP (RFC 826), DHCP and ICMP echo (RFC 792) itself, and gives TCP and UDP to the
 * relays. The network's thread.
 *
 * <p>Not modelled: fragments, IPv6, IP options (they are passed over), ICMP to anybody but the gateway's own addresses, and groups.
 */
final class Gateway {
    private static final int TYPE_ARP = 0x0806;
    private static final int ARP_BYTES = 42;
    private static final int ARP_REQUEST = 1;
    private static final int ARP_REPLY = 2;
    private static final int ARP = 14;
    private static final int ECHO = 8;
    private static final int UNREACHABLE = 3;
    private static final int PROHIBITED = 13;
    /** How much of a packet an ICMP error quotes: its header and eight bytes. */
    private static final int QUOTED_BYTES = 28;

    private final Switch cables;
    private final DhcpServer dhcp;
    private final TcpRelay tcp;
    private final UdpRelay udp;
    private final List<ForwardListener> forwards;
    private final LongSupplier clock;

    Gateway(Switch cables, DhcpServer dhcp, TcpRelay tcp, UdpRelay udp, List<ForwardListener> forwards, LongSupplier clock) {
        this.cables = cables;
        this.dhcp = dhcp;
        this.tcp = tcp;
        this.udp = udp;
        this.forwards = forwards;
        this.clock = clock;
    }

    /** Takes a frame that was sent to the gateway or to everybody. */
    void arrive(byte[] frame) {
        switch (Bytes.get16(frame, 12)) {
            case TYPE_ARP -> arp(frame);
            case Ipv4.TYPE -> Ipv4.read(frame).ifPresentOrElse(this::packet, cables::lose);
            default -> cables.lose();
        }
    }

    private void arp(byte[] frame) {
        if (frame.length < ARP_BYTES || Bytes.get32(frame, ARP) != 0x00010800 || Bytes.get16(frame, ARP + 4) != 0x0604) {
            cables.lose();
            return;
        }
        cables.learn(Bytes.get32(frame, ARP + 14), Bytes.get48(frame, ARP + 8));
        if (Bytes.get16(frame, ARP + 6) == ARP_REQUEST && Subnet.isOurs(Bytes.get32(frame, ARP + 24))) {
            cables.send(arp(ARP_REPLY, Bytes.get32(frame, ARP + 24), Bytes.get48(frame, ARP + 8), Bytes.get32(frame, ARP + 14)));
        }
    }

    private static byte[] arp(int operation, int sender, long targetStation, int target) {
        byte[] frame = new byte[ARP_BYTES];
        Bytes.put48(frame, 0, operation == ARP_REQUEST ? Subnet.BROADCAST_STATION : targetStation);
        Bytes.put48(frame, 6, Subnet.STATION);
        Bytes.put16(frame, 12, TYPE_ARP);
        Bytes.put32(frame, ARP, 0x00010800);
        Bytes.put16(frame, ARP + 4, 0x0604);
        Bytes.put16(frame, ARP + 6, operation);
        Bytes.put48(frame, ARP + 8, Subnet.STATION);
        Bytes.put32(frame, ARP + 14, sender);
        Bytes.put48(frame, ARP + 18, operation == ARP_REQUEST ? 0 : targetStation);
        Bytes.put32(frame, ARP + 24, target);
        return frame;
    }

    /** Asks for the stations of guests that are to be reached and are not known yet. */
    void resolve() {
        IntStream.concat(tcp.connections().stream().mapToInt(connection -> connection.ends().address()), tcp.lost().addresses())
                .distinct()
                .filter(address -> cables.station(address) == Subnet.BROADCAST_STATION)
                .forEach(address -> cables.send(arp(ARP_REQUEST, Subnet.GATEWAY, 0, address)));
    }

    private void packet(Ipv4 packet) {
        if (packet.source() != 0) {
            cables.learn(packet.source(), Bytes.get48(packet.frame(), 6));
        }
        switch (packet.protocol()) {
            case Ipv4.ICMP -> icmp(packet);
            case Ipv4.UDP -> Udp.read(packet).ifPresentOrElse(datagram -> datagram(packet, datagram), cables::lose);
            case Ipv4.TCP -> TcpSegment.read(packet).ifPresentOrElse(tcp::arrive, cables::lose);
            default -> unreachable(packet);
        }
    }

    private void icmp(Ipv4 packet) {
        byte[] frame = packet.frame();
        if (packet.length() < 8 || frame[packet.start()] != ECHO) {
            cables.lose();
        } else if (Subnet.isOurs(packet.destination())) {
            byte[] message = Arrays.copyOfRange(frame, packet.start(), packet.end());
            message[0] = 0;
            sendIcmp(packet, packet.destination(), message);
        } else {
            unreachable(packet);
        }
    }

    private void sendIcmp(Ipv4 to, int source, byte[] message) {
        Bytes.put16(message, 2, 0);
        Bytes.put16(message, 2, Bytes.checksum(Bytes.sum(message, 0, message.length)));
        byte[] frame = Ipv4.make(Bytes.get48(to.frame(), 6), Ipv4.ICMP, source, to.source(), message.length);
        System.arraycopy(message, 0, frame, Ipv4.PAYLOAD, message.length);
        cables.send(frame);
    }

    /** The guest may not go there, or nobody can bring it there. A packet to everybody is passed over. */
    private void unreachable(Ipv4 packet) {
        cables.lose();
        boolean one = packet.destination() >>> 28 < 0xe && packet.destination() != Subnet.BROADCAST;
        if (one && packet.source() != 0) {
            byte[] message = new byte[8 + Math.min(QUOTED_BYTES, packet.end() - Ipv4.HEADER)];
            message[0] = UNREACHABLE;
            message[1] = PROHIBITED;
            System.arraycopy(packet.frame(), Ipv4.HEADER, message, 8, message.length - 8);
            sendIcmp(packet, Subnet.GATEWAY, message);
        }
    }

    private void datagram(Ipv4 packet, Udp datagram) {
        if (datagram.destinationPort() == DhcpServer.SERVER_PORT
                && (datagram.destination() == -1 || Subnet.isOurs(datagram.destination()))) {
            Optional<DhcpServer.Reply> reply = dhcp.answer(datagram);
            reply.ifPresent(answer -> {
                if (answer.address() != 0) {
                    cables.learn(answer.address(), answer.station());
                }
                cables.send(answer.datagram().frame(answer.station()));
            });
        } else if (forwards.stream().noneMatch(forward -> forward.answers(datagram))
                && !udp.arrive(datagram, clock.getAsLong())) {
            unreachable(packet);
        }
    }
}
