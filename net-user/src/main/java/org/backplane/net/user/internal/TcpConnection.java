package org.backplane.net.user.internal;

import java.io.IOException;

/**
 * A TCP connection with the guest, whose other end is a connection of the host's (RFC 9293 §3.3, §3.10). What one side sends is
 * acknowledged when it is in a bounded buffer here, and the window is the room in that; so back-pressure passes through.
 *
 * <p>The cable loses nothing, but guests do (a full receive buffer): what is not acknowledged is sent again, from the oldest on.
 *
 * <p>Not modelled: window scaling, timestamps, selective acknowledgements, urgent data, congestion control; segments out of order
 * are not kept, but asked for again.
 */
final class TcpConnection {
    /** RFC 9293 §3.3.2. CONNECTING: the guest's SYN is here, and the host is asked. */
    enum State {
        CONNECTING, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED;

        /** Whether data may still come from the guest. */
        boolean receives() {
            return this == ESTABLISHED || this == FIN_WAIT_1 || this == FIN_WAIT_2;
        }

        /** Whether data may go to the guest, or has gone and is not acknowledged. */
        boolean sends() {
            return this == ESTABLISHED || this == CLOSE_WAIT || this == FIN_WAIT_1 || this == CLOSING || this == LAST_ACK;
        }
    }

    static final long TIME_WAIT_NANOS = 2_000_000_000L;

    private static final int LARGEST_WINDOW = 65_535;

    private final TcpSegment.Ends ends;
    private final HostEnd host;
    private final Link link;
    private final HostPipe pipe;
    private final RetransmissionTimer timer = new RetransmissionTimer();
    private final int firstSequence;
    private State state;
    private int sendUnacknowledged;
    private int sendNext;
    private int sendHighest;
    private int sendWindow;
    private int mss;
    private int receiveNext;
    /** The end of the window that the guest knows. */
    private int receiveEdge;
    private boolean acknowledge;
    private boolean probe;
    private boolean timeWaitBegun;
    private long bytesFromGuest;
    private long bytesToGuest;

    private TcpConnection(TcpSegment.Ends ends, HostEnd host, Link link, int firstSequence, State state) {
        this.ends = ends;
        this.host = host;
        this.pipe = new HostPipe(host);
        this.link = link;
        this.firstSequence = firstSequence;
        this.state = state;
        sendUnacknowledged = firstSequence;
        sendNext = firstSequence;
        sendHighest = firstSequence;
    }

    /** The guest asks for a connection; it is answered when the host has one ({@link #hostConnected}). */
    static TcpConnection fromGuest(TcpSegment syn, HostEnd host, Link link, int firstSequence) {
        TcpConnection connection = new TcpConnection(syn.guest(), host, link, firstSequence, State.CONNECTING);
        connection.receiveNext = syn.sequence() + 1;
        connection.mss = syn.mss();
        connection.sendWindow = syn.window();
        return connection;
    }

    /** The host has a connection for the guest, which is asked. */
    static TcpConnection toGuest(TcpSegment.Ends ends, HostEnd host, Link link, int firstSequence) {
        TcpConnection connection = new TcpConnection(ends, host, link, firstSequence, State.SYN_SENT);
        connection.acknowledge = true;
        return connection;
    }

    TcpSegment.Ends ends() {
        return ends;
    }

    State state() {
        return state;
    }

    HostEnd host() {
        return host;
    }

    long bytesFromGuest() {
        return bytesFromGuest;
    }

    long bytesToGuest() {
        return bytesToGuest;
    }

    // The host's side.

    void hostConnected() {
        if (state == State.CONNECTING) {
            state = State.SYN_RECEIVED;
            acknowledge = true;
        }
    }

    /** The host's connection could not be made, or broke. */
    void hostFailed() {
        if (state != State.CLOSED) {
            send(state == State.CONNECTING ? 0 : sendNext, receiveNext, TcpSegment.RST | TcpSegment.ACK, 0, 0);
            abort();
        }
    }

    /** Moves what the host has, and what it takes. */
    void hostReady() {
        try {
            pipe.move(mayRead());
            if (state == State.TIME_WAIT && pipe.isDrained()) {
                host.close();
            }
        } catch (IOException broken) {
            hostFailed();
        }
        if (state != State.CLOSED && state != State.CONNECTING) {
            pipe.want(mayRead());
        }
    }

