package org.backplane.debugger.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is answered to a debugger (GDB manual, "Packets", "General Query Packets"): run control, and what does not touch the
 * guest. A packet that is not known gets the empty answer, one that is malformed {@code E22}.
 *
 * <p>Not modelled: non-stop mode, multiprocess extensions, conditions of breakpoints, file I/O, tracepoints, reverse
 * execution.
 */
final class Conversation {
    private static final String OK = "OK";
    private static final String FEATURES = "qXfer:features:read:target.xml:";
    private static final String COMMAND = "qRcmd,";
    private static final int OUTPUT_BYTES = 1024;

    private final Target target;
    private final GuestState guest;
    private boolean awaitsStop;
    private boolean interrupted;
    private boolean ended;
    private boolean acknowledges = true;

    Conversation(Target target) {
        this.target = target;
        this.guest = new GuestState(target);
    }

    /** A debugger has come: the guest stops. */
    void begin() {
        try {
            target.stop();
        } catch (TargetException e) {
            ended = true;
        }
    }

    /** Whether packets are acknowledged. */
    boolean acknowledges() {
        return acknowledges;
    }

    /** Whether the debugger has nothing more to say. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the debugger waits for the guest to stop. */
    boolean awaitsStop() {
        return awaitsStop;
    }

    /** Answers a packet, one character a byte; with nothing if the answer comes when the guest stops. */
    List<String> answer(String packet) {
        try {
            return packet.startsWith(COMMAND) ? command(packet.substring(COMMAND.length())) : reply(packet);
        } catch (BadPacketException e) {
            return List.of("E" + TargetException.NOT_POSSIBLE);
        } catch (TargetException e) {
            return List.of("E" + e.number());
        }
    }

    private List<String> reply(String packet) throws BadPacketException, TargetException {
        if (packet.isEmpty()) {
            return List.of("");
        }
        String rest = packet.substring(1);
        return switch (packet.charAt(0)) {
            case '?' -> List.of(StopReply.of(target, false));
            case 'c', 's' -> go(packet.charAt(0), rest);
            case 'C', 'S' -> go(Character.toLowerCase(packet.charAt(0)), rest.contains(";")
                    ? rest.substring(rest.indexOf(';') + 1) : "");
            case 'v' -> verbose(packet);
            case 'D' -> {
                end();
                yield List.of(OK);
            }
            case 'k' -> {
                kill();
                yield List.of();
            }
            case 'H', 'T' -> List.of(OK);
            case 'q', 'Q' -> List.of(query(packet));
            default -> List.of(guest.answer(packet.charAt(0), rest));
        };
    }

    private List<String> verbose(String packet) throws BadPacketException, TargetException {
        if (packet.equals("vCont?")) {
            return List.of("vCont;c;C;s;S");
        }
        if (packet.startsWith("vCont;") && packet.length() > 6) {
            // There is one thread, so the first action is its.
            char action = Character.toLowerCase(packet.charAt(6));
            if (action != 'c' && action != 's') {
                throw new BadPacketException();
            }
            return go(action, "");
        }
        if (packet.startsWith("vKill")) {
            kill();
            return List.of(OK);
        }
        return List.of("");
    }

    private List<String> go(char action, String address) throws BadPacketException, TargetException {
        if (!address.isEmpty()) {
            target.setRegister(GdbRegister.EIP.name(), HexText.number(address));
        }
        interrupted = false;
        if (action == 's') {
            target.step();
        } else {
            target.resume();
        }
        awaitsStop = true;
        return List.of();
    }

    /** The byte 03h: the guest is to stop. */
    void interrupt() {
        try {
            interrupted = true;
            target.stop();
        } catch (TargetException e) {
            // The machine does not answer; the debugger waits, as it would for hardware.
        }
    }

    /** The answer that was owed since the guest went on, once it stands. */
    Optional<String> stopped() {
        if (!awaitsStop || target.isRunning()) {
            return Optional.empty();
        }
        awaitsStop = false;
        return Optional.of(StopReply.of(target, interrupted));
    }

    private String query(String packet) throws BadPacketException {
        if (packet.startsWith(FEATURES)) {
            return features(packet.substring(FEATURES.length()));
        }
        String name = packet.split("[:,;]", 2)[0];
        return switch (name) {
            case "qSupported" -> "PacketSize=" + Integer.toHexString(PacketReader.LONGEST)
                    + ";qXfer:features:read+;QStartNoAckMode+;vContSupported+";
            case "QStartNoAckMode" -> {
                acknowledges = false;
                yield OK;
            }
            case "qC" -> "QC1";
            case "qfThreadInfo" -> "m1";
            case "qsThreadInfo" -> "l";
            // The guest was there before the debugger, so gdb detaches when it quits.
            case "qAttached" -> "1";
            default -> "";
        };
    }

    private static String features(String part) throws BadPacketException {
        String[] numbers = part.split(",", 2);
        if (numbers.length != 2) {
            throw new BadPacketException();
        }
        String text = TargetDescription.text();
        long offset = Math.min(Math.max(0, HexText.number(numbers[0])), text.length());
        long length = Math.min(Math.max(0, HexText.number(numbers[1])), PacketReader.LONGEST - 1);
        int end = (int) Math.min(text.length(), offset + length);
        return (end == text.length() ? "l" : "m") + text.substring((int) offset, end);
    }

    /** {@code monitor}: a line for the operator's shell, its output in pieces. */
    private List<String> command(String hex) throws BadPacketException {
        String line = new String(HexText.bytes(hex), StandardCharsets.UTF_8);
        byte[] output = target.command(line).getBytes(StandardCharsets.UTF_8);
        List<String> answers = new ArrayList<>();
        String text = HexText.of(output);
        for (int at = 0; at < text.length(); at += 2 * OUTPUT_BYTES) {
            answers.add("O" + text.substring(at, Math.min(text.length(), at + 2 * OUTPUT_BYTES)));
        }
        answers.add(OK);
        return answers;
    }

    private void kill() throws TargetException {
        ended = true;
        target.powerOff();
    }

    /** The debugger leaves, or its connection is lost: the guest runs on and stops nowhere. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            target.stopAt(List.of());
            target.resume();
        } catch (TargetException e) {
            // The machine is gone or does not answer, so there is nothing to leave behind.
        }
    }
}
