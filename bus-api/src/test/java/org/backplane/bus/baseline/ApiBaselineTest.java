package org.backplane.bus.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Clazz.QUERY;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Instruction;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The API against the release before: {@code cnf/baseline} has its jar, see CONTRIBUTING.md. A package whose classes have
 * changed has a version that says so (OSGi semantic versioning), and types say who implements them.
 */
class ApiBaselineTest {
    private static final File CLASSES = new File("target/classes");
    private static final File BASELINE = new File("../cnf/baseline/bus-api-1.0.jar");
    private static final String VERSIONING = "org.osgi.annotation.versioning.";

    /** The jar as it will be, less what the test leaves out. */
    private static Jar present(String... without) throws Exception {
        Jar jar = new Jar(CLASSES);
        for (String path : without) {
            assertThat(jar.remove(path)).as("there is %s", path).isNotNull();
        }
        try (Builder builder = builder(new Jar(CLASSES))) {
            jar.setManifest(builder.calcManifest());
        }
        return jar;
    }

    private static Builder builder(Jar jar) throws IOException {
        Builder builder = new Builder();
        builder.setJar(jar);
        builder.setBundleSymbolicName("org.backplane.bus.api");
        builder.setProperty(Constants.BUNDLE_VERSION, "1.0.0");
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar") && new File(entry).exists()) {
                builder.addClasspath(new File(entry));
            }
        }
        return builder;
    }

    private static List<String> mismatches(Jar newer) throws Exception {
        try (Processor processor = new Processor(); Jar older = new Jar(BASELINE)) {
            Set<Info> packages = new Baseline(processor, new DiffPluginImpl()).baseline(newer, older, new Instructions("*"));
            assertThat(packages).extracting(info -> info.packageName).contains("org.backplane.bus", "org.backplane.bus.state");
            return packages.stream().filter(info -> info.mismatch).map(info -> info.packageName + " has version "
                    + info.newerVersion + " and needs " + info.suggestedVersion + ": " + info.packageDiff).toList();
        }
    }

    @Test
    void thePackagesHaveTheVersionsThatTheirChangesDemand() throws Exception {
        try (Jar newer = present()) {
            assertThat(mismatches(newer)).isEmpty();
        }
    }

    @Test
    void aTypeThatIsGoneIsNoticed() throws Exception {
        try (Jar newer = present("org/backplane/bus/LineListener.class")) {
            assertThat(mismatches(newer)).singleElement().asString().startsWith("org.backplane.bus has version 1.")
                    .contains("and needs 2.0.0");
        }
    }

    @Test
    void everyTypeThatCanBeImplementedSaysByWhom() throws Exception {
        Map<String, Boolean> said = new TreeMap<>();
        try (Jar jar = new Jar(CLASSES); Builder builder = builder(jar)) {
            builder.calcManifest();
            for (Clazz type : builder.getClassspace().values()) {
                if (type.isPublic() && !type.isFinal() && !type.isEnum() && !type.isAnnotation() && !isData(type)) {
                    said.put(type.getFQN(), is(type, "ConsumerType", builder) ^ is(type, "ProviderType", builder));
                }
            }
        }
        assertThat(said).containsKeys("org.backplane.bus.Device", "org.backplane.bus.Wires");
        assertThat(said.entrySet().stream().filter(type -> !type.getValue()).map(Map.Entry::getKey).collect(Collectors.toList()))
                .as("neither or both of @ConsumerType and @ProviderType").isEqualTo(new ArrayList<>());
    }

    /** Data transfer objects grow fields only. */
    private static boolean isData(Clazz type) {
        return type.getSuper() != null && type.getSuper().getFQN().equals("org.osgi.dto.DTO");
    }

    private static boolean is(Clazz type, String annotation, Builder builder) throws Exception {
        return type.is(QUERY.ANNOTATED, new Instruction(VERSIONING + annotation), builder);
    }
}
