package org.backplane.it;

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
import org.backplane.bus.machine.Access;

/**
 * The ordered accesses of a guest on a machine whose answers are known to be good, one a line: direction, address, width and
 * value, such as {@code W 70.1=8f}. Where they come from: {@code docs/golden-traces.md}.
 */
final class GoldenTrace {
    /** {@code IO W rtc-index 70.1=0x8f x2}; lines of other kinds are notes on what a device made of an access. */
    private static final Pattern LINE = Pattern.compile("IO ([Wr]) \\S+ ([0-9a-f]+\\.[1248])=0x([0-9a-f]+)(?: x(\\d+))?");

    private GoldenTrace() {
    }

    /** Reads a trace. */
    static List<String> read(Path file) throws IOException {
        List<String> accesses = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)),
                StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher access = LINE.matcher(line);
                if (access.matches()) {
                    int times = access.group(4) == null ? 1 : Integer.parseInt(access.group(4));
                    accesses.addAll(Collections.nCopies(times,
                            access.group(1) + " " + access.group(2) + "=" + access.group(3)));
                }
            }
        }
        accesses.removeIf(GoldenTrace::isReport);
        return accesses;
    }

    /** Whether an access only prints a letter of what the firmware reports; those say nothing of the machine. */
    static boolean isReport(String access) {
        return access.startsWith("W 402.");
    }

    /** An access of our machine in the same form. */
    static String text(Access access) {
        return (access.write() ? "W " : "r ") + Long.toHexString(access.address()) + "." + access.width() + "="
                + Long.toHexString(access.value());
    }

    /** How many accesses are the same from the start. */
    static int commonLength(List<String> one, List<String> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size()) && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }
}
