package org.backplane.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** As much of a snapshot as the launcher looks at. */
final class Snapshots {
    private Snapshots() {
    }

    /** Writes one whose only slot has a device of a bundle, or none if that is empty. */
    static Path write(Path file, String format, int version, String bundle) throws IOException {
        String slots = bundle.isEmpty() ? "" : "{\"slot\": \"card~1\", \"bundle\": \"" + bundle + "\"}";
        String bundles = bundle.isEmpty() ? ""
                : "{\"symbolicName\": \"" + bundle + "\", \"version\": \"1.0.0\", \"sha256\": \"abc\"}";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "machine.json", "{\"org.backplane.machine\": {}}");
            put(zip, "manifest.json", "{\"format\": \"" + format + "\", \"version\": " + version + ", \"slots\": [" + slots
                    + "], \"bundles\": [" + bundles + "]}");
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
