package org.backplane.it;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Packs the probe device into bundles, one for each revision. Runs outside the container, where bnd is at hand. */
final class ProbeBuilder {
    /** The API as it was released first; CONTRIBUTING.md says how the next one comes here. */
    private static final File BASELINE = new File("../cnf/baseline/bus-api-1.0.jar");

    private static final String OLD_DEVICE = """
            package org.backplane.it.old;

            import org.backplane.bus.Card;
            import org.backplane.bus.Device;
            import org.backplane.bus.Line;
            import org.backplane.bus.RangeHandler;
            import org.backplane.bus.Timer;
            import org.backplane.bus.Wires;
            import org.backplane.bus.annotation.Drives;
            import org.backplane.bus.annotation.PortRanges;
            import org.osgi.service.component.annotations.Component;

            @Component(name = "org.backplane.it.old")
            @PortRanges(port = "0x300+1", port_valid = "1")
            @Drives("irq=irq5")
            public final class OldDevice implements Device {
                @Override
                public Card plug(Wires wires) {
                    Line irq = wires.line("irq");
                    Timer timer = wires.timer("old", deadlineNanos -> irq.pulse());
                    timer.arm(wires.clock().nanos() + wires.rangeBytes("port0"));
                    return new OldCard();
                }

                private static final class OldCard implements Card, RangeHandler {
                    @Override
                    public long read(long offset, int width) {
                        return 0xa5;
                    }

                    @Override
                    public void write(long offset, int width, long value) {
                    }
                }
            }
            """;

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

    /** Writes a revision of the ledger, whose second one keeps more than the first. */
    static void buildLedger(int revision, Path file) throws Exception {
        try (Builder builder = builder("org.backplane.it.ledger", revision + ".0.0")) {
            Jar jar = builder.build();
            putRevision(jar, revision);
            write(builder, jar, file);
        }
    }

    private static void putRevision(Jar jar, int revision) {
        jar.putResource("revision", new EmbeddedResource(
                Integer.toString(revision).getBytes(StandardCharsets.US_ASCII), 0L));
    }

    /** Writes the first probe under a name of its own, with imports of its own. */
    static void buildProbe(Path file, String name, String imports) throws Exception {
        try (Builder builder = builder("org.backplane.it.probe", "1.0.0")) {
            builder.setProperty("Bundle-SymbolicName", name);
            builder.setProperty("Import-Package", imports);
            write(builder, builder.build(), file);
        }
    }

    /** Compiles a device against the API of the first release and writes its bundle. */
    static void buildOld(Path file) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "old"));
        Path source = Files.writeString(folder.resolve("OldDevice.java"), OLD_DEVICE);
        File annotations = new File("target/bundles/org.osgi.service.component.annotations.jar");
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-proc:none",
                "-d", folder.toString(), "-cp", BASELINE + File.pathSeparator + annotations, source.toString());
        if (result != 0) {
            throw new AssertionError("the old device does not compile");
        }
        try (Builder builder = new Builder()) {
            builder.addClasspath(folder.toFile());
            builder.addClasspath(BASELINE);
            builder.addClasspath(annotations);
            builder.setProperty("Bundle-SymbolicName", "org.backplane.it.old");
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("Private-Package", "org.backplane.it.old");
            builder.setProperty("-noextraheaders", "true");
            write(builder, builder.build(), file);
        }
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
