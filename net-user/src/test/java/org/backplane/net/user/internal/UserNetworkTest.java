package org.backplane.net.user.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.backplane.bus.host.HostConnectionDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network as a whole, with a station on its cable and sockets of this host. */
@Timeout(60)
class UserNetworkTest {
    private static final String BOOT_FILE = "http://10.0.2.2:8000/boot.ipxe";

    private final GuestStation guest = new GuestStation();
    private UserNetwork network;

    @BeforeEach
    void plugIn() {
        network = new UserNetwork(new Reach(false, Optional.empty()), BOOT_FILE,
                List.of(Forward.parse("tcp:0-:80"), Forward.parse("udp:0-:53")), trouble -> { });
        guest.cable = network.connect(guest);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private int forwardedPort(int index) {
        String text = network.status().forwards[index];
        return Integer.parseInt(text.replaceAll(".*:(\\d+)-.*", "$1"));
    }

    private static byte[] dhcp(int type, int wanted) {
        byte[] message = new byte[300];
        message[0] = 1;
        Bytes.put32(message, 4, 0x12345678);
        Bytes.put48(message, 28, GuestStation.STATION);
        Bytes.put32(message, 236, 0x63825363);
        message[240] = 53;
        message[241] = 1;
        message[242] = (byte) type;
        message[243] = 50;
        message[244] = 4;
        Bytes.put32(message, 245, wanted);
        message[249] = (byte) 255;
        return message;
    }

    private void sendDhcp(byte[] message) {
        byte[] frame = new Udp(0, 68, -1, 67, message).frame(Subnet.BROADCAST_STATION);
        Bytes.put48(frame, 6, GuestStation.STATION);
        guest.cable.send(frame, 0, frame.length);
    }

    @Test
    void dhcpGivesTheFirstAddress() throws Exception {
        sendDhcp(dhcp(1, 0));
        Udp offer = guest.nextUdp();
        assertThat(offer.destinationPort()).isEqualTo(68);
        assertThat(Bytes.get32(offer.data(), 4)).as("the transaction").isEqualTo(0x12345678);
        assertThat(Bytes.get32(offer.data(), 16)).isEqualTo(GuestStation.ADDRESS);
        assertThat(offer.data()[242]).isEqualTo((byte) 2);

        sendDhcp(dhcp(3, GuestStation.ADDRESS));
        assertThat(guest.nextUdp().data()[242]).as("ACK").isEqualTo((byte) 5);
        sendDhcp(dhcp(3, GuestStation.ADDRESS + 1));
        assertThat(guest.nextUdp().data()[242]).as("NAK: that is somebody else's").isEqualTo((byte) 6);
        assertThat(guest.up).isTrue();
    }

    @Test
    void dhcpNamesTheFileToBoot() throws Exception {
        byte[] request = dhcp(1, 0);
        Arrays.fill(request, 44, 236, (byte) 'x');
        sendDhcp(request);
        byte[] offer = guest.nextUdp().data();
        String field = new String(offer, 108, 128, StandardCharsets.US_ASCII);
        assertThat(field).as("the field 'file', and zeroes behind it").isEqualTo(BOOT_FILE + "\0".repeat(128 - BOOT_FILE.length()));
        assertThat(Bytes.get32(offer, 20)).as("siaddr, the server that has it").isEqualTo(Subnet.GATEWAY);
        assertThat(Arrays.copyOfRange(offer, 44, 108)).as("no server's name").containsOnly(0);
        assertThatThrownBy(() -> new DhcpServer(() -> false, "x".repeat(128))).hasMessageStartingWith("bootfile: 'x");
    }

    @Test
    void aStationThatHadAnAddressFromAnotherProcessKeepsIt() throws Exception {
        sendDhcp(dhcp(3, GuestStation.ADDRESS + 4));
        Udp answer = guest.nextUdp();
        assertThat(answer.data()[242]).as("ACK").isEqualTo((byte) 5);
        assertThat(Bytes.get32(answer.data(), 16)).isEqualTo(GuestStation.ADDRESS + 4);
    }

    /** The guest is played as RFC 9293 has it: it knows its address, and a SYN for a connection that stands gets an ACK. */
    @Test
    void aConnectionOfAnotherProcessIsReset() throws Exception {
        HostConnectionDTO connection = new HostConnectionDTO();
        connection.protocol = "tcp";
        connection.guest = "10.0.2.15:40000";
        connection.remote = "10.0.2.2:80";
        network.lost(List.of(connection));
        byte[] question = guest.next();
        assertThat(Bytes.get16(question, 12)).as("who has the guest's address?").isEqualTo(0x0806);
        assertThat(Bytes.get32(question, 38)).isEqualTo(GuestStation.ADDRESS);
        byte[] reply = question.clone();
        Bytes.put16(reply, 20, 2);
        Bytes.put48(reply, 22, GuestStation.STATION);
        Bytes.put32(reply, 28, GuestStation.ADDRESS);
        guest.send(reply);

        TcpSegment.Ends ends = new TcpSegment.Ends(GuestStation.ADDRESS, 40_000, Subnet.GATEWAY, 80);
        TcpSegment asked = nextToTcp();
        assertThat(asked.flags()).isEqualTo(TcpSegment.SYN);
        assertThat(asked.guest()).as("from the other end").isEqualTo(new TcpSegment.Ends(Subnet.GATEWAY, 80,
                GuestStation.ADDRESS, 40_000));
        guest.tcp(ends, 1111, 2222, TcpSegment.ACK, 8000, new byte[0]);
        TcpSegment reset = nextToTcp();
        assertThat(reset.flags()).isEqualTo(TcpSegment.RST);
        assertThat(reset.sequence()).as("what the guest expects").isEqualTo(2222);
    }

    /** The next frame with a segment; until it answers, the guest is asked for its station several times. */
    private TcpSegment nextToTcp() throws Exception {
        byte[] frame = guest.next();
        while (Bytes.get16(frame, 12) != Ipv4.TYPE) {
            frame = guest.next();
        }
        return GuestStation.read(frame);
    }

    @Test
    void theGatewayAnswersArpAndEcho() throws Exception {
        byte[] request = new byte[42];
        Bytes.put48(request, 0, Subnet.BROADCAST_STATION);
        Bytes.put48(request, 6, GuestStation.STATION);
        Bytes.put16(request, 12, 0x0806);
        Bytes.put32(request, 14, 0x00010800);
        Bytes.put32(request, 18, 0x06040001);
        Bytes.put48(request, 22, GuestStation.STATION);
        Bytes.put32(request, 28, GuestStation.ADDRESS);
        Bytes.put32(request, 38, Subnet.GATEWAY);
        guest.cable.send(request, 0, 42);
        byte[] reply = guest.next();
        assertThat(Bytes.get16(reply, 20)).as("a reply").isEqualTo(2);
        assertThat(Bytes.get48(reply, 22)).isEqualTo(Subnet.STATION);
        assertThat(Bytes.get32(reply, 28)).isEqualTo(Subnet.GATEWAY);

        byte[] echo = Ipv4.make(Subnet.STATION, Ipv4.ICMP, GuestStation.ADDRESS, Subnet.GATEWAY, 16);
        echo[34] = 8;
        Bytes.put32(echo, 38, 0x00070001);
        Bytes.put16(echo, 36, Bytes.checksum(Bytes.sum(echo, 34, 50)));
        guest.send(echo);
        byte[] answer = guest.next();
        assertThat(answer[34]).as("echo reply").isZero();
        assertThat(Bytes.get32(answer, 38)).isEqualTo(0x00070001);
        assertThat(Bytes.checksum(Bytes.sum(answer, 34, 50))).as("its checksum").isZero();
    }

    @Test
    void whereTheGuestMayNotGoIsTold() throws Exception {
        guest.udp(1000, 0x08080808, 53, new byte[] {1, 2, 3});
        byte[] told = guest.next();
        assertThat(told[34]).as("unreachable").isEqualTo((byte) 3);
        assertThat(told[35]).as("prohibited").isEqualTo((byte) 13);
        assertThat(Bytes.get32(told, 42 + 16)).as("the quoted destination").isEqualTo(0x08080808);
        TcpSegment.Ends ends = new TcpSegment.Ends(GuestStation.ADDRESS, 1000, 0x08080808, 80);
        guest.tcp(ends, 5, 0, TcpSegment.SYN, 8000, new byte[0]);
        assertThat(guest.nextTcp().flags()).isEqualTo(TcpSegment.RST | TcpSegment.ACK);
    }

    @Test
    void datagramsReachTheHostAndAnswersTheGuest() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            guest.udp(1234, Subnet.GATEWAY, socket.getLocalPort(), "ask".getBytes());
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            socket.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength())).isEqualTo("ask");
            socket.send(new DatagramPacket("answer".getBytes(), 6, packet.getSocketAddress()));
            Udp answer = guest.nextUdp();
            assertThat(answer.source()).isEqualTo(Subnet.GATEWAY);
            assertThat(answer.sourcePort()).isEqualTo(socket.getLocalPort());
            assertThat(answer.destinationPort()).isEqualTo(1234);
            assertThat(new String(answer.data())).isEqualTo("answer");
        }
    }

    @Test
    void datagramsThroughAForwardAreAnswered() throws Exception {
        guest.udp(1, Subnet.GATEWAY, 9, new byte[1]);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket("in".getBytes(), 2, InetAddress.getLoopbackAddress(), forwardedPort(1)));
            Udp datagram = guest.nextUdp();
            assertThat(datagram.destinationPort()).isEqualTo(53);
            guest.udp(53, datagram.source(), datagram.sourcePort(), "out".getBytes());
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            socket.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength())).isEqualTo("out");
        }
    }

    /** A guest's side of a connection that only receives: all that comes until it is enough. */
    private byte[] receive(TcpSegment.Ends ends, int sequence, int first, int enough) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < enough) {
            TcpSegment segment = guest.nextTcp();
            if (segment.length() > 0 && segment.sequence() == first + all.size()) {
                all.writeBytes(GuestStation.data(segment));
                guest.tcp(ends, sequence, first + all.size(), TcpSegment.ACK, 60_000, new byte[0]);
            }
        }
        return all.toByteArray();
    }

    @Test
    void aGuestFetchesSomethingFromTheHostAlsoAcrossAnUpdateOfItsCard() throws Exception {
        byte[] data = new byte[300_000];
        new Random(1).nextBytes(data);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TcpSegment.Ends ends = new TcpSegment.Ends(GuestStation.ADDRESS, 2000, Subnet.GATEWAY, server.getLocalPort());
            guest.tcp(ends, 99, 0, TcpSegment.SYN, 60_000, new byte[0]);
            TcpSegment answer = guest.nextTcp();
            assertThat(answer.flags()).isEqualTo(TcpSegment.SYN | TcpSegment.ACK);
            int first = answer.sequence() + 1;
            guest.tcp(ends, 100, first, TcpSegment.ACK, 60_000, "get".getBytes());
            try (Socket peer = server.accept()) {
                assertThat(peer.getInputStream().readNBytes(3)).isEqualTo("get".getBytes());
                Thread writer = new Thread(() -> {
                    try {
                        peer.getOutputStream().write(data);
                        peer.shutdownOutput();
                    } catch (IOException failure) {
                        throw new AssertionError(failure);
                    }
                });
                writer.start();
                byte[] half = receive(ends, 103, first, 100_000);
                guest.hold = true;
                guest.cable.handOver();
                guest.hold = false;
                guest.cable = network.connect(guest);
                byte[] rest = receive(ends, 103, first + half.length, data.length - half.length);
                writer.join();
                byte[] all = Arrays.copyOf(half, data.length);
                System.arraycopy(rest, 0, all, half.length, rest.length);
                assertThat(all).isEqualTo(data);
                assertThat(network.status().connections[0].bytesFromGuest).isEqualTo(3);
            }
        }
    }

    @Test
    void aRefusalOfTheHostIsOneForTheGuest() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        TcpSegment.Ends ends = new TcpSegment.Ends(GuestStation.ADDRESS, 2000, Subnet.GATEWAY, port);
        guest.tcp(ends, 99, 0, TcpSegment.SYN, 8000, new byte[0]);
        assertThat(guest.nextTcp().flags()).isEqualTo(TcpSegment.RST | TcpSegment.ACK);
    }

    @Test
    void aCallerIsBroughtToTheGuestWhichIsLookedForFirst() throws Exception {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), forwardedPort(0))) {
            byte[] arp = guest.next();
            while (Bytes.get16(arp, 12) != 0x0806) {
                arp = guest.next();
            }
            assertThat(Bytes.get32(arp, 38)).as("who has 10.0.2.15").isEqualTo(GuestStation.ADDRESS);
            guest.udp(1, Subnet.GATEWAY, 9, new byte[1]);
            byte[] frame = guest.next();
            while (Bytes.get16(frame, 12) == 0x0806 || Bytes.get48(frame, 0) != GuestStation.STATION) {
                frame = guest.next();
            }
            TcpSegment syn = GuestStation.read(frame);
            assertThat(syn.flags()).isEqualTo(TcpSegment.SYN);
            TcpSegment.Ends ends = new TcpSegment.Ends(GuestStation.ADDRESS, 80, Subnet.GATEWAY, syn.guest().port());
            guest.tcp(ends, 500, syn.sequence() + 1, TcpSegment.SYN | TcpSegment.ACK, 8000, new byte[0]);
            guest.tcp(ends, 501, syn.sequence() + 1, TcpSegment.ACK | TcpSegment.FIN, 8000, "page".getBytes());
            InputStream in = caller.getInputStream();
            assertThat(new String(in.readAllBytes())).isEqualTo("page");
        }
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws Exception {
        for (String wrong : new String[] {"tcp:80", "sctp:1-:2", "tcp:99999-:80", "tcp:1-192.168.0.1:80", "tcp:1-:0"}) {
            assertThatThrownBy(() -> Forward.parse(wrong)).hasMessageStartingWith("forward: '" + wrong);
        }
        assertThatThrownBy(() -> Reach.of("moon", "")).hasMessageStartingWith("reach: 'moon'");
        assertThatThrownBy(() -> Reach.of("host", "name")).hasMessageStartingWith("dns: 'name'");
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Forward forward = Forward.parse("tcp:" + taken.getLocalPort() + "-:80");
            assertThatThrownBy(() -> new UserNetwork(new Reach(false, Optional.empty()), "", List.of(forward), trouble -> { }))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cannot listen");
        }
    }

    @Test
    void anyBytesLeaveANetworkThatWorks() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] frame = new byte[14 + random.nextInt(120)];
            random.nextBytes(frame);
            Bytes.put48(frame, 0, random.nextBoolean() ? Subnet.STATION : Subnet.BROADCAST_STATION);
            Bytes.put16(frame, 12, random.nextInt(4) == 0 ? 0x0806 : 0x0800);
            if (frame.length >= 34 && random.nextBoolean()) {
                frame[14] = (byte) (0x40 | 5 + random.nextInt(3));
                Bytes.put16(frame, 16, random.nextInt(frame.length));
                frame[23] = new byte[] {1, 6, 17}[random.nextInt(3)];
                Bytes.put16(frame, 20, 0);
                Bytes.put16(frame, 24, 0);
                int header = Math.min(frame.length, 14 + (frame[14] & 0xf) * 4);
                Bytes.put16(frame, 24, Bytes.checksum(Bytes.sum(frame, 14, header)));
            }
            while (!guest.cable.send(frame, 0, frame.length)) {
                Thread.onSpinWait();
            }
        }
        theGatewayAnswersAfter();
    }

    private void theGatewayAnswersAfter() throws Exception {
        sendDhcp(dhcp(8, 0));
        byte[] frame = guest.next();
        while (Bytes.get16(frame, 12) != 0x0800 || frame[23] != 17 || Bytes.get16(frame, 36) != 68) {
            frame = guest.next();
        }
        assertThat(network.status().framesFromCards).isGreaterThan(5_000);
    }
}
