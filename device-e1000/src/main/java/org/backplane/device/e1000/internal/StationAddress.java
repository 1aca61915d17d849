package org.backplane.device.e1000.internal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Station addresses as text and bytes. */
final class StationAddress {
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    /** What an address starts with that nobody has chosen: a locally administered one (IEEE 802 §8). */
    private static final byte[] LOCAL = {0x02, 0x42, 0x50};

    private StationAddress() {
    }

    /**
     * Reads an address.
     *
     * @param text the address, or an empty text for one that follows from the slot's name
     * @param pid  the slot's name
     * @throws IllegalArgumentException if it is no address of a single station
     */
    static byte[] parse(String text, String pid) {
        if (text.isBlank()) {
            return of(pid);
        }
        if (!TEXT.matcher(text.trim()).matches()) {
            throw new IllegalArgumentException("address: '" + text + "' is no address such as 02:42:50:00:00:01");
        }
        byte[] address = new byte[6];
        for (int i = 0; i < 6; i++) {
            address[i] = (byte) Integer.parseInt(text.trim().substring(3 * i, 3 * i + 2), 16);
        }
        if ((address[0] & 1) != 0) {
            throw new IllegalArgumentException("address: '" + text + "' is that of a group");
        }
        return address;
    }

    private static byte[] of(String pid) {
        CRC32 crc = new CRC32();
        crc.update(pid.getBytes(StandardCharsets.UTF_8));
        long number = crc.getValue();
        return new byte[] {LOCAL[0], LOCAL[1], LOCAL[2], (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }

    /** The first byte is in the highest bits of 48. */
    static String text(long address) {
        return String.format("%012x", address).replaceAll("(..)(?!$)", "$1:");
    }
}
