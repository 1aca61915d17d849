package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpStreamTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HostStreamsComponent streams = new HostStreamsComponent(log::add, ignored -> () -> { },
            new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
    private final RecordingInput user = new RecordingInput("device.uart");
    private final HostStream stream = streams.open("tcp:0", user);

    @AfterEach
    void stop() {
        streams.stop();
        assertThat(log).isEmpty();
    }

    private Socket connect() throws IOException {
        int port = Integer.parseInt(stream.name().substring("tcp:".length()));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Test
    void bytesGoBothWaysWhileAPeerIsThere() throws IOException {
        try (Socket peer = connect()) {
            user.awaitPeers(true);
            peer.getOutputStream().write(bytes("root\r"));
            user.awaitText("root\r");
            assertThat(stream.write(bytes("login: "), 0, 7)).isEqualTo(7);
            assertThat(read(peer, 7)).isEqualTo("login: ");
        }
        user.awaitPeers(true, false);
    }

    @Test
    void aStreamThatWasLeftIsTakenOverWithItsPeerAndWhatWaits() throws IOException {
        try (Socket peer = connect()) {
            user.awaitPeers(true);
            stream.write(bytes("one "), 0, 4);
            stream.handOver();
            peer.getOutputStream().write(bytes("waits"));
            assertThatThrownBy(() -> streams.open(stream.name(), new RecordingInput("somebody else")))
                    .isInstanceOf(HostStreamException.class);
            RecordingInput next = new RecordingInput("device.uart");
            HostStream same = streams.open("tcp:0", next);
            next.awaitPeers(true);
            next.awaitText("waits");
            same.write(bytes("two"), 0, 3);
            assertThat(read(peer, 7)).isEqualTo("one two");
            assertThat(same.name()).isEqualTo(stream.name());
            assertThat(user.text()).as("the last user hears nothing").isEmpty();
        }
    }

    @Test
    void theNextPeerIsServedWhenTheFirstHasGone() throws IOException {
        connect().close();
        user.awaitPeers(true, false);

        try (Socket peer = connect()) {
            user.awaitPeers(true, false, true);
            stream.write(bytes("again"), 0, 5);
            assertThat(read(peer, 5)).isEqualTo("again");
        }
    }

    @Test
    void aFurtherPeerIsTurnedAwayWithOneLine() throws IOException {
        try (Socket first = connect()) {
            user.awaitPeers(true);
            try (Socket second = connect()) {
                String line = new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(line).isEqualTo(stream.name() + " serves another peer already\r\n");
            }
            stream.write(bytes("still"), 0, 5);
            assertThat(read(first, 5)).as("the first peer is not disturbed").isEqualTo("still");
            assertThat(user.peers()).containsExactly(true);
        }
    }

    @Test
    void withoutAPeerWhatIsWrittenIsLost() throws IOException {
        assertThat(stream.write(new byte[1 << 20], 0, 1 << 20)).isEqualTo(1 << 20);
        try (Socket peer = connect()) {
            user.awaitPeers(true);
            stream.write(bytes("now"), 0, 3);
            assertThat(read(peer, 3)).isEqualTo("now");
        }
    }

    @Test
    void aDeviceThatDoesNotAcceptHoldsThePeerAndLosesNothing() throws IOException {
        user.room(1);
        try (Socket peer = connect()) {
            peer.getOutputStream().write(bytes("abcdefgh"));
            user.awaitText("a");
            user.room(4);
            stream.resume();
            user.awaitText("abcde");
            user.room(100);
            stream.resume();
            user.awaitText("abcdefgh");
        }
    }

    @Test
    void whatAPeerSentBeforeItsConnectionBrokeStillArrives() throws IOException {
        user.room(1);
        Socket peer = connect();
        peer.getOutputStream().write(bytes("abc"));
        user.awaitText("a");
        peer.setSoLinger(true, 0);
        peer.close();
        // The stream learns of it when it writes to the peer.
        byte[] much = new byte[1 << 20];
        stream.write(much, 0, much.length);
        user.awaitPeers(true, false);

        user.room(100);
        stream.resume();

        user.awaitText("abc");
    }

    @Test
    void aPeerThatDoesNotReadHoldsTheDeviceAndLosesNothing() throws IOException {
        byte[] sent = new byte[8 << 20];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31 >> 3);
        }
        try (Socket peer = connect()) {
            user.awaitPeers(true);
            int taken = stream.write(sent, 0, sent.length);
            assertThat(taken).as("the buffer is bounded").isLessThan(sent.length);
            Thread reader = new Thread(() -> sendTheRest(sent, taken));
            reader.start();
            assertThat(peer.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        }
    }

    private void sendTheRest(byte[] sent, int from) {
        int taken = from;
        for (int calls = 1; taken < sent.length; calls++) {
            user.awaitWritable(calls);
            taken += stream.write(sent, taken, sent.length - taken);
        }
    }

    @Test
    void aPeerThatLeavesSetsAHeldDeviceFree() throws IOException {
        Socket peer = connect();
        user.awaitPeers(true);
        byte[] much = new byte[16 << 20];
        assertThat(stream.write(much, 0, much.length)).isLessThan(much.length);

        peer.close();

        user.awaitPeers(true, false);
        user.awaitWritable(1);
    }

    @Test
    void closingSendsWhatWasWrittenAndEndsTheConnection() throws IOException {
        try (Socket peer = connect()) {
            user.awaitPeers(true);
            byte[] last = new byte[40_000];
            assertThat(stream.write(last, 0, last.length)).isEqualTo(last.length);

            stream.close();

            assertThat(peer.getInputStream().readAllBytes()).hasSize(last.length);
            assertThat(user.peers()).as("a closed stream calls nobody").containsExactly(true);
            assertThat(stream.write(last, 0, 9)).isEqualTo(9);
        }
    }

    @Test
    void aPortCanBeOpenedAgainRightAfterItWasClosed() {
        String name = stream.name();
        stream.close();
        for (int i = 0; i < 20; i++) {
            HostStream again = streams.open(name, user);
            assertThat(again.name()).isEqualTo(name);
            again.close();
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsToldInOneLine() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String name = "tcp:" + other.getLocalPort();
            assertThatThrownBy(() -> streams.open(name, user)).isInstanceOf(HostStreamException.class)
                    .hasMessage(name + ": cannot listen: Address already in use");
        }
    }

    @Test
    void aPortThatAnotherDeviceHasIsToldWithItsUser() {
        assertThatThrownBy(() -> streams.open(stream.name(), new RecordingInput("device.debugcon")))
                .isInstanceOf(HostStreamException.class).hasMessage(stream.name() + ": taken by device.uart");
    }
}
