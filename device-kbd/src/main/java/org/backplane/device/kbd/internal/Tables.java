package org.backplane.device.kbd.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The tables of this bundle: words separated by blanks, {@code #} starts a comment. */
final class Tables {
    private Tables() {
    }

    /** The lines that say something, each cut into words. */
    static List<String[]> lines(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Tables.class.getResourceAsStream(name), StandardCharsets.US_ASCII))) {
            return reader.lines().map(line -> line.replaceFirst("#.*", "").trim()).filter(line -> !line.isEmpty())
                    .map(line -> line.split("\\s+")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("table " + name, unreadable);
        }
    }

    /** All words as hexadecimal numbers. */
    static int[] bytes(String name) {
        return lines(name).stream().flatMap(Arrays::stream).mapToInt(word -> Integer.parseInt(word, 16)).toArray();
    }
}
