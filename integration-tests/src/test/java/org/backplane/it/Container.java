package org.backplane.it;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ops4j.pax.exam.Option;

/** What runs in the Pax Exam container: the target platform and the bundles of a bare machine, as the build copied them. */
final class Container {
    private static final List<String> PLATFORM = List.of("org.osgi.util.function", "org.osgi.util.promise",
            "org.osgi.service.component", "org.apache.felix.log", "org.apache.felix.configadmin", "org.apache.felix.scr");
    private static final List<String> MACHINE = List.of("jline", "bus-api", "bus-core", "mmu-core", "cpu-core", "host-io",
            "firmware", "device-ram");

    private Container() {
    }

    static Option[] options(Option... more) {
        List<Option> options = new ArrayList<>();
        PLATFORM.forEach(name -> options.add(file(name)));
        MACHINE.forEach(name -> options.add(file(name)));
        options.add(junitBundles());
        options.add(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
        options.addAll(Arrays.asList(more));
        return options.toArray(Option[]::new);
    }

    static Option file(String name) {
        return bundle("file:target/bundles/" + name + ".jar");
    }
}
