package org.backplane.net.user.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Gives guests their addresses (RFC 2131, options of RFC 2132). Leases are by station and last as long as the network. A station that
 * asks for an address which it had from another process gets that, if nobody has it now.
 */
final class DhcpServer {
    static final int SERVER_PORT = 67;
    static final int CLIENT_PORT = 68;

    private static final int FIXED_BYTES = 240;
    private static final int REPLY_BYTES = 300;
    private static final int MAGIC = 0x63825363;
    private static final int AT_CLIENT_ADDRESS = 12;
    private static final int AT_YOUR_ADDRESS = 16;
    private static final int AT_SERVER_ADDRESS = 20;
    private static final int AT_STATION = 28;
    private static final int AT_SERVER_NAME = 44;
    private static final int AT_FILE = 108;
    private static final int AT_MAGIC = 236;
    /** The field ends with a zero. */
    private static final int FILE_BYTES = AT_MAGIC - AT_FILE - 1;
    private static final int LEASE_SECONDS = 86_400;
    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int NAK = 6;
    private static final int INFORM = 8;
    private static final int OPTION_MASK = 1;
    private static final int OPTION_ROUTER = 3;
    private static final int OPTION_NAME_SERVER = 6;
    private static final int OPTION_ADDRESS = 50;
    private static final int OPTION_LEASE = 51;
    private static final int OPTION_TYPE = 53;
    private static final int OPTION_SERVER = 54;
    private static final int OPTION_END = 255;

    private final BooleanSupplier hasNameServer;
    private final byte[] bootFile;
    private final Map<Long, Integer> leases = new LinkedHashMap<>();

    /**
     * Makes a server without leases.
     *
     * @param hasNameServer whether guests are told of a name server
     * @param bootFile      the name of the file that guests are to boot, which may be a URL; empty for none
     * @throws IllegalArgumentException if the name does not fit into a reply
     */
    DhcpServer(BooleanSupplier hasNameServer, String bootFile) {
        if (bootFile.length() > FILE_BYTES || !StandardCharsets.US_ASCII.newEncoder().canEncode(bootFile)) {
            throw new IllegalArgumentException("bootfile: '" + bootFile + "' is not of at most " + FILE_BYTES
                    + " characters of ASCII");
        }
        this.hasNameServer = hasNameServer;
        this.bootFile = bootFile.getBytes(StandardCharsets.US_ASCII);
    }

    /** A reply: the datagram, and the station that it goes to. */
    record Reply(Udp datagram, long station, int address) {
    }

    /** Answers a datagram to the server's port; empty if there is no answer to it. */
    Optional<Reply> answer(Udp request) {
        byte[] asked = request.data();
        if (asked.length < FIXED_BYTES || asked[0] != 1 || Bytes.get32(asked, AT_MAGIC) != MAGIC) {
            return Optional.empty();
        }
        long station = Bytes.get48(asked, AT_STATION);
        int type = option(asked, OPTION_TYPE).filter(value -> value.length == 1).map(value -> (int) value[0]).orElse(0);
        boolean ours = option(asked, OPTION_SERVER).map(value -> value.length == 4 && Bytes.get32(value, 0) == Subnet.GATEWAY)
                .orElse(true);
        int wanted = option(asked, OPTION_ADDRESS).filter(value -> value.length == 4)
                .map(value -> Bytes.get32(value, 0)).orElse(Bytes.get32(asked, AT_CLIENT_ADDRESS));
        int address = lease(station, wanted);
        return switch (type) {
            case DISCOVER -> address == 0 ? Optional.empty() : Optional.of(reply(asked, OFFER, address, station));
            case REQUEST -> !ours ? Optional.empty() : Optional.of(reply(asked, wanted == address && address != 0 ? ACK : NAK,
                    address, station));
            case INFORM -> Optional.of(reply(asked, ACK, 0, station));
            default -> Optional.empty();
        };
    }

    /** The address of a station, given to it now if need be; 0 if all are taken. */
    private int lease(long station, int wanted) {
        Integer known = leases.get(station);
        if (known != null) {
            return known;
        }
        int given = IntStream.concat(IntStream.of(wanted), IntStream.rangeClosed(Subnet.FIRST_GUEST, Subnet.LAST_GUEST))
                .filter(this::isFree).findFirst().orElse(0);
        if (given != 0) {
            leases.put(station, given);
        }
        return given;
    }

    private boolean isFree(int address) {
        return address >= Subnet.FIRST_GUEST && address <= Subnet.LAST_GUEST && !leases.containsValue(address);
    }

    private Reply reply(byte[] asked, int type, int address, long station) {
        byte[] reply = Arrays.copyOf(asked, REPLY_BYTES);
        Arrays.fill(reply, AT_SERVER_NAME, REPLY_BYTES, (byte) 0);
        Bytes.put32(reply, AT_MAGIC, MAGIC);
        reply[0] = 2;
        Bytes.put32(reply, AT_YOUR_ADDRESS, type == NAK ? 0 : address);
        Bytes.put32(reply, AT_SERVER_ADDRESS, Subnet.GATEWAY);
        int at = put(reply, FIXED_BYTES, OPTION_TYPE, type);
        at = put(reply, at, OPTION_SERVER, Subnet.GATEWAY);
        if (type != NAK) {
            System.arraycopy(bootFile, 0, reply, AT_FILE, bootFile.length);
            at = put(reply, at, OPTION_MASK, Subnet.MASK);
            at = put(reply, at, OPTION_ROUTER, Subnet.GATEWAY);
            at = hasNameServer.getAsBoolean() ? put(reply, at, OPTION_NAME_SERVER, Subnet.NAME_SERVER) : at;
            at = address != 0 ? put(reply, at, OPTION_LEASE, LEASE_SECONDS) : at;
        }
        reply[at] = (byte) OPTION_END;
        boolean nowhere = type == NAK || address == 0 && Bytes.get32(asked, AT_CLIENT_ADDRESS) == 0;
        int to = nowhere ? -1 : address == 0 ? Bytes.get32(asked, AT_CLIENT_ADDRESS) : address;
        return new Reply(new Udp(Subnet.GATEWAY, SERVER_PORT, to, CLIENT_PORT, reply), station, address);
    }

    private static int put(byte[] reply, int at, int option, int value) {
        reply[at] = (byte) option;
        if (option == OPTION_TYPE) {
            reply[at + 1] = 1;
            reply[at + 2] = (byte) value;
            return at + 3;
        }
        reply[at + 1] = 4;
        Bytes.put32(reply, at + 2, value);
        return at + 6;
    }

    private static Optional<byte[]> option(byte[] message, int wanted) {
        int at = FIXED_BYTES;
        while (at + 1 < message.length && (message[at] & 0xff) != OPTION_END) {
            int length = message[at] == 0 ? -1 : message[at + 1] & 0xff;
            if ((message[at] & 0xff) == wanted && at + 2 + length <= message.length) {
                return Optional.of(Arrays.copyOfRange(message, at + 2, at + 2 + length));
            }
            at += 2 + length;
        }
        return Optional.empty();
    }
}
