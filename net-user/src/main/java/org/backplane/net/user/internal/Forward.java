package org.backplane.net.user.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way in: {@code tcp:8080-:80} or {@code udp:127.0.0.1:5353-10.0.2.16:53}. Without an address of the host it is the loopback
 * interface, without one of a guest the first guest.
 *
 * @param tcp       TCP, or else UDP
 * @param from      where the host listens; port 0 for a free one
 * @param guest     the guest's address
 * @param guestPort the guest's port
 */
record Forward(boolean tcp, InetSocketAddress from, int guest, int guestPort) {
    private static final Pattern TEXT = Pattern.compile(
            "(tcp|udp):(?:(\\d+\\.\\d+\\.\\d+\\.\\d+):)?(\\d{1,5})-(?:(\\d+\\.\\d+\\.\\d+\\.\\d+))?:(\\d{1,5})");

    /** Reads one; what is wrong is said in one line. */
    static Forward parse(String text) {
        Matcher parts = TEXT.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException("forward: '" + text + "' is not PROTOCOL:[ADDRESS:]PORT-[GUEST]:PORT, such as"
                    + " tcp:127.0.0.1:8080-:80");
        }
        int from = port(text, parts.group(3));
        int to = port(text, parts.group(5));
        int guest = parts.group(4) == null ? Subnet.FIRST_GUEST : Bytes.get32(address(text, parts.group(4)).getAddress(), 0);
        if (!Subnet.contains(guest) || Subnet.isOurs(guest) || to == 0) {
            throw new IllegalArgumentException("forward: '" + text + "' leads to no guest of the network 10.0.2.0/24");
        }
        InetAddress host = parts.group(2) == null ? InetAddress.getLoopbackAddress() : address(text, parts.group(2));
        return new Forward(parts.group(1).equals("tcp"), new InetSocketAddress(host, from), guest, to);
    }

    private static int port(String text, String digits) {
        int port = Integer.parseInt(digits);
        if (port > 0xffff) {
            throw new IllegalArgumentException("forward: '" + text + "': a port is a number up to 65535");
        }
        return port;
    }

    private static InetAddress address(String text, String dotted) {
        try {
            return InetAddress.getByName(dotted);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("forward: '" + text + "': " + dotted + " is no address", malformed);
        }
    }

    /** The option again, with the port that was found. */
    String text(int boundPort) {
        return (tcp ? "tcp:" : "udp:") + from.getAddress().getHostAddress() + ":" + boundPort + "-" + Subnet.text(guest) + ":"
                + guestPort;
    }
}