    private boolean mayRead() {
        return state == State.ESTABLISHED || state == State.CLOSE_WAIT;
    }

    /** Ends it without a word to the guest. */
    void abort() {
        state = State.CLOSED;
        timer.stop();
        host.abort();
    }

    // The guest's side.

    /** A segment arrives (§3.10.7). */
    void arrive(TcpSegment segment) {
        switch (state) {
            case CONNECTING -> {
                if (segment.has(TcpSegment.RST)) {
                    abort();
                }
            }
            case SYN_SENT -> arriveInSynSent(segment);
            case CLOSED -> { }
            default -> arriveSynchronized(segment);
        }
    }

    /** §3.10.7.3, without simultaneous opening. */
    private void arriveInSynSent(TcpSegment segment) {
        boolean acknowledged = segment.has(TcpSegment.ACK) && segment.ack() == firstSequence + 1;
        if (segment.has(TcpSegment.RST)) {
            if (acknowledged) {
                abort();
            }
        } else if (segment.has(TcpSegment.SYN) && acknowledged) {
            receiveNext = segment.sequence() + 1;
            sendUnacknowledged = segment.ack();
            sendNext = segment.ack();
            sendWindow = segment.window();
            mss = segment.mss();
            timer.restart();
            state = State.ESTABLISHED;
            acknowledge = true;
            hostReady();
        }
    }

    /** §3.10.7.4, in its order. */
    private void arriveSynchronized(TcpSegment segment) {
        int ahead = segment.sequence() - receiveNext;
        if (segment.has(TcpSegment.RST)) {
            if (ahead == 0) {
                abort();
            } else if (ahead > 0 && ahead < pipe.toHost.room()) {
                acknowledge = true;
            }
            return;
        }
        if (segment.has(TcpSegment.SYN) || !segment.has(TcpSegment.ACK)) {
            acknowledge |= segment.has(TcpSegment.SYN);
            return;
        }
        if (!acknowledged(segment)) {
            return;
        }
        if (segment.sequenceLength() > 0) {
            acknowledge = true;
            if (ahead <= 0) {
                data(segment, -ahead);
            }
        } else if (ahead != 0) {
            acknowledge = true;
        }
    }

    /** The acknowledgement and the window; says whether the segment goes on. */
    private boolean acknowledged(TcpSegment segment) {
        int acknowledged = segment.ack() - sendUnacknowledged;
        if (segment.ack() - sendHighest > 0) {
            acknowledge = true;
            return false;
        }
        if (state == State.SYN_RECEIVED) {
            if (acknowledged <= 0) {
                return false;
            }
            acknowledged--;
            sendUnacknowledged++;
            timer.restart();
            state = State.ESTABLISHED;
            hostReady();
        }
        if (acknowledged >= 0) {
            sendWindow = segment.window();
        }
        if (acknowledged > 0) {
            int data = Math.min(acknowledged, pipe.toGuest.size());
            pipe.toGuest.drop(data);
            bytesToGuest += data;
            sendUnacknowledged = segment.ack();
            sendNext = sendNext - sendUnacknowledged < 0 ? sendUnacknowledged : sendNext;
            timer.restart();
            if (acknowledged > data) {
                finAcknowledged();
            }
            hostReady();
        }
        return state != State.CLOSED;
    }

    private void finAcknowledged() {
        switch (state) {
            case FIN_WAIT_1 -> state = State.FIN_WAIT_2;
            case CLOSING -> timeWait();
            case LAST_ACK -> timeWait();
            default -> { }
        }
    }

    private void data(TcpSegment segment, int known) {
        int length = segment.length() - known;
        if (!state.receives()) {
            return;
        }
        int taken = length <= 0 ? 0 : pipe.toHost.put(segment.bytes(), segment.start() + known, length);
        receiveNext += taken;
        bytesFromGuest += taken;
        if (segment.has(TcpSegment.FIN) && known <= segment.length() && taken == Math.max(0, length)) {
            receiveNext++;
            pipe.guestFinished();
            switch (state) {
                case ESTABLISHED -> state = State.CLOSE_WAIT;
                case FIN_WAIT_1 -> state = State.CLOSING;
                default -> timeWait();
            }
        }
        hostReady();
    }

