package org.backplane.it;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Writes the bundle of the PCI function. */
    static void buildDice() throws Exception {
        build("org.backplane.it.dice", "1.0.0", ProbeBundle.DICE);
    }

    /** Writes the bundle of one package, named as that is. */
    static void build(String name, String version, Path file) throws Exception {
        try (Builder builder = builder(name, version)) {
            write(builder, builder.build(), file);
        }
    }

    /** Writes the bundle of the tracer. */
    static void buildTracer(String job, Path file) throws Exception {
        try (Builder builder = builder("org.backplane.it.tracer", "1.0.0")) {
            builder.addClasspath(new File("target/bundles/org.apache.felix.framework.jar"));
            Jar jar = builder.build();
            jar.putResource("job", new EmbeddedResource(job.getBytes(StandardCharsets.UTF_8), 0L));
            write(builder, jar, file);
        }
    }

    /** Writes both revisions of the device that does what no device may; one of its classes is left out. */
    static void buildEvil() throws Exception {
        for (int revision = 1; revision <= 2; revision++) {
            try (Builder builder = builder("org.backplane.it.evil", revision + ".0.0")) {
                builder.addClasspath(new File("target/bundles/osgi.core.jar"));
                Jar jar = builder.build();
                jar.remove("org/backplane/it/evil/Missing.class");
                putRevision(jar, revision);
                write(builder, jar, ProbeBundle.evil(revision));
            }
        }
    }

    private static void putRevision(Jar jar, int revision) {
        jar.putResource("revision", new EmbeddedResource(
                Integer.toString(revision).getBytes(StandardCharsets.US_ASCII), 0L));
    }

    private static void build(int revision) throws Exception {
        try (Builder builder = builder("org.backplane.it.probe", revision + ".0.0")) {
            Jar jar = builder.build();
            putRevision(jar, revision);
            write(builder, jar, ProbeBundle.file(revision));
        }
    }

    /** A bundle of one package, named as that is. */
    private static Builder builder(String name, String version) throws Exception {
        Builder builder = new Builder();
        builder.addClasspath(new File("target/test-classes"));
        builder.addClasspath(new File("target/bundles/bus-api.jar"));
        builder.addClasspath(new File("target/bundles/org.osgi.service.component.annotations.jar"));
        builder.setProperty("Bundle-SymbolicName", name);
        builder.setProperty("Bundle-Version", version);
        builder.setProperty("Private-Package", name);
        builder.setProperty("-noextraheaders", "true");
        return builder;
    }

    private static void write(Builder builder, Jar jar, Path file) throws Exception {
        if (!builder.getErrors().isEmpty()) {
            throw new AssertionError(builder.getErrors());
        }
        Files.createDirectories(file.getParent());
        jar.write(file.toFile());
    }
}
