package org.backplane.snapshot.internal;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.snapshot.TimerSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateFormat;

/** Reads a snapshot; whatever is wrong with the file is said in one line. */
final class SnapshotReader {
    private final Path file;
    private final ZipFile zip;
    private JsonObject manifest;

    private SnapshotReader(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Reads a file.
     *
     * @throws SnapshotException if it is not there, no snapshot, damaged, or of a newer format
     */
    static Snapshot read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SnapshotException("there is no file " + file);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new SnapshotReader(file, zip).read();
        } catch (ZipException foreign) {
            throw new SnapshotException(file + " is no snapshot, or damaged: " + foreign.getMessage());
        } catch (IOException failure) {
            throw new SnapshotException(file + " cannot be read: " + failure.getMessage());
        } catch (JsonException | ClassCastException | NullPointerException | DateTimeException | ArithmeticException | StateException
                | IllegalArgumentException malformed) {
            throw new SnapshotException(file + " is damaged: " + String.valueOf(malformed.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private Snapshot read() throws IOException {
        manifest = manifest();
        List<Snapshot.BundleEntry> bundles = objects("bundles").stream().map(bundle -> new Snapshot.BundleEntry(
                bundle.getString("symbolicName"), bundle.getString("version"), bundle.getString("sha256"))).toList();
        List<SlotSnapshot> slots = new ArrayList<>();
        for (JsonObject slot : objects("slots")) {
            slots.add(slot(slots.size(), slot));
        }
        List<Snapshot.Disk> disks = new ArrayList<>();
        for (JsonObject disk : objects("disks")) {
            disks.add(disk(disks.size(), disk));
        }
        List<String> lines = manifest.getJsonArray("lines").getValuesAs(JsonString::getString);
        List<TimerSnapshot> timers = objects("timers").stream().map(timer -> new TimerSnapshot(timer.getString("slot"),
                timer.getString("name"), number(timer, "deadline"))).toList();
        return new Snapshot(Instant.parse(manifest.getString("created")),
                new String(entry(Format.DESCRIPTION, InputStream::readAllBytes), StandardCharsets.UTF_8), bundles,
                new MachineSnapshot(number(manifest, "nanos"), number(manifest, "instructions"), lines, timers, slots), disks,
                connections());
    }

    /** Files of the time before there were networks have none. */
    private List<Snapshot.Connection> connections() {
        return !manifest.containsKey("connections") ? List.of() : objects("connections").stream()
                .map(connection -> new Snapshot.Connection(connection.getString("network"), connection.getString("protocol"),
                        connection.getString("guest"), connection.getString("remote"))).toList();
    }

    private JsonObject manifest() throws IOException {
        ZipEntry entry = zip.getEntry(Format.MANIFEST);
        if (entry == null) {
            throw new SnapshotException(file + " is no snapshot: it has no " + Format.MANIFEST);
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(checked(entry)))) {
            JsonObject read = reader.readObject();
            if (!Format.NAME.equals(read.getString("format", ""))) {
                throw new SnapshotException(file + " is no snapshot: its manifest does not say " + Format.NAME);
            }
            if (read.getInt("version") > Format.VERSION) {
                throw new SnapshotException(file + " has the newer format " + read.getInt("version") + ", this Backplane reads "
                        + Format.VERSION);
            }
            return read;
        }
    }

    /** The class library does not compare the checksum of the container when it reads a file of that kind. */
    private byte[] checked(ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new SnapshotException(file + " is damaged: " + entry.getName() + " has another checksum");
            }
            return bytes;
        }
    }

    private List<JsonObject> objects(String name) {
        return manifest.getJsonArray(name).getValuesAs(JsonObject.class);
    }

    private static long number(JsonObject from, String name) {
        return from.getJsonNumber(name).longValueExact();
    }

    private interface Content<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Reads an entry to its end and holds it against its hash. */
    private <T> T entry(String name, Content<T> content) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new SnapshotException(file + " is damaged: it has no " + name);
        }
        MessageDigest digest = ContentHash.digest();
        try (InputStream raw = zip.getInputStream(entry); DataInputStream in = new DataInputStream(new DigestInputStream(raw, digest))) {
            T read = content.read(in);
            if (in.read() >= 0) {
                throw new SnapshotException(file + " is damaged: " + name + " is too long");
            }
            if (!ContentHash.text(digest).equals(manifest.getJsonObject("sha256").getString(name, ""))) {
                throw new SnapshotException(file + " is damaged: the hash of " + name + " is not that of the manifest");
            }
            return read;
        }
    }

    private SlotSnapshot slot(int number, JsonObject slot) throws IOException {
        DeviceState state = StateFormat.read(entry(Format.state(number), InputStream::readAllBytes));
        List<SlabSnapshot> slabs = new ArrayList<>();
        for (JsonObject slab : slot.getJsonArray("slabs").getValuesAs(JsonObject.class)) {
            int count = slab.getInt("pages");
            long bytes = number(slab, "bytes");
            List<SlabSnapshot.Page> pages = entry(Format.slab(number, slabs.size()), in -> pages(in, count, bytes));
            slabs.add(new SlabSnapshot(slab.getString("name"), bytes, pages));
        }
        return new SlotSnapshot(slot.getString("slot"), slot.getString("bundle"), slot.getString("version"), state, slabs);
    }

    private List<SlabSnapshot.Page> pages(DataInputStream in, int count, long slabBytes) throws IOException {
        List<SlabSnapshot.Page> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = in.readInt();
            if (number < 0 || number >= slabBytes / Format.PAGE_BYTES) {
                throw new SnapshotException(file + " is damaged: page " + number + " is not in a slab of " + slabBytes + " bytes");
            }
            byte[] bytes = new byte[Format.PAGE_BYTES];
            in.readFully(bytes);
            pages.add(new SlabSnapshot.Page(number, bytes));
        }
        return pages;
    }

    private Snapshot.Disk disk(int number, JsonObject disk) throws IOException {
        int count = disk.getInt("clusters");
        int clusterBytes = disk.getInt("clusterBytes");
        List<DiskSnapshot.Cluster> clusters = count == 0 ? List.of()
                : entry(Format.overlay(number), in -> clusters(in, count, clusterBytes));
        return new Snapshot.Disk(new DiskSnapshot(disk.getString("name"), disk.getString("user"), disk.getString("path"),
                number(disk, "bytes"), Instant.parse(disk.getString("modified")), disk.getBoolean("written"), clusterBytes,
                clusters), disk.getString("sha256"));
    }

    private static List<DiskSnapshot.Cluster> clusters(DataInputStream in, int count, int clusterBytes) throws IOException {
        List<DiskSnapshot.Cluster> clusters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = in.readInt();
            byte[] bytes = new byte[clusterBytes];
            in.readFully(bytes);
            clusters.add(new DiskSnapshot.Cluster(number, bytes));
        }
        return clusters;
    }
}
