package org.backplane.bus.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The ordered accesses of a guest on a machine whose answers are known to be good. The recordings do not belong to the
 * project's tree: a test asks {@link #isHere} first and is skipped with {@link #absence} if it is not. Where they come from
 * and what they hold: {@code docs/golden-traces.md}.
 */
public final class GoldenTrace {
    /** The system property that names the folder beside the project's in which {@code vectors/golden} is. */
    private static final String SHARED = "backplane.shared";
    /** {@code IO W rtc-index 70.1=0x8f x2}; lines of other kinds are notes on what a device made of an access. */
    private static final Pattern ACCESS = Pattern.compile(
            "IO (?<direction>[rW]) (?<device>\\S+) (?<address>[0-9a-f]+)\\.(?<width>[1248])=0x(?<value>[0-9a-f]+)"
                    + "(?: x(?<times>\\d+))?");

    private final String name;
    private final Path file;

    private GoldenTrace(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    /**
     * An access.
     *
     * @param line    its line in the recording, from 1, for messages
     * @param write   whether it was a write
     * @param device  the recorder's name for what it reached
     * @param address of the first byte; a port below 65536, memory above
     * @param width   1, 2, 4 or 8 bytes
     * @param value   what was written or given, in the low {@code 8 * width} bits
     */
    public record Access(int line, boolean write, String device, long address, int width, long value) {
        @Override
        public String toString() {
            return String.format("line %d: %s %x.%d=%x", line, write ? "W" : "r", address, width, value);
        }
    }

    /**
     * Names a trace.
     *
     * @param name of its file, without {@code .seq.gz}
     * @return the trace, whether its file is there or not
     */
    public static GoldenTrace named(String name) {
        return new GoldenTrace(name,
                Path.of(System.getProperty(SHARED, "../../shared"), "vectors", "golden", name + ".seq.gz"));
    }

    /**
     * Whether the trace can be read.
     *
     * @return whether its file is there
     */
    public boolean isHere() {
        return Files.isReadable(file);
    }

    /**
     * What to say of a test that is skipped.
     *
     * @return one line
     */
    public String absence() {
        return "skipped: the golden trace " + name + " is not part of this tree, and there is no " + file;
    }

    /**
     * Reads the trace.
     *
     * @return its accesses in order, each as often as it was made
     * @throws IOException if it cannot be read
     */
    public List<Access> accesses() throws IOException {
        List<Access> accesses = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Matcher parts = ACCESS.matcher(line);
                if (parts.matches()) {
                    int times = parts.group("times") == null ? 1 : Integer.parseInt(parts.group("times"));
                    accesses.addAll(Collections.nCopies(times, access(number, parts)));
                }
            }
        }
        return accesses;
    }

    private static Access access(int number, Matcher parts) {
        int width = Integer.parseInt(parts.group("width"));
        // Where nobody answers, the recorder gives 64 ones for any width.
        long mask = -1L >>> (Long.SIZE - Byte.SIZE * width);
        return new Access(number, parts.group("direction").equals("W"), parts.group("device"),
                Long.parseUnsignedLong(parts.group("address"), 16), width,
                Long.parseUnsignedLong(parts.group("value"), 16) & mask);
    }
}
