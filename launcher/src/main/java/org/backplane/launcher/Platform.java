package org.backplane.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The OSGi framework with the bundles of the distribution. Bundles of devices and networks, the window and the page are installed only
 * if the machine description names them, so a device that is left out is absent; everything else is always there.
 */
final class Platform {
    private static final String DEVICES = "org.backplane.device.";
    /** When it is reached there are the services that whatever a machine is made of relies on. */
    private static final int SERVICES_LEVEL = 10;
    private static final int LAST_LEVEL = 60;
    private static final long STOP_MILLIS = 10_000;

    private final MachineFile machine;
    private final Options options;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    /** Whether the process is being ended from outside. */
    private boolean ended;

    Platform(MachineFile machine, Options options) {
        this.machine = machine;
        this.options = options;
    }

    /** Starts the framework, waits until somebody ends it, stops it, and gives the exit status. */
    int run() {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("backplane");
            return run(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the framework's folder", e);
        } catch (BundleException e) {
            throw new UsageException("the framework cannot start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            delete(folder);
        }
    }

    private int run(Path folder) throws BundleException, InterruptedException, IOException {
        Framework framework = new FrameworkFactory().newFramework(properties(folder));
        Thread hook = new Thread(() -> end(framework, folder), "backplane-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        start(framework);
        int status = exit.join();
        withdraw(hook);
        stop(framework);
        return status;
    }

    /** Who ends the process from outside waits until this is done: a framework that stops cannot be started. */
    private synchronized void start(Framework framework) throws BundleException, IOException {
        if (ended) {
            return;
        }
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.registerService(IntConsumer.class, exit::complete, new Hashtable<>(Map.of("backplane.exit", true)));
        install(context);
        framework.start();
        machine.configure(context.getService(context.getServiceReference(ConfigurationAdmin.class)));
        framework.adapt(FrameworkStartLevel.class).setStartLevel(LAST_LEVEL);
    }

    private synchronized void end(Framework framework, Path folder) {
        ended = true;
        stop(framework);
        delete(folder);
    }

    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ended) {
            // The process is being ended from outside; the hook does the work already.
        }
    }

    private static void stop(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            System.err.println("backplane: the framework does not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> properties(Path folder) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("bundles").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(SERVICES_LEVEL));
        // The launcher makes the configurations itself.
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, ConfigurationAdmin.class.getPackageName() + ";version=1.6.1");
        properties.put("felix.log.level", "1");
        // Each bundle is resolved when it starts: too little work to be handed to threads and waited for.
        properties.put("felix.resolver.parallelism", "1");
        // The machine description has all that there is, and the framework's folder goes with the process.
        properties.put("felix.cm.pm", "memory");
        properties.put("gosh.args", "--nointeractive");
        properties.putAll(new WebPlan(machine).server());
        plugins(options).ifPresent(plugins -> watch(plugins, properties));
        return properties;
    }

    /** File Install must never write configurations back: it empties files that hold typed values. */
    private void watch(Path folder, Map<String, String> properties) {
        properties.put("felix.fileinstall.dir", folder.toAbsolutePath().toString());
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.poll", "250");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.disableNio2", "true");
        properties.put("felix.fileinstall.filter", ".*\\.(jar|cfg|config)");
        properties.put("felix.fileinstall.bundles.new.start", "true");
        properties.put("felix.fileinstall.start.level", Integer.toString(LAST_LEVEL));
        properties.put("felix.fileinstall.log.level", "1");
        properties.put("felix.fileinstall.log.default", "jul");
    }

    /** The folder whose bundles are installed, if there is one. */
    static Optional<Path> plugins(Options options) {
        Path folder = options.plugins == null ? Path.of(System.getProperty("backplane.plugins", "plugins")) : options.plugins;
        if (options.plugins != null && !Files.isDirectory(folder)) {
            throw new UsageException("--plugins: " + folder + " is no folder");
        }
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /**
     * Says which bundles are not those with which a snapshot was taken.
     *
     * @throws UsageException if one is missing
     */
    static void bundles(Options options, SavedMachine saved) {
        try {
            Map<String, BundleFile> present = new HashMap<>();
            for (String file : resource("list").lines().toList()) {
                BundleFile.read(open(file)).ifPresent(bundle -> present.put(bundle.symbolicName(), bundle));
            }
            Optional<Path> folder = plugins(options);
            if (folder.isPresent()) {
                try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder.get(), "*.jar")) {
                    for (Path jar : jars) {
                        BundleFile.read(Files.newInputStream(jar)).ifPresent(bundle -> present.put(bundle.symbolicName(), bundle));
                    }
                }
            }
            saved.differences(present).forEach(line -> System.err.println("backplane: --restore: " + line));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundles that are here", e);
        }
    }

    private void install(BundleContext context) throws IOException, BundleException {
        FrameworkStartLevel levels = context.getBundle().adapt(FrameworkStartLevel.class);
        int usual = levels.getInitialBundleStartLevel();
        for (String file : resource("list").lines().toList()) {
            String symbolicName = symbolicName(file);
            if (!isWanted(symbolicName)) {
                continue;
            }
            try (InputStream in = open(file)) {
                // A level that is set afterwards is one more file that is written.
                levels.setInitialBundleStartLevel(startLevel(symbolicName));
                Bundle bundle = context.installBundle("backplane:" + file, in);
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
        }
        levels.setInitialBundleStartLevel(usual);
    }

    private static InputStream open(String name) {
        return Platform.class.getResourceAsStream("/bundles/" + name);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String symbolicName(String file) throws IOException {
        try (JarInputStream jar = new JarInputStream(open(file))) {
            String name = jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            return name.split(";")[0].trim();
        }
    }

    private boolean isWanted(String symbolicName) {
        if (symbolicName.equals("org.apache.felix.fileinstall")) {
            return plugins(options).isPresent();
        }
        if (WebPlan.isForPage(symbolicName)) {
            return machine.has(WebPlan.PAGE);
        }
        boolean optional = symbolicName.startsWith(DEVICES) || symbolicName.startsWith(NetPlan.NETWORKS)
                || symbolicName.equals(DisplayPlan.WINDOW);
        return !optional || machine.hasAny(symbolicName);
    }

    /** Logging first, then the services, what is configured, and at last who operates it and who brings more. */
    private static int startLevel(String symbolicName) {
        return switch (symbolicName) {
            case "org.apache.aries.spifly.dynamic.bundle", "org.apache.felix.log", "slf4j.api", "slf4j.jdk14" -> 1;
            case "org.backplane.operator" -> 50;
            // Behind all who migrate states.
            case "org.backplane.snapshot" -> 45;
            case "org.apache.felix.configurator", "org.apache.felix.fileinstall" -> LAST_LEVEL;
            default -> symbolicName.startsWith("org.backplane.") ? 40 : SERVICES_LEVEL;
        };
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (NoSuchFileException e) {
            return; // The start and the shutdown hook both remove it, and the other one was first.
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                System.err.println("backplane: " + folder + " cannot be removed: " + e.getCause().getMessage());
            }
        } catch (IOException e) {
            System.err.println("backplane: " + folder + " cannot be removed: " + e.getMessage());
        }
    }
}
