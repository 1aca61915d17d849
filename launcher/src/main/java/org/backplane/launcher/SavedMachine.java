package org.backplane.launcher;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What a snapshot says of the machine in it: the description from which it is composed anew, its slots, and the bundles that
 * these come from ({@code docs/snapshot-format.md}). States and memory are read by the bundle {@code org.backplane.snapshot}.
 */
final class SavedMachine {
    private static final String OPTION = "--restore: ";
    private static final String FORMAT = "backplane-snapshot";
    private static final int VERSION = 1;

    private final String file;
    private final String description;
    private final List<Slot> slots;
    private final Map<String, BundleFile> bundles = new TreeMap<>();

    /** A slot, and the symbolic name of the bundle that its device comes from. */
    record Slot(String pid, String bundle) {
    }

    private SavedMachine(String file, String description, JsonObject manifest) {
        this.file = file;
        this.description = description;
        this.slots = manifest.getJsonArray("slots").getValuesAs(JsonObject.class).stream()
                .map(slot -> new Slot(slot.getString("slot"), slot.getString("bundle"))).toList();
        manifest.getJsonArray("bundles").getValuesAs(JsonObject.class).forEach(bundle -> bundles.put(
                bundle.getString("symbolicName"), new BundleFile(bundle.getString("symbolicName"),
                        bundle.getString("version"), bundle.getString("sha256"))));
    }

    static SavedMachine read(Path path) {
        String file = InputFile.check("--restore", path);
        try (ZipFile zip = new ZipFile(file)) {
            JsonObject manifest = manifest(file, zip);
            return new SavedMachine(file, new String(bytes(file, zip, "machine.json"), StandardCharsets.UTF_8), manifest);
        } catch (ZipException foreign) {
            throw new UsageException(OPTION + file + " is no snapshot, or damaged: " + foreign.getMessage());
        } catch (IOException failure) {
            throw new UsageException(OPTION + file + " cannot be read: " + failure.getMessage());
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            throw new UsageException(OPTION + file + " is damaged: its manifest cannot be read");
        }
    }

    private static JsonObject manifest(String file, ZipFile zip) throws IOException {
        byte[] bytes = bytes(file, zip, "manifest.json");
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            JsonObject manifest = reader.readObject();
            if (!manifest.getString("format", "").equals(FORMAT)) {
                throw new UsageException(OPTION + file + " is no snapshot: its manifest does not say " + FORMAT);
            }
            if (manifest.getInt("version") > VERSION) {
                throw new UsageException(OPTION + file + " has the newer format " + manifest.getInt("version")
                        + ", this Backplane reads " + VERSION);
            }
            return manifest;
        }
    }

    private static byte[] bytes(String file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UsageException(OPTION + file + " is no snapshot: it has no " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new UsageException(OPTION + file + " is damaged: " + name + " has another checksum");
            }
            return bytes;
        }
    }

    /** The file by its absolute path. */
    String file() {
        return file;
    }

    /** The machine without anything that was only for the run in which it was saved. */
    MachineFile machine() {
        return MachineFile.parse(file, description);
    }

    List<Slot> slots() {
        return slots;
    }

    /**
     * Holds the bundles of the slots against those that are here.
     *
     * @param present by symbolic name
     * @return what is not as it was, in one line each
     * @throws UsageException if one is missing
     */
    List<String> differences(Map<String, BundleFile> present) {
        return slots.stream().map(Slot::bundle).distinct().filter(bundles::containsKey).map(bundles::get)
                .flatMap(saved -> {
                    BundleFile here = present.get(saved.symbolicName());
                    if (here == null) {
                        throw new UsageException(OPTION + file + " needs the bundle " + saved.symbolicName() + " "
                                + saved.version() + ", which is neither in the distribution nor among the plug-ins");
                    }
                    return saved.difference(here).stream();
                }).toList();
    }
}
