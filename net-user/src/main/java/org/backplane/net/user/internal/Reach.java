package org.backplane.net.user.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where on the host's side an address of the guest's leads, as far as it may. */
final class Reach {
    private static final int NAME_SERVICE = 53;
    private static final Pattern NAME_SERVER = Pattern.compile("(?m)^\\s*nameserver\\s+([0-9.]+)\\s*$");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

    private final boolean anywhere;
    private final Optional<InetAddress> nameServer;

    Reach(boolean anywhere, Optional<InetAddress> nameServer) {
        this.anywhere = anywhere;
        this.nameServer = nameServer;
    }

    /**
     * Reads the options.
     *
     * @param reach {@code host} or {@code any}
     * @param dns   the address of the name server; empty for the host's
     */
    static Reach of(String reach, String dns) {
        if (!reach.equals("host") && !reach.equals("any")) {
            throw new IllegalArgumentException("reach: '" + reach + "' is not one of host, any");
        }
        if (!dns.isBlank() && !ADDRESS.matcher(dns.trim()).matches()) {
            throw new IllegalArgumentException("dns: '" + dns + "' is no address such as 192.0.2.1");
        }
        return new Reach(reach.equals("any"), dns.isBlank() ? resolver(Path.of("/etc/resolv.conf")) : address(dns.trim()));
    }

    /** The first name server in the host's configuration that has an IPv4 address. */
    static Optional<InetAddress> resolver(Path configuration) {
        try {
            Matcher line = NAME_SERVER.matcher(Files.readString(configuration));
            return line.find() ? address(line.group(1)) : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    boolean hasNameServer() {
        return nameServer.isPresent();
    }

    boolean isAnywhere() {
        return anywhere;
    }

    /** Where a guest's address and port lead; empty if it may not go there. */
    Optional<InetSocketAddress> host(int address, int port) {
        if (address == Subnet.GATEWAY) {
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        if (address == Subnet.NAME_SERVER) {
            return port == NAME_SERVICE ? nameServer.map(server -> new InetSocketAddress(server, port)) : Optional.empty();
        }
        if (!anywhere || Subnet.contains(address) || port == 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        Bytes.put32(bytes, 0, address);
        try {
            InetAddress host = InetAddress.getByAddress(bytes);
            boolean one = !host.isMulticastAddress() && !host.isAnyLocalAddress() && address != -1;
            return one ? Optional.of(new InetSocketAddress(host, port)) : Optional.empty();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
