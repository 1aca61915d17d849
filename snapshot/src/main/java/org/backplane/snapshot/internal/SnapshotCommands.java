package org.backplane.snapshot.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.snapshot.MachineSnapshot;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command that writes a machine to a file; {@code --restore} of the launcher goes on with it. */
@Component(service = SnapshotCommands.class, immediate = true)
@GogoCommand(scope = "pc", function = "snapshot")
public final class SnapshotCommands {
    private final Machine machine;
    private final HostDisks disks;
    private final ConfigurationAdmin configurations;
    private final BundleContext context;
    /** They come and go as cables do. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<HostNetwork> networks = List.of();

    /**
     * Made by Declarative Services.
     *
     * @param machine        is taken down
     * @param disks          what it has open
     * @param configurations what it is made of
     * @param context        tells what is installed
     */
    @Activate
    public SnapshotCommands(@Reference Machine machine, @Reference HostDisks disks, @Reference ConfigurationAdmin configurations,
            BundleContext context) {
        this.machine = machine;
        this.disks = disks;
        this.configurations = configurations;
        this.context = context;
    }

    /** What is taken while the guest stands. */
    private record Moment(List<DiskSnapshot> images, List<Snapshot.Connection> connections, MachineSnapshot machine,
            long stoodNanos) {
    }

    /** Writes the machine to a file; the guest runs on. */
    @Descriptor("writes the machine to a file, from which --restore goes on: snapshot FILE")
    public String snapshot(String file) throws IOException {
        Path path = Path.of(file);
        if (path.toAbsolutePath().getParent() == null || !Files.isDirectory(path.toAbsolutePath().getParent())
                || Files.isDirectory(path)) {
            throw new IllegalArgumentException(file + " cannot be written");
        }
        Moment moment = moment();
        try {
            SnapshotWriter.write(path, new Snapshot(Instant.now(), Composition.of(configurations), bundles(), moment.machine,
                    DiskCheck.describe(moment.images), moment.connections));
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + " cannot be written: " + failure.getMessage(), failure);
        }
        return report(path, moment);
    }

    private Moment moment() {
        try {
            return machine.call(() -> {
                long start = System.nanoTime();
                List<DiskSnapshot> images = disks.snapshot();
                List<Snapshot.Connection> connections = NetworkCensus.take(networks);
                MachineSnapshot taken = machine.snapshot();
                return new Moment(images, connections, taken, System.nanoTime() - start);
            });
        } catch (MachineCallException refused) {
            throw new IllegalArgumentException("there is no snapshot: " + innermost(refused), refused);
        }
    }

    private static String innermost(Throwable refused) {
        Throwable cause = refused;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private List<Snapshot.BundleEntry> bundles() {
        List<Snapshot.BundleEntry> bundles = new ArrayList<>();
        Arrays.stream(context.getBundles()).filter(bundle -> bundle.getBundleId() != 0)
                .sorted(Comparator.comparing(Bundle::getSymbolicName).thenComparing(Bundle::getVersion))
                .forEach(bundle -> bundles.add(new Snapshot.BundleEntry(bundle.getSymbolicName(), bundle.getVersion().toString(),
                        ContentHash.of(bundle))));
        return bundles;
    }

    private static String report(Path path, Moment moment) throws IOException {
        long pages = moment.machine.slots().stream().flatMap(slot -> slot.slabs().stream())
                .mapToLong(slab -> slab.pages().size()).sum();
        long clusters = moment.images.stream().flatMap(image -> Stream.of(image.clusters())).mapToLong(List::size).sum();
        return String.format("%s: %d slots, %d KiB of memory%s, %d bytes; the guest stood for %d.%03d ms", path,
                moment.machine.slots().size(), pages * Format.PAGE_BYTES >> 10,
                clusters == 0 ? "" : ", " + clusters + " clusters of overlays", Files.size(path), moment.stoodNanos / 1_000_000,
                moment.stoodNanos / 1_000 % 1_000);
    }
}
