package org.backplane.device.virtio.blk.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A recorded run of firmware; it does not belong to the project's tree. */
final class GoldenTrace {
    private static final Pattern ACCESS = Pattern.compile(
            "IO (?<direction>[rW]) (?<device>\\S+) (?<address>[0-9a-f]+)\\.(?<width>\\d)=0x(?<value>[0-9a-f]+)"
                    + "(?: x(?<times>\\d+))?");

    private GoldenTrace() {
    }

    /** One access; the line number is for messages. */
    record Access(int line, boolean write, String device, int address, int width, long value, int times) {
        @Override
        public String toString() {
            return String.format("line %d: %s %x.%d=%x", line, write ? "W" : "r", address, width, value);
        }
    }

    /** The accesses of a trace; the calling test is skipped, with a word on the console, if it is not there. */
    static List<Access> read(String name) throws IOException {
        Path file = Path.of(System.getProperty("backplane.shared", "../../shared"), "vectors", "golden", name);
        boolean present = Files.isReadable(file);
        if (!present) {
            System.out.println("SKIPPED: the trace " + name + " is not here (" + file + ")");
        }
        assumeTrue(present, "the trace " + name + " is not here");
        List<Access> accesses = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Matcher matcher = ACCESS.matcher(line);
                if (matcher.matches()) {
                    accesses.add(access(number, matcher));
                }
            }
        }
        return accesses;
    }

    private static Access access(int number, Matcher matcher) {
        return new Access(number, matcher.group("direction").equals("W"), matcher.group("device"),
                (int) Long.parseLong(matcher.group("address"), 16), Integer.parseInt(matcher.group("width")),
                Long.parseUnsignedLong(matcher.group("value"), 16),
                matcher.group("times") == null ? 1 : Integer.parseInt(matcher.group("times")));
    }
}
