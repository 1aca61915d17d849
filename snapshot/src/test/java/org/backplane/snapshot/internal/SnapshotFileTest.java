package org.backplane.snapshot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.snapshot.SlabSnapshot;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.snapshot.TimerSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path folder;
    private Path file;
    private Snapshot snapshot;

    private static byte[] noise(int seed, int bytes) {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("machine.bpz");
        DeviceState state = new DeviceState(new StateSchema("com", 3), new StateBuilder().number("value", -7).build());
        SlabSnapshot ram = new SlabSnapshot("ram", 16 << 12,
                List.of(new SlabSnapshot.Page(3, noise(1, 4096)), new SlabSnapshot.Page(15, noise(2, 4096))));
        MachineSnapshot machine = new MachineSnapshot(Long.MAX_VALUE, 1L << 60, List.of("a20", "irq5"),
                List.of(new TimerSnapshot("com", "tick \u00e4 \"x\"", Long.MIN_VALUE)),
                List.of(new SlotSnapshot("com~1", "org.com", "1.2.3", state, List.of(ram, new SlabSnapshot("empty", 4096, List.of()))),
                        new SlotSnapshot("cpu", "org.cpu", "0.1.0", state, List.of())));
        DiskSnapshot overlay = new DiskSnapshot("overlay:/a.img", "ide", "/a.img", 99, NOW, false, 512,
                List.of(new DiskSnapshot.Cluster(2, noise(3, 512))));
        DiskSnapshot raw = new DiskSnapshot("/b.img", "ide", "/b.img", 77, NOW, true, 512, List.of());
        snapshot = new Snapshot(NOW, "{ }", List.of(new Snapshot.BundleEntry("org.com", "1.2.3", "abc")), machine,
                List.of(new Snapshot.Disk(overlay, "def"), new Snapshot.Disk(raw, "")),
                List.of(new Snapshot.Connection("user", "tcp", "10.0.2.15:40000", "10.0.2.2:80")));
        SnapshotWriter.write(file, snapshot);
    }

    /** Rewrites the file with one entry changed; {@code null} leaves it out. */
    private void rewrite(String changed, UnaryOperator<byte[]> change) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(file.toFile()); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                byte[] written = entry.getName().equals(changed) ? change.apply(bytes) : bytes;
                if (written != null) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    zip.write(written);
                    zip.closeEntry();
                }
            }
        }
        Files.write(file, out.toByteArray());
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> SnapshotReader.read(file)).isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll(words).hasMessageNotContaining("\n").hasMessageContaining("machine.bpz");
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(SnapshotReader.read(file)).usingRecursiveComparison().isEqualTo(snapshot);
    }

    @Test
    void equalSnapshotsHaveEqualManifests() throws IOException {
        Path other = folder.resolve("other.bpz");
        SnapshotWriter.write(other, SnapshotReader.read(file));
        try (ZipFile zip = new ZipFile(file.toFile()); ZipFile again = new ZipFile(other.toFile())) {
            assertThat(again.getInputStream(again.getEntry("manifest.json")).readAllBytes())
                    .isEqualTo(zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes());
        }
    }

    @Test
    void ifWritingFailsTheOldFileIsThere() throws IOException {
        SlabSnapshot unwritable = new SlabSnapshot("ram", 4096, List.of(new SlabSnapshot.Page(0, null)));
        DeviceState state = snapshot.machine().slots().get(1).state();
        MachineSnapshot machine = new MachineSnapshot(0, 0, List.of(), List.of(),
                List.of(new SlotSnapshot("x", "y", "1.0.0", state, List.of(unwritable))));

        assertThatThrownBy(() -> SnapshotWriter.write(file, new Snapshot(NOW, "{ }", List.of(), machine, List.of(), List.of())))
                .isInstanceOf(NullPointerException.class);
        assertThat(SnapshotReader.read(file).bundles()).hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("nothing else is left").containsExactly(file);
        }
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused("no snapshot, or damaged");
        }
    }

    @Test
    void aByteThatFellOverIsNoticedOrChangesNothing() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int noticed = 0;
        for (int at = 0; at < whole.length; at += 1 + whole.length / 499) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            try {
                assertThat(SnapshotReader.read(file)).as("byte %d", at).usingRecursiveComparison().isEqualTo(snapshot);
            } catch (SnapshotException said) {
                assertThat(said.getMessage()).doesNotContain("\n");
                noticed++;
            }
        }
        assertThat(noticed).as("only times and flags of the container do not matter").isGreaterThan(350);
    }

    @Test
    void foreignFilesAreNamed() throws IOException {
        Files.writeString(file, "no zip at all");
        refused("is no snapshot, or damaged");
        write();
        rewrite("manifest.json", bytes -> null);
        refused("is no snapshot: it has no manifest.json");
        write();
        rewrite("manifest.json", bytes -> "{\"format\": \"other\"}".getBytes(StandardCharsets.UTF_8));
        refused("is no snapshot", "backplane-snapshot");
        write();
        rewrite("manifest.json", bytes -> "{\"format\": ".getBytes(StandardCharsets.UTF_8));
        refused("is damaged");
        Files.delete(file);
        refused("there is no file");
    }

    @Test
    void aNewerFormatSaysSo() throws IOException {
        rewrite("manifest.json", bytes -> new String(bytes, StandardCharsets.UTF_8).replaceFirst("\"version\": 1", "\"version\": 2")
                .getBytes(StandardCharsets.UTF_8));

        refused("has the newer format 2, this Backplane reads 1");
    }

    @Test
    void whatWasExchangedInAnIntactContainerIsNoticed() throws IOException {
        rewrite("slots/0.0.pages", bytes -> {
            bytes[100]++;
            return bytes;
        });
        refused("the hash of slots/0.0.pages");
        write();
        rewrite("slots/1.state", bytes -> null);
        refused("it has no slots/1.state");
        write();
        rewrite("disks/0.clusters", bytes -> Arrays.copyOf(bytes, bytes.length + 1));
        refused("disks/0.clusters is too long");
        write();
        rewrite("slots/0.0.pages", bytes -> {
            bytes[3] = 99;
            return bytes;
        });
        refused("page 99 is not in a slab of 65536 bytes");
    }
}
