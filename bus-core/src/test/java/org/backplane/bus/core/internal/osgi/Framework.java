package org.backplane.bus.core.internal.osgi;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.backplane.bus.Device;
import org.backplane.bus.apic.LocalApic;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.pci.PciHost;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.tap.Tap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.log.LogService;
import org.osgi.service.log.admin.LoggerContext;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;

/** An OSGi framework with Declarative Services and the fabric in it; the contracts come from the class path. */
final class Framework implements AutoCloseable {
    private static final List<String> SHARED = List.of(
            Device.class.getPackageName() + ";version=1.1.0", Machine.class.getPackageName() + ";version=1.1.0",
            Processor.class.getPackageName() + ";version=1.1.0", PciHost.class.getPackageName() + ";version=1.1.0",
            LocalApic.class.getPackageName() + ";version=1.0.0", MachineSnapshot.class.getPackageName() + ";version=1.0.0",
            RegisterMap.class.getPackageName() + ";version=1.0.0", Tap.class.getPackageName() + ";version=1.0.0",
            StateKeeper.class.getPackageName() + ";version=1.1.0", LogService.class.getPackageName() + ";version=1.5.0",
            ConfigurationAdmin.class.getPackageName() + ";version=1.6.0");

    private final Path storage;
    private final org.osgi.framework.launch.Framework framework;
    private final Bundle fabric;

    Framework() throws IOException, BundleException, ClassNotFoundException, URISyntaxException {
        storage = Files.createTempDirectory("framework");
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                LoggerContext.LOGGER_CONTEXT_DEFAULT_LOGLEVEL, "INFO",
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", SHARED)));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (Class<?> part : List.of(Function.class, Promise.class, ComponentFactory.class,
                Class.forName("org.apache.felix.log.Activator"),
                Class.forName("org.apache.felix.cm.impl.ConfigurationManager"),
                Class.forName("org.apache.felix.scr.impl.Activator"))) {
            bundles.add(install(Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        fabric = install(Path.of(System.getProperty("bundle")));
        bundles.add(fabric);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private Bundle install(Path jar) throws BundleException {
        return context().installBundle(jar.toUri().toString());
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle fabric() {
        return fabric;
    }

    /** A service, as soon as it is there. */
    <T> T await(Class<T> type, String filter) {
        for (;;) {
            for (ServiceReference<T> reference : references(type, filter)) {
                T service = context().getService(reference);
                if (service != null) {
                    return service;
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("the test's time is up");
            }
        }
    }

    <T> List<ServiceReference<T>> references(Class<T> type, String filter) {
        try {
            return List.copyOf(context().getServiceReferences(type, filter));
        } catch (InvalidSyntaxException bad) {
            throw new AssertionError(filter, bad);
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(0);
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
