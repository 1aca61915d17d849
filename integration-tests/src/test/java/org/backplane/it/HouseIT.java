package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Descriptors.PackageRef;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may see whom, read from the manifests and the class files of every bundle of the distribution. */
class HouseIT {
    private static final Path DISTRIBUTION = Path.of("..", "launcher", "target", "backplane.jar");
    private static final String OURS = "org.backplane.";
    private static final String BUS_API = "org.backplane.bus.api";
    private static final String BUS_CORE = "org.backplane.bus.core";
    private static final String MMU = "org.backplane.mmu.core";
    private static final String CPU = "org.backplane.cpu.core";

    private static final Map<String, Attributes> MANIFESTS = new TreeMap<>();
    /** By symbolic name: those of our packages that the classes of a bundle mention and the bundle does not contain. */
    private static final Map<String, Set<String>> MENTIONED = new TreeMap<>();

    @BeforeAll
    static void readTheDistribution() throws Exception {
        try (JarFile distribution = new JarFile(DISTRIBUTION.toFile())) {
            for (JarEntry entry : distribution.stream().filter(any -> any.getName().matches("bundles/.*\\.jar")).toList()) {
                read(new Jar(entry.getName(), distribution.getInputStream(entry)));
            }
        }
    }

    private static void read(Jar jar) throws Exception {
        try (Analyzer analyzer = new Analyzer(jar)) {
            String name = jar.getBsn();
            if (name.startsWith(OURS)) {
                MANIFESTS.put(name, jar.getManifest().getMainAttributes());
                analyzer.analyze();
                MENTIONED.put(name, analyzer.getReferred().keySet().stream()
                        .filter(mentioned -> !analyzer.getContained().containsKey(mentioned)).map(PackageRef::getFQN)
                        .filter(mentioned -> mentioned.startsWith(OURS)).collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    private static Parameters header(String bundle, String name) {
        return new Parameters(MANIFESTS.get(bundle).getValue(name));
    }

    private static Set<String> exports(String bundle) {
        return header(bundle, "Export-Package").keySet();
    }

    private static Set<String> imports(String bundle) {
        return header(bundle, "Import-Package").keySet().stream().filter(name -> name.startsWith(OURS))
                .filter(name -> !exports(bundle).contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void sees(Predicate<String> who, Set<String> allowed) {
        Set<String> bundles = MANIFESTS.keySet().stream().filter(who).collect(Collectors.toSet());
        assertThat(bundles).as("there is such a bundle").isNotEmpty();
        bundles.forEach(bundle -> {
            assertThat(allowed).as("what the manifest of %s imports", bundle).containsAll(imports(bundle));
            assertThat(allowed).as("what the classes of %s mention", bundle).containsAll(MENTIONED.get(bundle));
        });
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    @Test
    void theBusApiSeesNothingOfOurs() {
        sees(BUS_API::equals, Set.of());
    }

    @Test
    void aDeviceSeesTheBusApiAndSoNoOtherDevice() {
        assertThat(exports(BUS_API)).allMatch(name -> name.equals("org.backplane.bus") || name.startsWith("org.backplane.bus."));
        sees(bundle -> bundle.startsWith("org.backplane.device."), exports(BUS_API));
    }

    @Test
    void theFabricAndTheMmuSeeTheBusApi() {
        sees(BUS_CORE::equals, exports(BUS_API));
        sees(MMU::equals, exports(BUS_API));
    }

    @Test
    void theProcessorSeesTheMmuAndTheBusApi() {
        sees(CPU::equals, union(exports(MMU), exports(BUS_API)));
    }

    @Test
    void nobodyElseSeesTheInsideOfABundle() {
        Set<String> all = MANIFESTS.keySet().stream().flatMap(bundle -> exports(bundle).stream()).collect(Collectors.toSet());
        sees(bundle -> true, all);
    }

    @Test
    void whatIsExportedIsAnApiWithAVersion() {
        Set<String> exporters = new TreeSet<>();
        for (String bundle : MANIFESTS.keySet()) {
            for (Map.Entry<String, Attrs> export : header(bundle, "Export-Package").entrySet()) {
                exporters.add(bundle);
                assertThat(export.getKey()).as("a package that %s exports", bundle).doesNotContain("internal");
                assertThat(export.getValue().getVersion()).as("version of %s", export.getKey()).matches("[1-9]\\d*\\.\\d+\\.\\d+");
            }
        }
        assertThat(exporters).as("a bundle that is no API keeps to itself").allMatch(bundle ->
                Set.of(BUS_API, MMU, "org.backplane.firmware").contains(bundle));
    }

    /** Of one namespace in a header: what its entries say. */
    private static Stream<Attrs> entries(String bundle, String header, String namespace) {
        return header(bundle, header).entrySet().stream().filter(entry -> entry.getKey().replace("~", "").equals(namespace))
                .map(Map.Entry::getValue);
    }

    @Test
    void everyDeviceSaysWhatItIsAndThatItPassesTheKit() {
        Set<String> devices = MANIFESTS.keySet().stream().filter(bundle -> bundle.startsWith("org.backplane.device."))
                .collect(Collectors.toSet());
        assertThat(devices).contains("org.backplane.device.uart", "org.backplane.device.pci");
        devices.forEach(bundle -> {
            assertThat(entries(bundle, "Provide-Capability", "org.backplane.device")).as("kinds of %s", bundle).isNotEmpty();
            assertThat(entries(bundle, "Provide-Capability", "org.backplane.tck").map(capability -> capability.get("level")))
                    .as("what %s has passed", bundle).contains("1");
        });
    }

    @Test
    void whatDevicesRequireOfAMachineIsInTheDistribution() {
        for (String namespace : new String[] {"org.backplane.bus", "org.backplane.device"}) {
            Set<String> provided = MANIFESTS.keySet().stream()
                    .flatMap(bundle -> entries(bundle, "Provide-Capability", namespace))
                    .map(capability -> "(" + namespace + "=" + capability.get(namespace) + ")").collect(Collectors.toSet());
            Set<String> required = MANIFESTS.keySet().stream().flatMap(bundle -> entries(bundle, "Require-Capability", namespace))
                    .map(requirement -> requirement.get("filter:")).collect(Collectors.toCollection(TreeSet::new));
            assertThat(required).as("in %s", namespace).isNotEmpty();
            assertThat(provided).as("in %s", namespace).containsAll(required);
        }
    }

    @Test
    void bundlesAreWiredByPackagesAndServicesOnly() {
        MANIFESTS.forEach((bundle, manifest) -> {
            for (String header : new String[] {"DynamicImport-Package", "Require-Bundle", "Bundle-Activator", "Fragment-Host"}) {
                assertThat(manifest.getValue(header)).as("%s of %s", header, bundle).isNull();
            }
        });
    }

    @Test
    void theLauncherBindsAtRunTimeOnly() throws IOException {
        try (JarFile distribution = new JarFile(DISTRIBUTION.toFile())) {
            assertThat(distribution.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class"))
                    .filter(name -> name.startsWith("org/backplane/"))).as("no class of a bundle on the launcher's class path")
                    .isNotEmpty().allMatch(name -> name.startsWith("org/backplane/launcher/"));
        }
    }
}
