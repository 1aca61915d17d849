package org.backplane.net.user.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.net.user.internal.TcpSegment.ACK;
import static org.backplane.net.user.internal.TcpSegment.FIN;
import static org.backplane.net.user.internal.TcpSegment.PSH;
import static org.backplane.net.user.internal.TcpSegment.RST;
import static org.backplane.net.user.internal.TcpSegment.SYN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** The state machine towards the guest (RFC 9293 §3), with a host that is the test. */
class TcpConnectionTest {
    private static final TcpSegment.Ends ENDS = new TcpSegment.Ends(GuestStation.ADDRESS, 1000, Subnet.GATEWAY, 80);
    private static final int ISS = 0xfffffff0;
    private static final int IRS = 0x7ffffffe;

    private final Deque<TcpSegment> sent = new ArrayDeque<>();
    private final Host host = new Host();
    private boolean room = true;
    private long now;
    private int guestNext;
    private int guestSeen;

    private final Link link = new Link() {
        @Override
        public boolean room() {
            return room;
        }

        @Override
        public void send(byte[] frame) {
            // Its source and destination are exchanged for the reader, which expects the guest's.
            sent.add(GuestStation.read(frame));
        }

        @Override
        public long station(int address) {
            return GuestStation.STATION;
        }
    };

    private static final class Host implements HostEnd {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private byte[] waiting = new byte[0];
        private boolean ended;
        private boolean finished;
        private boolean closed;
        private boolean aborted;
        private boolean broken;
        private int takes = Integer.MAX_VALUE;

        @Override
        public int read(ByteBuffer into) {
            if (waiting.length == 0) {
                return ended ? -1 : 0;
            }
            int part = Math.min(into.remaining(), waiting.length);
            into.put(waiting, 0, part);
            waiting = Arrays.copyOfRange(waiting, part, waiting.length);
            return part;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (broken) {
                throw new IOException("broken pipe");
            }
            int part = Math.min(takes, from.remaining());
            written.write(from.array(), from.position(), part);
            takes -= takes == Integer.MAX_VALUE ? 0 : part;
            return part;
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public void want(boolean read, boolean write) {
        }

        @Override
        public String name() {
            return "test";
        }
    }

    private TcpConnection connection;

    private static TcpSegment segment(int sequence, int ack, int flags, int window, byte[] data) {
        return GuestStation.read(GuestStation.segment(ENDS, sequence, ack, flags, window, data));
    }

    private void guest(int flags, int window, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.US_ASCII);
        connection.arrive(segment(guestNext, guestSeen, flags, window, bytes));
        guestNext += bytes.length + ((flags & FIN) != 0 ? 1 : 0);
        connection.pump(now);
    }

    /** The next segment, acknowledged from then on. */
    private TcpSegment next() {
        TcpSegment segment = sent.remove();
        guestSeen = segment.sequence() + segment.sequenceLength();
        return segment;
    }

    private void establish() {
        connection = TcpConnection.fromGuest(segment(IRS, 0, SYN, 8000, new byte[0]), host, link, ISS);
        connection.pump(now);
        assertThat(sent).as("not before the host has answered").isEmpty();
        connection.hostConnected();
        connection.pump(now);
        TcpSegment answer = next();
        assertThat(answer.flags()).isEqualTo(SYN | ACK);
        assertThat(answer.sequence()).isEqualTo(ISS);
        assertThat(answer.ack()).isEqualTo(IRS + 1);
        assertThat(answer.mss()).isEqualTo(1460);
        guestNext = IRS + 1;
        guest(ACK, 8000, "");
        assertThat(connection.state()).isEqualTo(TcpConnection.State.ESTABLISHED);
        assertThat(sent).isEmpty();
    }

