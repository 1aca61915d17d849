package org.backplane.debugger.internal;

import java.util.HexFormat;

/** Bytes and numbers as hexadecimal text (GDB manual, "Overview": two digits a byte, target byte order in registers). */
final class HexText {
    private static final int MOST_DIGITS = 16;
    private static final HexFormat HEX = HexFormat.of();

    private HexText() {
    }

    static String of(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** A number in little-endian byte order. */
    static String littleEndian(long value, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return of(bytes);
    }

    static byte[] bytes(String text) throws BadPacketException {
        try {
            return HEX.parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new BadPacketException();
        }
    }

    static long littleEndian(String text) throws BadPacketException {
        byte[] bytes = bytes(text);
        long value = 0;
        for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /** A number as the protocol writes lengths and addresses. */
    static long number(String text) throws BadPacketException {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            throw new BadPacketException();
        }
        try {
            return HexFormat.fromHexDigitsToLong(text);
        } catch (IllegalArgumentException e) {
            throw new BadPacketException();
        }
    }
}