    /** Nothing more comes from the guest; the host may still have to take what did. */
    private void timeWait() {
        state = State.TIME_WAIT;
        timer.stop();
        timeWaitBegun = false;
    }

    // What goes to the guest.

    /** Sends what may be sent now. */
    void pump(long now) {
        switch (state) {
            case CONNECTING, CLOSED -> { }
            case SYN_SENT, SYN_RECEIVED -> open(now);
            default -> {
                sendData();
                windowUpdate();
                if (acknowledge && link.room()) {
                    send(sendNext, receiveNext, TcpSegment.ACK, 0, 0);
                }
                arm(now);
            }
        }
    }

    private void open(long now) {
        if (acknowledge && link.room()) {
            int flags = state == State.SYN_SENT ? TcpSegment.SYN : TcpSegment.SYN | TcpSegment.ACK;
            send(firstSequence, receiveNext, flags, 0, 0);
            sendNext = firstSequence + 1;
            sendHighest = sendNext;
            timer.run(now);
        }
    }

    private int inFlight() {
        return sendNext - sendUnacknowledged;
    }

    private void sendData() {
        while (state.sends() && link.room() && inFlight() < pipe.toGuest.size()) {
            int window = Math.max(sendWindow, probe ? 1 : 0);
            int length = Math.min(Math.min(mss, pipe.toGuest.size() - inFlight()), window - inFlight());
            if (length <= 0) {
                break;
            }
            boolean last = inFlight() + length == pipe.toGuest.size();
            send(sendNext, receiveNext, TcpSegment.ACK | (last ? TcpSegment.PSH : 0), inFlight(), length);
            advance(length);
            probe = false;
        }
        if (pipe.hostFinished() && state.sends() && inFlight() == pipe.toGuest.size() && link.room()) {
            send(sendNext, receiveNext, TcpSegment.FIN | TcpSegment.ACK, 0, 0);
            advance(1);
            state = state == State.ESTABLISHED ? State.FIN_WAIT_1 : state == State.CLOSE_WAIT ? State.LAST_ACK : state;
        }
    }

    private void advance(int length) {
        sendNext += length;
        if (sendNext - sendHighest > 0) {
            sendHighest = sendNext;
        }
    }

    /** The guest learns of a window that was small and no longer is (§3.8.6.2.2). */
    private void windowUpdate() {
        if (state.receives() && receiveNext + window() - receiveEdge >= Ring.BYTES / 2) {
            acknowledge = true;
        }
    }

    private int window() {
        return Math.min(LARGEST_WINDOW, pipe.toHost.room());
    }

    private void send(int sequence, int acknowledgement, int flags, int from, int length) {
        int window = window();
        link.send(TcpSegment.frame(link.station(ends.address()), ends, sequence, acknowledgement, flags, window, pipe.toGuest, from,
                length));
        if ((flags & TcpSegment.ACK) != 0) {
            receiveEdge = receiveNext + window;
        }
        acknowledge = false;
    }

    /** Something is on its way, or waits for a window: it is not waited for without end. */
    private void arm(long now) {
        if (state == State.TIME_WAIT) {
            if (!timeWaitBegun) {
                timeWaitBegun = true;
                timer.run(now, TIME_WAIT_NANOS);
            }
        } else if (inFlight() > 0 || pipe.toGuest.size() > 0) {
            timer.run(now);
        } else {
            timer.stop();
        }
    }

    /** Looks at the time: sends again what was not acknowledged (§3.8.1), probes a closed window (§3.8.6.1). */
    void tick(long now) {
        if (!timer.isDue(now) || !link.room()) {
            return;
        }
        if (state == State.TIME_WAIT) {
            timeWaitBegun = false;
            if (pipe.isDrained()) {
                state = State.CLOSED;
                host.close();
            }
            return;
        }
        timer.backOff();
        if (state == State.SYN_SENT || state == State.SYN_RECEIVED) {
            acknowledge = true;
        } else {
            sendNext = sendUnacknowledged;
            probe = true;
        }
        pump(now);
    }
}
