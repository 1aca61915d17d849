package org.backplane.debugger.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Finds packets in the bytes that the debugger sends (GDB manual, "Overview" and "Interrupts"): {@code $data#checksum}, the
 * acknowledgements {@code +} and {@code -}, and 03h. Everything else between packets is ignored.
 */
final class PacketReader {
    /** The longest packet that is taken, as {@code qSupported} announces. */
    static final int LONGEST = 0x4000;
    private static final int INTERRUPT = 3;
    private static final int ESCAPE = '}';
    private static final int ESCAPED = 0x20;

    /** What a byte has completed. */
    enum Event {
        /** Nothing yet. */
        NONE,
        /** A packet with the right checksum, {@link #packet}. */
        PACKET,
        /** A packet with a wrong checksum, or one that is too long: it is to be sent again. */
        DAMAGED,
        /** The debugger wants the last packet again. */
        REJECTED,
        /** The guest is to stop. */
        INTERRUPT
    }

    private enum Place { BETWEEN, DATA, ESCAPED_DATA, FIRST_DIGIT, SECOND_DIGIT }

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private Place place = Place.BETWEEN;
    private int sum;
    private int wanted;

    /** Takes the next byte, 0 to 255. */
    Event take(int next) {
        return switch (place) {
            case BETWEEN -> between(next);
            case DATA -> data(next);
            case ESCAPED_DATA -> {
                place = Place.DATA;
                add(next, next ^ ESCAPED);
                yield Event.NONE;
            }
            case FIRST_DIGIT -> {
                wanted = Character.digit(next, 16);
                place = Place.SECOND_DIGIT;
                yield Event.NONE;
            }
            case SECOND_DIGIT -> end(Character.digit(next, 16));
        };
    }

    private Event between(int next) {
        if (next == '$') {
            begin();
        }
        return next == INTERRUPT ? Event.INTERRUPT : next == '-' ? Event.REJECTED : Event.NONE;
    }

    private void begin() {
        data.reset();
        sum = 0;
        place = Place.DATA;
    }

    private Event data(int next) {
        if (next == '$') {
            // The rest of the last packet was lost.
            begin();
        } else if (next == '#') {
            place = Place.FIRST_DIGIT;
        } else if (next == ESCAPE) {
            sum += next;
            place = Place.ESCAPED_DATA;
        } else {
            add(next, next);
        }
        return Event.NONE;
    }

    private void add(int sent, int meant) {
        sum += sent;
        if (data.size() <= LONGEST) {
            data.write(meant);
        }
    }

    private Event end(int digit) {
        place = Place.BETWEEN;
        boolean right = wanted >= 0 && digit >= 0 && (wanted << 4 | digit) == (sum & 0xFF);
        return right && data.size() <= LONGEST ? Event.PACKET : Event.DAMAGED;
    }

    /** The data of the packet, one character a byte. */
    String packet() {
        return data.toString(StandardCharsets.ISO_8859_1);
    }

    /** Makes a packet of an answer, one character a byte. */
    static byte[] packet(String answer) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write('$');
        int sum = 0;
        for (byte each : answer.getBytes(StandardCharsets.ISO_8859_1)) {
            int value = each & 0xFF;
            if (value == '$' || value == '#' || value == ESCAPE || value == '*') {
                packet.write(ESCAPE);
                sum += ESCAPE;
                value ^= ESCAPED;
            }
            packet.write(value);
            sum += value;
        }
        packet.writeBytes(String.format("#%02x", sum & 0xFF).getBytes(StandardCharsets.ISO_8859_1));
        return packet.toByteArray();
    }
}
