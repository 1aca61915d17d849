package org.backplane.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The bundles of the probe device; each revision is one of its own, of version {@code revision.0.0}. */
final class ProbeBundle {
    /** Revisions are numbered from 1 to this. */
    static final int REVISIONS = 3;
    /** The bundle of the PCI function. */
    static final Path DICE = Path.of("target", "probe", "dice.jar");

    private ProbeBundle() {
    }

    static Path file(int revision) {
        return Path.of("target", "probe", "probe-" + revision + ".jar");
    }

    static Path evil(int revision) {
        return Path.of("target", "probe", "evil-" + revision + ".jar");
    }

    static InputStream stream(int revision) throws IOException {
        return Files.newInputStream(file(revision));
    }

    /** Puts a revision into a folder as a person should: under another name first. */
    static void drop(int revision, Path file) throws IOException {
        drop(file(revision), file);
    }

    /** Puts a bundle into a folder, likewise. */
    static void drop(Path bundle, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.copy(bundle, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
