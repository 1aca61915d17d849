package org.backplane.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Revisions of a device's bundle: the built one under other versions, and one that does not work. */
enum Revisions {
    /** The serial port. */
    UART("device-uart", "org.backplane.it.broken.uart"),
    /** The display adapter. */
    VGA("device-vga", "org.backplane.it.broken.vga"),
    /** The disk controller. */
    IDE("device-ide", "org.backplane.it.broken.ide");

    /** The revision that cannot go on with anybody's state. */
    static final int BROKEN = 3;

    private final String module;
    private final String broken;

    Revisions(String module, String broken) {
        this.module = module;
        this.broken = broken;
    }

    /** Writes all revisions. Runs outside the container. */
    void buildAll() throws Exception {
        build(1);
        build(2);
        ProbeBuilder.build(broken, BROKEN + ".0.0", file(BROKEN));
    }

    private void build(int revision) throws IOException {
        Files.createDirectories(file(revision).getParent());
        try (JarFile built = new JarFile("target/bundles/" + module + ".jar")) {
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

    private Path file(int revision) {
        return Path.of("target", "revisions", module + "-" + revision + ".jar");
    }

    InputStream stream(int revision) throws IOException {
        return Files.newInputStream(file(revision));
    }
}
