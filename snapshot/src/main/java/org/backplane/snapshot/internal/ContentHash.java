package org.backplane.snapshot.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * SHA-256 of what something contains. That of a bundle is over its entries in the order of their names - name in UTF-8, a zero
 * byte, length as u64 big-endian, bytes - so that it does not depend on how they were packed, nor on where the framework keeps
 * them.
 */
final class ContentHash {
    private static final int CHUNK_BYTES = 1 << 20;

    private ContentHash() {
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return text(digest);
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return text(digest);
    }

    static String of(Bundle bundle) {
        TreeMap<String, URL> entries = new TreeMap<>();
        collect(bundle, "/", entries);
        MessageDigest digest = digest();
        entries.forEach((name, url) -> {
            byte[] bytes = bytes(url);
            digest.update((name + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.length));
            digest.update(bytes);
        });
        return text(digest);
    }

    private static void collect(Bundle bundle, String folder, TreeMap<String, URL> entries) {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        for (String path : paths == null ? Collections.<String>emptyList() : Collections.list(paths)) {
            if (path.endsWith("/")) {
                collect(bundle, path, entries);
            } else {
                entries.put(path, bundle.getEntry(path));
            }
        }
    }

    private static byte[] bytes(URL url) {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the framework does not give " + url, e);
        }
    }
}