    private void hostSends(int bytes) {
        host.waiting = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            host.waiting[i] = (byte) (i * 31);
        }
        connection.hostReady();
        connection.pump(now);
    }

    @Test
    void dataGoesToTheHostAndIsAcknowledged() {
        establish();
        guest(ACK | PSH, 8000, "hello");
        assertThat(host.written).hasToString("hello");
        TcpSegment ack = next();
        assertThat(ack.ack()).as("over the end of the numbers").isEqualTo(IRS + 6);
        assertThat(ack.window()).isEqualTo(65_535);
        assertThat(connection.bytesFromGuest()).isEqualTo(5);
    }

    @Test
    void dataComesInSegmentsAsTheGuestAllows() {
        establish();
        hostSends(3000);
        assertThat(sent).as("of 1460 bytes at most, as the guest's option says").hasSize(3);
        byte[] all = new byte[3000];
        int at = 0;
        while (!sent.isEmpty()) {
            TcpSegment segment = next();
            System.arraycopy(GuestStation.data(segment), 0, all, at, segment.length());
            assertThat(segment.sequence()).isEqualTo(ISS + 1 + at);
            at += segment.length();
        }
        assertThat(at).isEqualTo(3000);
        assertThat(all[2999]).isEqualTo((byte) (2999 * 31));
        guest(ACK, 8000, "");
        assertThat(connection.bytesToGuest()).isEqualTo(3000);
        assertThat(sent).isEmpty();
    }

    @Test
    void aClosedWindowIsRespectedAndProbed() {
        establish();
        guest(ACK, 100, "");
        hostSends(300);
        assertThat(next().length()).isEqualTo(100);
        guest(ACK, 0, "");
        assertThat(sent).isEmpty();
        now += RetransmissionTimer.FIRST_NANOS;
        connection.tick(now);
        TcpSegment probe = sent.remove();
        assertThat(probe.length()).as("one byte").isEqualTo(1);
        guest(ACK, 0, "");
        assertThat(sent).isEmpty();
        guest(ACK, 8000, "");
        assertThat(sent.stream().mapToInt(TcpSegment::length).sum()).as("what is not on its way").isEqualTo(199);
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgain() {
        establish();
        hostSends(1000);
        sent.clear();
        now += RetransmissionTimer.FIRST_NANOS - 1;
        connection.tick(now);
        assertThat(sent).isEmpty();
        now++;
        connection.tick(now);
        assertThat(sent.peek().sequence()).isEqualTo(ISS + 1);
        assertThat(sent.stream().mapToInt(TcpSegment::length).sum()).isEqualTo(1000);
        sent.clear();
        now += RetransmissionTimer.FIRST_NANOS;
        connection.tick(now);
        assertThat(sent).as("the time-out doubles").isEmpty();
    }

    @Test
    void aHostThatTakesNothingClosesTheWindowAndOpensItAgain() {
        establish();
        host.takes = 0;
        String block = "x".repeat(1000);
        for (int i = 0; i < 66; i++) {
            guest(ACK, 8000, block);
        }
        TcpSegment last = sent.removeLast();
        assertThat(last.window()).isZero();
        assertThat(last.ack()).as("no more than there is room for").isEqualTo(IRS + 1 + Ring.BYTES);
        sent.clear();
        host.takes = Integer.MAX_VALUE;
        connection.hostReady();
        connection.pump(now);
        assertThat(next().window()).as("the window is announced").isEqualTo(65_535);
        assertThat(host.written.size()).isEqualTo(Ring.BYTES);
    }

    @Test
    void segmentsOutOfOrderAreAskedForAndOldOnesPassedOver() {
        establish();
        connection.arrive(segment(guestNext + 10, guestSeen, ACK, 8000, new byte[5]));
        connection.pump(now);
        assertThat(next().ack()).isEqualTo(guestNext);
        guest(ACK, 8000, "abc");
        next();
        connection.arrive(segment(guestNext - 3, guestSeen, ACK, 8000, "abcdef".getBytes()));
        connection.pump(now);
        assertThat(host.written).as("the known half is cut off").hasToString("abcdef");
        assertThat(next().ack()).isEqualTo(guestNext + 3);
    }

    @Test
    void theGuestClosesFirst() {
        establish();
        guest(FIN | ACK, 8000, "bye");
        assertThat(connection.state()).isEqualTo(TcpConnection.State.CLOSE_WAIT);
        assertThat(host.finished).isTrue();
        assertThat(next().ack()).isEqualTo(guestNext);
        hostSends(10);
        assertThat(next().length()).as("the other direction is open").isEqualTo(10);
        host.ended = true;
        connection.hostReady();
        connection.pump(now);
        assertThat(next().flags()).isEqualTo(FIN | ACK);
        assertThat(connection.state()).isEqualTo(TcpConnection.State.LAST_ACK);
        guest(ACK, 8000, "");
        assertThat(host.closed).isTrue();
    }

    @Test
    void theHostClosesFirst() {
        establish();
        host.ended = true;
        hostSends(10);
        assertThat(next().length()).isEqualTo(10);
        assertThat(next().flags()).isEqualTo(FIN | ACK);
        assertThat(connection.state()).isEqualTo(TcpConnection.State.FIN_WAIT_1);
        guest(ACK, 8000, "");
        assertThat(connection.state()).isEqualTo(TcpConnection.State.FIN_WAIT_2);
        guest(ACK, 8000, "more");
        next();
        guest(FIN | ACK, 8000, "");
        assertThat(connection.state()).isEqualTo(TcpConnection.State.TIME_WAIT);
        assertThat(host.written).hasToString("more");
        assertThat(host.finished).isTrue();
        assertThat(next().ack()).isEqualTo(guestNext);
        now += TcpConnection.TIME_WAIT_NANOS;
        connection.tick(now);
        assertThat(connection.state()).isEqualTo(TcpConnection.State.CLOSED);
        assertThat(host.closed).isTrue();
    }

    @Test
    void bothCloseAtOnce() {
        establish();
        host.ended = true;
        connection.hostReady();
        connection.pump(now);
        int before = guestSeen;
        next();
        int after = guestSeen;
        guestSeen = before;
        guest(FIN | ACK, 8000, "");
        assertThat(connection.state()).isEqualTo(TcpConnection.State.CLOSING);
        guestSeen = after;
        guest(ACK, 8000, "");
        assertThat(connection.state()).isEqualTo(TcpConnection.State.TIME_WAIT);
    }

    @Test
    void whatTheGuestSentReachesASlowHostAfterTheEnd() {
        establish();
        host.takes = 2;
        host.ended = true;
        guest(FIN | ACK, 8000, "abcdef");
        connection.hostReady();
        connection.pump(now);
        while (!sent.isEmpty()) {
            next();
        }
        guest(ACK, 8000, "");
        now += 10 * TcpConnection.TIME_WAIT_NANOS;
        connection.tick(now);
        assertThat(host.closed).as("the host has not taken everything").isFalse();
        host.takes = Integer.MAX_VALUE;
        connection.hostReady();
        assertThat(host.written).hasToString("abcdef");
        assertThat(host.closed).isTrue();
    }

    @Test
    void resetsGoBothWays() {
        establish();
        connection.arrive(segment(guestNext + 5, 0, RST, 0, new byte[0]));
        connection.pump(now);
        assertThat(connection.state()).as("not exactly the next one: a challenge").isEqualTo(TcpConnection.State.ESTABLISHED);
        assertThat(next().ack()).isEqualTo(guestNext);
        connection.arrive(segment(guestNext, 0, RST, 0, new byte[0]));
        assertThat(connection.state()).isEqualTo(TcpConnection.State.CLOSED);
        assertThat(host.aborted).isTrue();

        establish();
        host.broken = true;
        guest(ACK, 8000, "x");
        assertThat(next().flags()).isEqualTo(RST | ACK);
        assertThat(connection.state()).isEqualTo(TcpConnection.State.CLOSED);
    }

    @Test
    void aHostThatRefusesIsARefusalForTheGuest() {
        connection = TcpConnection.fromGuest(segment(IRS, 0, SYN, 8000, new byte[0]), host, link, ISS);
        connection.hostFailed();
        TcpSegment refusal = next();
        assertThat(refusal.flags()).isEqualTo(RST | ACK);
        assertThat(refusal.sequence()).isZero();
        assertThat(refusal.ack()).isEqualTo(IRS + 1);
    }

    @Test
    void theHostOpensAConnectionWithTheGuest() {
        connection = TcpConnection.toGuest(ENDS, host, link, ISS);
        host.waiting = "early".getBytes();
        connection.pump(now);
        assertThat(next().flags()).isEqualTo(SYN);
        now += RetransmissionTimer.FIRST_NANOS;
        connection.tick(now);
        assertThat(next().flags()).as("asked again").isEqualTo(SYN);
        connection.arrive(segment(IRS, ISS + 1, SYN | ACK, 8000, new byte[0]));
        connection.pump(now);
        TcpSegment first = next();
        assertThat(first.ack()).isEqualTo(IRS + 1);
        assertThat(new String(GuestStation.data(first))).isEqualTo("early");

        connection = TcpConnection.toGuest(ENDS, host, link, ISS);
        connection.pump(now);
        connection.arrive(segment(0, ISS + 1, RST | ACK, 0, new byte[0]));
        assertThat(host.aborted).as("the guest's port is closed").isTrue();
    }

    @Test
    void withoutRoomOnTheCableNothingIsSent() {
        establish();
        room = false;
        hostSends(500);
        assertThat(sent).isEmpty();
        room = true;
        connection.pump(now);
        assertThat(next().length()).isEqualTo(500);
    }
}
