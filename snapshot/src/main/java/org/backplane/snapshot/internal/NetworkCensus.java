package org.backplane.snapshot.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backplane.bus.host.HostConnectionDTO;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkDTO;

/** The connections of networks: what a snapshot says of them, and what a network is told of those that it has lost. */
final class NetworkCensus {
    private NetworkCensus() {
    }

    /** What these networks carry at this moment. */
    static List<Snapshot.Connection> take(List<HostNetwork> networks) {
        List<Snapshot.Connection> taken = new ArrayList<>();
        for (HostNetwork network : networks) {
            HostNetworkDTO status = network.status();
            Arrays.stream(status.connections).forEach(connection -> taken.add(
                    new Snapshot.Connection(status.name, connection.protocol, connection.guest, connection.remote)));
        }
        return taken;
    }

    /** Those of one network, for {@link HostNetwork#lost}. */
    static List<HostConnectionDTO> of(String network, List<Snapshot.Connection> connections) {
        return connections.stream().filter(connection -> connection.network().equals(network)).map(NetworkCensus::describe).toList();
    }

    private static HostConnectionDTO describe(Snapshot.Connection connection) {
        HostConnectionDTO described = new HostConnectionDTO();
        described.protocol = connection.protocol();
        described.guest = connection.guest();
        described.remote = connection.remote();
        described.host = "";
        described.state = "";
        return described;
    }
}
