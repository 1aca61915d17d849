package org.backplane.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateFormat;

/** What is in a snapshot, for comparing two of them. */
final class SnapshotFiles {
    private static final String MANIFEST = "manifest.json";
    private static final String VGA = "org.backplane.device.vga";

    private SnapshotFiles() {
    }

    /** The contents of all entries as text, but for when it was taken, and how often the display was painted anew. */
    static Map<String, String> comparable(Path file) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".state")) {
                    bytes = withoutRevision(StateFormat.read(bytes));
                }
                entries.put(entry.getName(), new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
        entries.compute(MANIFEST, (name, text) -> text.substring(0, text.indexOf("\"sha256\": {"))
                .replaceAll("\"created\": \"[^\"]*\"", ""));
        return entries;
    }

    private static byte[] withoutRevision(DeviceState state) {
        return StateFormat.write(!state.schema().name().equals(VGA) ? state
                : new DeviceState(state.schema(), new StateBuilder(state.values()).without("revision").build()));
    }
}
