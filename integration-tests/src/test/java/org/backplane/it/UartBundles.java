package org.backplane.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Revisions of the serial port's bundle: the built one under other versions, and one that does not work. */
final class UartBundles {
    /** The revision that cannot go on with anybody's state. */
    static final int BROKEN = 3;

    private UartBundles() {
    }

    /** Writes all revisions. Runs outside the container. */
    static void buildAll() throws Exception {
        build(1);
        build(2);
        ProbeBuilder.buildBroken(file(BROKEN), BROKEN + ".0.0");
    }

    private static void build(int revision) throws IOException {
        Files.createDirectories(file(revision).getParent());
        try (JarFile built = new JarFile("target/bundles/device-uart.jar")) {
            Manifest manifest = new Manifest(built.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", revision + ".0.0");
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file(revision)), manifest)) {
                for (JarEntry entry : built.stream().filter(e -> !e.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    built.getInputStream(entry).transferTo(jar);
                }
            }
        }
    }

    private static Path file(int revision) {
        return Path.of("target", "uart", "uart-" + revision + ".jar");
    }

    static InputStream stream(int revision) throws IOException {
        return Files.newInputStream(file(revision));
    }
}
