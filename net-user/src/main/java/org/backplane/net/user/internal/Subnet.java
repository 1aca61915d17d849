package org.backplane.net.user.internal;

/** The network that the guest sees, 10.0.2.0/24, with the gateway's stations in it. Addresses are 32 bits, first byte highest. */
final class Subnet {
    static final int NETWORK = 0x0a000200;
    static final int MASK = 0xffffff00;
    static final int BROADCAST = NETWORK | ~MASK;
    /** The gateway, behind which the host itself answers. */
    static final int GATEWAY = NETWORK | 2;
    /** The name server, behind which the host's resolver answers. */
    static final int NAME_SERVER = NETWORK | 3;
    /** The first address that DHCP gives away, and where forwards lead to. */
    static final int FIRST_GUEST = NETWORK | 15;
    static final int LAST_GUEST = NETWORK | 31;
    /** The station address of all of the gateway's stations: locally administered. */
    static final long STATION = 0x024250000202L;
    static final long BROADCAST_STATION = 0xffffffffffffL;
    static final int MTU = 1500;

    private Subnet() {
    }

    static boolean isOurs(int address) {
        return address == GATEWAY || address == NAME_SERVER;
    }

    static boolean contains(int address) {
        return (address & MASK) == NETWORK;
    }

    /** The address that {@link #text} has written. */
    static int address(String text) {
        int address = 0;
        for (String part : text.split("\\.", 4)) {
            address = address << 8 | Integer.parseInt(part);
        }
        return address;
    }

    /** An address in dotted notation. */
    static String text(int address) {
        return (address >>> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }
}
