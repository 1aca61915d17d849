package org.backplane.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;

/**
 * Which bundle a jar is.
 *
 * @param symbolicName its symbolic name
 * @param version      its version
 * @param sha256       the hash of its contents: of each entry in the order of the names its name, a zero byte, its length as
 *                     u64, its bytes
 */
record BundleFile(String symbolicName, String version, String sha256) {
    /** Reads a jar; nothing if it is no bundle. */
    static Optional<BundleFile> read(InputStream jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(jar)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        byte[] manifest = entries.get(JarFile.MANIFEST_NAME);
        if (manifest == null) {
            return Optional.empty();
        }
        Attributes headers = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        String version = headers.getValue(Constants.BUNDLE_VERSION);
        return Optional.ofNullable(name).map(text -> new BundleFile(text.split(";")[0].trim(),
                version == null ? "0.0.0" : version.trim(), hash(entries)));
    }

    private static String hash(Map<String, byte[]> entries) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            entries.forEach((name, bytes) -> {
                digest.update((name + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.length));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** In which way another bundle of the same name is not this one. */
    Optional<String> difference(BundleFile here) {
        if (!version.equals(here.version)) {
            return Optional.of(symbolicName + " was " + version + " when the snapshot was taken, it is " + here.version + " now");
        }
        return sha256.equals(here.sha256) ? Optional.empty()
                : Optional.of(symbolicName + " " + version + " has other contents than when the snapshot was taken");
    }
}
