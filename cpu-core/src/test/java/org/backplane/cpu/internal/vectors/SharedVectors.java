package org.backplane.cpu.internal.vectors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the conformance vectors, which do not belong to the project's tree. */
public final class SharedVectors {
    private SharedVectors() {
    }

    /** A file of vectors; the calling test is skipped, with a word on the console, if it is not there. */
    public static Path file(String name) {
        Path file = Path.of(System.getProperty("backplane.shared", "../../shared"), "vectors", name);
        boolean present = Files.isRegularFile(file);
        if (!present) {
            System.out.println("SKIPPED: conformance vectors " + name + " are not here (" + file + ")");
        }
        assumeTrue(present, "conformance vectors " + name + " are not here");
        return file;
    }
}
