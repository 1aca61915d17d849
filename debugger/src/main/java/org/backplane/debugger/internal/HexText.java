package org.backplane.debugger.internal;

import java.nio.charset.StandardCharsets;

/** Bytes and numbers as hexadecimal text (GDB manual, "Overview": two digits a byte, target byte order in registers). */
final class HexText {
    private static final int MOST_DIGITS = 16;

    private HexText() {
    }

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(2 * bytes.length);
        for (byte each : bytes) {
            text.append(Character.forDigit(each >> 4 & 15, 16)).append(Character.forDigit(each & 15, 16));
        }
        return text.toString();
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
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
        if (text.length() % 2 != 0) {
            throw new BadPacketException();
        }
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (digit(text.charAt(2 * i)) << 4 | digit(text.charAt(2 * i + 1)));
        }
        return bytes;
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
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            value = value << 4 | digit(text.charAt(i));
        }
        return value;
    }

    private static int digit(char c) throws BadPacketException {
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new BadPacketException();
        }
        return digit;
    }
}
