package org.backplane.cpu.internal.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The checked-in list of vectors that this processor answers differently, each with its reason. A case that is listed but
 * agrees is as unexpected as one that differs but is not listed.
 */
final class KnownDifferences {
    private final Set<String> ids = new HashSet<>();

    private KnownDifferences() {
    }

    /** Reads a list: lines of an id, a blank and the reason; {@code #} begins a comment. */
    static KnownDifferences read(String name) throws IOException {
        KnownDifferences known = new KnownDifferences();
        try (InputStream in = KnownDifferences.class.getResourceAsStream(name)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    known.ids.add(line.split(" ", 2)[0]);
                }
            }
        }
        return known;
    }

    boolean unexpected(String id, boolean differs) {
        return differs != ids.contains(id);
    }
}
