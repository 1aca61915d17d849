package org.backplane.debugger.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.StopPoint.Kind;

/**
 * Registers, memory and breakpoints (GDB manual, "Packets": g, G, p, P, m, M, X, z, Z). Breakpoints of the types 0 and 1 are the
 * same: neither changes the guest's memory.
 */
final class GuestState {
    private static final String OK = "OK";
    private static final long ADDRESS_LIMIT = 1L << 32;
    /** Hexadecimal digits of a packet hold so many bytes. */
    private static final int MOST_BYTES = PacketReader.LONGEST / 2;
    private static final int MOST_POINTS = 1024;
    private static final Kind[] KINDS = {Kind.EXECUTE, Kind.EXECUTE, Kind.WRITE, Kind.READ, Kind.ACCESS};

    private final Target target;
    private final List<StopPoint> points = new ArrayList<>();

    GuestState(Target target) {
        this.target = target;
    }

    /** Answers a packet. */
    String answer(char command, String rest) throws BadPacketException, TargetException {
        return switch (command) {
            case 'g' -> registers();
            case 'G' -> setRegisters(rest);
            case 'p' -> text(GdbRegister.of(HexText.number(rest)), target.registers());
            case 'P' -> setRegister(rest);
            case 'm' -> read(rest);
            case 'M' -> write(rest, false);
            case 'X' -> write(rest, true);
            case 'Z' -> insert(rest);
            case 'z' -> remove(rest);
            default -> "";
        };
    }

    private String registers() throws TargetException {
        Map<String, Long> values = target.registers();
        StringBuilder text = new StringBuilder();
        for (GdbRegister register : GdbRegister.values()) {
            text.append(text(register, values));
        }
        return text.toString();
    }

    private static String text(GdbRegister register, Map<String, Long> values) {
        return register.text(values).orElse("xx".repeat(register.lengthBytes()));
    }

    private String setRegister(String rest) throws BadPacketException, TargetException {
        String[] parts = split(rest, "=");
        GdbRegister.of(HexText.number(parts[0])).set(target, parts[1]);
        return OK;
    }

    /** Sets those that differ, as not all of them can be set at any time. */
    private String setRegisters(String rest) throws BadPacketException, TargetException {
        Map<String, Long> values = target.registers();
        int at = 0;
        for (GdbRegister register : GdbRegister.values()) {
            int end = at + 2 * register.lengthBytes();
            if (end > rest.length()) {
                break;
            }
            String wanted = rest.substring(at, end);
            at = end;
            if (!wanted.contains("x") && !wanted.equalsIgnoreCase(text(register, values))) {
                register.set(target, wanted);
            }
        }
        return OK;
    }

    private String read(String rest) throws BadPacketException, TargetException {
        String[] parts = split(rest, ",");
        long linear = address(parts[0]);
        long length = HexText.number(parts[1]);
        if (length < 0) {
            throw new BadPacketException();
        }
        return length == 0 ? "" : HexText.of(target.read(linear, (int) Math.min(length, MOST_BYTES)));
    }

    private String write(String rest, boolean binary) throws BadPacketException, TargetException {
        String[] parts = split(rest, ":");
        String[] place = split(parts[0], ",");
        byte[] bytes = binary ? parts[1].getBytes(StandardCharsets.ISO_8859_1) : HexText.bytes(parts[1]);
        if (HexText.number(place[1]) != bytes.length) {
            throw new BadPacketException();
        }
        long linear = address(place[0]);
        if (bytes.length > 0) {
            target.write(linear, bytes);
        }
        return OK;
    }

    private String insert(String rest) throws BadPacketException, TargetException {
        if (!isKnown(rest)) {
            return "";
        }
        StopPoint point = point(rest);
        if (!points.contains(point)) {
            if (points.size() >= MOST_POINTS) {
                throw new TargetException(TargetException.NOT_POSSIBLE);
            }
            points.add(point);
            apply(point);
        }
        return OK;
    }

    /** A point that cannot be had is not kept. */
    private void apply(StopPoint added) throws TargetException {
        try {
            target.stopAt(List.copyOf(points));
        } catch (TargetException e) {
            points.remove(added);
            throw e;
        }
    }

    private String remove(String rest) throws BadPacketException, TargetException {
        if (!isKnown(rest)) {
            return "";
        }
        if (points.remove(point(rest))) {
            target.stopAt(List.copyOf(points));
        }
        return OK;
    }

    /** Types that there are not get the empty answer, as the protocol wants. */
    private static boolean isKnown(String rest) {
        return !rest.isEmpty() && rest.charAt(0) >= '0' && rest.charAt(0) < '0' + KINDS.length;
    }

    private static StopPoint point(String rest) throws BadPacketException {
        String[] parts = rest.split(";", 2)[0].split(",", -1);
        if (parts.length != 3 || parts[0].length() != 1) {
            throw new BadPacketException();
        }
        long length = HexText.number(parts[2]);
        if (length < 0 || length > MOST_BYTES) {
            throw new BadPacketException();
        }
        Kind kind = KINDS[parts[0].charAt(0) - '0'];
        long linear = HexText.number(parts[1]);
        if (linear < 0 || linear >= ADDRESS_LIMIT) {
            throw new BadPacketException();
        }
        return new StopPoint(kind, linear, kind == Kind.EXECUTE ? 1 : (int) Math.max(1, length));
    }

    private static long address(String text) throws BadPacketException, TargetException {
        long address = HexText.number(text);
        if (address < 0 || address >= ADDRESS_LIMIT) {
            throw new TargetException(TargetException.NOT_MAPPED);
        }
        return address;
    }

    private static String[] split(String text, String separator) throws BadPacketException {
        String[] parts = text.split(separator, 2);
        if (parts.length != 2) {
            throw new BadPacketException();
        }
        return parts;
    }
}
