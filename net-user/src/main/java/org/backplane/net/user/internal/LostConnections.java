package org.backplane.net.user.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Connections that guests still have and nobody carries on: another process had made them, when the machine was taken down. A guest
 * that only waits for data would wait for ever, so each is asked by a SYN. A connection that stands answers with what it expects
 * next (RFC 9293 §3.10.7.4 "fourth, check the SYN bit", RFC 5961 §4.2); that answer belongs to no connection here, and so gets the
 * reset which it accepts. Where the guest has no such connection any more, nothing comes of it either. The network's thread.
 */
final class LostConnections {
    private static final long PAUSE_NANOS = 1_000_000_000L;
    /** For how many pauses a guest is asked that does not answer. */
    private static final int TRIES = 60;

    private final Link link;
    private final Map<TcpSegment.Ends, Integer> left = new LinkedHashMap<>();
    private long next;

    LostConnections(Link link) {
        this.link = link;
    }

    void add(TcpSegment.Ends ends, long now) {
        if (left.size() < TcpRelay.LIMIT) {
            left.put(ends, TRIES);
            next = now;
        }
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** The guests' addresses, some of them several times. */
    IntStream addresses() {
        return left.keySet().stream().mapToInt(TcpSegment.Ends::address);
    }

    /** The guest has sent a segment, and hears by the answer what is to be heard. */
    void heard(TcpSegment.Ends ends) {
        left.remove(ends);
    }

    /** Asks those that have not been heard of since the last pause, once their stations are known. */
    void ask(long now) {
        if (left.isEmpty() || now - next < 0) {
            return;
        }
        next = now + PAUSE_NANOS;
        for (TcpSegment.Ends ends : left.keySet()) {
            long station = link.station(ends.address());
            if (station != Subnet.BROADCAST_STATION) {
                link.send(TcpSegment.frame(station, ends, 0, 0, TcpSegment.SYN, 0, null, 0, 0));
            }
        }
        left.replaceAll((ends, tries) -> tries - 1);
        left.values().removeIf(tries -> tries == 0);
    }
}
