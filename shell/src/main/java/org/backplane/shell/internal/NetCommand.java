package org.backplane.shell.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.host.HostConnectionDTO;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.NetworkAdapter;
import org.backplane.bus.role.NetworkAdapterDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The network cards of the machine, and the networks that their cables lead to. */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = "net")
public final class NetCommand implements CommandSet {
    private final Machine machine;
    private final List<HostNetwork> networks = new CopyOnWriteArrayList<>();

    /**
     * Made by Declarative Services.
     *
     * @param machine the machine that the commands operate
     */
    @Activate
    public NetCommand(@Reference Machine machine) {
        this.machine = machine;
    }

    /**
     * A network has come.
     *
     * @param network the network
     */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addNetwork(HostNetwork network) {
        networks.add(network);
    }

    /**
     * A network goes.
     *
     * @param network the network
     */
    public void removeNetwork(HostNetwork network) {
        networks.remove(network);
    }

    /** Lists cards and networks. */
    @Descriptor("lists the network cards - address, link, frames and bytes - and the networks with their forwards and connections")
    public String net() {
        List<NetworkAdapterDTO> cards = machine.call(() -> machine.roles(NetworkAdapter.class).stream()
                .map(NetworkAdapter::adapter).toList());
        StringBuilder text = new StringBuilder(cards.isEmpty() ? "there is no network card" : cards(cards));
        networks.forEach(network -> text.append("\n\n").append(network(network.status())));
        return text.toString();
    }

    private static String cards(List<NetworkAdapterDTO> cards) {
        Table table = new Table("CARD", "MODEL", "ADDRESS", "LINK", "SENT", "BYTES", "RECEIVED", "BYTES", "DROPPED");
        cards.forEach(card -> table.row(card.pid, card.model, card.address, card.link ? "up" : "down", card.framesSent,
                card.bytesSent, card.framesReceived, card.bytesReceived, card.framesDropped));
        return table.toString();
    }

    private static String network(HostNetworkDTO network) {
        StringBuilder text = new StringBuilder("network ").append(network.name).append(": ").append(network.description)
                .append("\n  cards    ").append(network.cards.length == 0 ? "none" : String.join(", ", network.cards))
                .append("\n  frames   ").append(network.framesFromCards).append(" from cards, ").append(network.framesToCards)
                .append(" to cards, ").append(network.framesLost).append(" lost");
        for (String forward : network.forwards) {
            text.append("\n  forward  ").append(forward);
        }
        if (!network.trouble.isEmpty()) {
            text.append("\n  trouble  ").append(network.trouble);
        }
        return network.connections.length == 0 ? text.toString() : text + "\n" + connections(network.connections);
    }

    private static String connections(HostConnectionDTO[] connections) {
        Table table = new Table("PROTOCOL", "GUEST", "REMOTE", "HOST", "STATE", "FROM GUEST", "TO GUEST");
        for (HostConnectionDTO connection : connections) {
            table.row(connection.protocol, connection.guest, connection.remote, connection.host, connection.state,
                    connection.bytesFromGuest, connection.bytesToGuest);
        }
        return table.toString();
    }
}
