package org.backplane.net.user.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;

/** A station on the network with a little IP, as 10.0.2.15; it takes every frame unless it is told to hold. */
final class GuestStation implements NetworkPort {
    static final long STATION = 0x020000000015L;
    static final int ADDRESS = 0x0a00020f;

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    volatile boolean up;
    volatile boolean hold;
    NetworkCable cable;

    @Override
    public boolean receive(byte[] bytes, int length) {
        if (hold) {
            return false;
        }
        received.add(Arrays.copyOf(bytes, length));
        return true;
    }

    @Override
    public void writable() {
    }

    @Override
    public void link(boolean present) {
        up = present;
    }

    @Override
    public String toString() {
        return "test.card";
    }

    void send(byte[] frame) {
        Bytes.put48(frame, 0, Subnet.STATION);
        Bytes.put48(frame, 6, STATION);
        if (!cable.send(frame, 0, frame.length)) {
            throw new AssertionError("the network is full");
        }
    }

    /** The next frame within the host's time. */
    byte[] next() throws InterruptedException {
        byte[] frame = received.poll(20, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame comes");
        }
        return frame;
    }

    Optional<byte[]> poll() {
        return Optional.ofNullable(received.poll());
    }

    void udp(int port, int destination, int destinationPort, byte[] data) {
        send(new Udp(ADDRESS, port, destination, destinationPort, data).frame(Subnet.STATION));
    }

    Udp nextUdp() throws InterruptedException {
        return Udp.read(Ipv4.read(next()).orElseThrow()).orElseThrow();
    }

    /** A segment to the other end; flags, and data of its own. */
    void tcp(TcpSegment.Ends ends, int sequence, int ack, int flags, int window, byte[] data) {
        send(segment(ends, sequence, ack, flags, window, data));
    }

    /** The frame of a segment from the guest: that of one to it, with the ends exchanged. */
    static byte[] segment(TcpSegment.Ends ends, int sequence, int ack, int flags, int window, byte[] data) {
        Ring ring = new Ring();
        ring.put(data, 0, data.length);
        TcpSegment.Ends exchanged = new TcpSegment.Ends(ends.remoteAddress(), ends.remotePort(), ends.address(), ends.port());
        return TcpSegment.frame(Subnet.STATION, exchanged, sequence, ack, flags, window, ring, 0, data.length);
    }

    static TcpSegment read(byte[] frame) {
        return TcpSegment.read(Ipv4.read(frame).orElseThrow()).orElseThrow();
    }

    static byte[] data(TcpSegment segment) {
        return Arrays.copyOfRange(segment.bytes(), segment.start(), segment.start() + segment.length());
    }

    TcpSegment nextTcp() throws InterruptedException {
        return read(next());
    }
}
