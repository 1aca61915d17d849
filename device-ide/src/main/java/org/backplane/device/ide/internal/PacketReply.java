package org.backplane.device.ide.internal;

/**
 * What a packet command comes to.
 *
 * @param sense   why it failed, or {@link Sense#NONE}
 * @param data    what it gives to the host
 * @param lba     the first sector that it reads from the medium
 * @param sectors how many
 */
record PacketReply(Sense sense, byte[] data, long lba, int sectors) {
    private static final byte[] NOTHING = {};

    static PacketReply done() {
        return new PacketReply(Sense.NONE, NOTHING, 0, 0);
    }

    static PacketReply failed(Sense sense) {
        return new PacketReply(sense, NOTHING, 0, 0);
    }

    static PacketReply data(byte[] data) {
        return new PacketReply(Sense.NONE, data, 0, 0);
    }

    static PacketReply sectors(long lba, int sectors) {
        return new PacketReply(Sense.NONE, NOTHING, lba, sectors);
    }
}
