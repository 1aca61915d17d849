package org.backplane.snapshot.internal;

import java.nio.file.Path;
import java.util.List;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineCallException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Gives a machine that waits for one the snapshot that the launcher names. */
@Component(configurationPid = RestoreComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        service = RestoreComponent.class)
public final class RestoreComponent {
    static final String PID = "org.backplane.snapshot";

    private final List<Snapshot.Connection> connections;

    /** What the launcher says. */
    public @interface Config {
        /** The snapshot. */
        String file();
    }

    /**
     * Made by Declarative Services.
     *
     * @param machine goes on with the snapshot
     * @param disks   get what overlays had taken
     * @param config  names the file
     * @throws IllegalArgumentException if the file cannot be used; the message is one line
     */
    @Activate
    public RestoreComponent(@Reference Machine machine, @Reference HostDisks disks, Config config) {
        try {
            Snapshot snapshot = SnapshotReader.read(Path.of(config.file()));
            DiskCheck.check(snapshot.disks());
            disks.restore(snapshot.disks().stream().map(Snapshot.Disk::image).toList());
            machine.restore(snapshot.machine());
            connections = snapshot.connections();
        } catch (SnapshotException unusable) {
            throw new IllegalArgumentException(unusable.getMessage());
        } catch (MachineCallException refused) {
            throw new IllegalArgumentException(refused.getCause() == null ? refused.getMessage() : refused.getCause().getMessage());
        }
    }

    /** A network has come: what the guest had through one of its name is lost. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addNetwork(HostNetwork network) {
        network.lost(NetworkCensus.of(network.status().name, connections));
    }

    /** A network has gone, and what it was told with it. */
    void removeNetwork(HostNetwork network) {
        // A dynamic reference has to have this method.
    }
}
