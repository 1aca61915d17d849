package org.backplane.snapshot.internal;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.state.StateFormat;

/** Writes a snapshot to a file. */
final class SnapshotWriter {
    private final ZipOutputStream zip;
    private final Map<String, String> hashes = new TreeMap<>();

    private SnapshotWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
        // Three times as fast as the default, for a tenth more bytes.
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Writes beside the file and puts the result in its place, so that there is never half a snapshot under its name. */
    static void write(Path file, Snapshot snapshot) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                SnapshotWriter writer = new SnapshotWriter(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
                writer.write(snapshot);
                writer.zip.finish();
                writer.zip.flush();
                channel.force(true);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private void entry(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest digest = ContentHash.digest();
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(zip, digest));
        content.write(out);
        out.flush();
        zip.closeEntry();
        hashes.put(name, ContentHash.text(digest));
    }

    private void write(Snapshot snapshot) throws IOException {
        entry(Format.DESCRIPTION, out -> out.write(snapshot.description().getBytes(StandardCharsets.UTF_8)));
        List<SlotSnapshot> slots = snapshot.machine().slots();
        for (int slot = 0; slot < slots.size(); slot++) {
            byte[] state = StateFormat.write(slots.get(slot).state());
            entry(Format.state(slot), out -> out.write(state));
            List<SlabSnapshot> slabs = slots.get(slot).slabs();
            for (int slab = 0; slab < slabs.size(); slab++) {
                List<SlabSnapshot.Page> pages = slabs.get(slab).pages();
                entry(Format.slab(slot, slab), out -> pages(out, pages));
            }
        }
        for (int disk = 0; disk < snapshot.disks().size(); disk++) {
            List<DiskSnapshot.Cluster> clusters = snapshot.disks().get(disk).image().clusters();
            if (!clusters.isEmpty()) {
                entry(Format.overlay(disk), out -> clusters(out, clusters));
            }
        }
        String manifest = manifest(snapshot);
        entry(Format.MANIFEST, out -> out.write(manifest.getBytes(StandardCharsets.UTF_8)));
    }

    private static void pages(DataOutputStream out, List<SlabSnapshot.Page> pages) throws IOException {
        for (SlabSnapshot.Page page : pages) {
            out.writeInt(page.number());
            out.write(page.bytes());
        }
    }

    private static void clusters(DataOutputStream out, List<DiskSnapshot.Cluster> clusters) throws IOException {
        for (DiskSnapshot.Cluster cluster : clusters) {
            out.writeInt(cluster.number());
            out.write(cluster.bytes());
        }
    }

    private String manifest(Snapshot snapshot) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.createGeneratorFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createGenerator(text)) {
            json.writeStartObject().write("format", Format.NAME).write("version", Format.VERSION)
                    .write("created", snapshot.created().toString()).write("nanos", snapshot.machine().nanos())
                    .write("instructions", snapshot.machine().instructions());
            json.writeStartArray("bundles");
            snapshot.bundles().forEach(bundle -> json.writeStartObject().write("symbolicName", bundle.symbolicName())
                    .write("version", bundle.version()).write("sha256", bundle.sha256()).writeEnd());
            json.writeEnd().writeStartArray("lines");
            snapshot.machine().lines().forEach(json::write);
            json.writeEnd().writeStartArray("timers");
            snapshot.machine().timers().forEach(timer -> json.writeStartObject().write("slot", timer.pid())
                    .write("name", timer.name()).write("deadline", timer.deadlineNanos()).writeEnd());
            json.writeEnd().writeStartArray("slots");
            snapshot.machine().slots().forEach(slot -> slot(json, slot));
            json.writeEnd().writeStartArray("disks");
            snapshot.disks().forEach(disk -> disk(json, disk));
            json.writeEnd().writeStartArray("connections");
            snapshot.connections().forEach(connection -> json.writeStartObject().write("network", connection.network())
                    .write("protocol", connection.protocol()).write("guest", connection.guest())
                    .write("remote", connection.remote()).writeEnd());
            json.writeEnd().writeStartObject("sha256");
            hashes.forEach(json::write);
            json.writeEnd().writeEnd();
        }
        return text.toString().strip() + "\n";
    }

    private static void slot(JsonGenerator json, SlotSnapshot slot) {
        json.writeStartObject().write("slot", slot.pid()).write("bundle", slot.bundle()).write("version", slot.version())
                .write("schema", slot.state().schema().name()).write("schemaVersion", slot.state().schema().version())
                .writeStartArray("slabs");
        slot.slabs().forEach(slab -> json.writeStartObject().write("name", slab.name()).write("bytes", slab.lengthBytes())
                .write("pages", slab.pages().size()).writeEnd());
        json.writeEnd().writeEnd();
    }

    private static void disk(JsonGenerator json, Snapshot.Disk disk) {
        DiskSnapshot image = disk.image();
        json.writeStartObject().write("name", image.name()).write("user", image.user()).write("path", image.path())
                .write("bytes", image.lengthBytes()).write("modified", image.modified().toString())
                .write("written", image.written()).write("sha256", disk.sha256())
                .write("clusterBytes", image.clusterBytes()).write("clusters", image.clusters().size()).writeEnd();
    }
}
