package org.backplane.it;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Packs the probe device into bundles, one for each revision. Runs outside the container, where bnd is at hand. */
final class ProbeBuilder {
    private ProbeBuilder() {
    }

    /** Writes all revisions to where {@link ProbeBundle} looks for them. */
    static void buildAll() throws Exception {
        for (int revision = 1; revision <= ProbeBundle.REVISIONS; revision++) {
            build(revision);
        }
    }

    private static void build(int revision) throws Exception {
        try (Builder builder = new Builder()) {
            builder.addClasspath(new File("target/test-classes"));
            builder.addClasspath(new File("target/bundles/bus-api.jar"));
            builder.addClasspath(new File("target/bundles/org.osgi.service.component.annotations.jar"));
            builder.setProperty("Bundle-SymbolicName", "org.backplane.it.probe");
            builder.setProperty("Bundle-Version", revision + ".0.0");
            builder.setProperty("Private-Package", "org.backplane.it.probe");
            builder.setProperty("-noextraheaders", "true");
            Jar jar = builder.build();
            jar.putResource("revision", new EmbeddedResource(
                    Integer.toString(revision).getBytes(StandardCharsets.US_ASCII), 0L));
            if (!builder.getErrors().isEmpty()) {
                throw new AssertionError(builder.getErrors());
            }
            Files.createDirectories(ProbeBundle.file(revision).getParent());
            jar.write(ProbeBundle.file(revision).toFile());
        }
    }
}
