package org.backplane.bus.host;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A network on the host's side of a machine: what the cable of a network card leads to. Whoever has a network registers it as
 * a service with the property {@value #NAME}; a card refers to the one that its configuration names. The service may come and
 * go while the machine runs: to the guest that is a cable that is plugged in and pulled.
 *
 * @since 1.1
 */
@ConsumerType
public interface HostNetwork {
    /** The service property that has the network's name, by which a card chooses it: one word, such as {@code user}. */
    String NAME = "bus.network";

    /**
     * Plugs a card in. Any thread; does not block. If a card of the same name ({@code toString} of the port) has handed its
     * cable over and nobody has taken it, this is that cable, with all that waits in it.
     *
     * @param port the card's end; may be called before this method returns
     * @return the network's end
     * @throws HostNetworkException if the network takes no further card
     */
    NetworkCable connect(NetworkPort port);

    /**
     * What the network does at this moment, for listings. Any thread.
     *
     * @return the network with its connections and figures
     */
    HostNetworkDTO status();

    /**
     * A machine goes on with a snapshot, and its guests still have connections that another process had made: nobody carries them
     * on, and the guests are to hear of that. Any thread; does not block.
     *
     * @param connections as {@link #status} listed them when the snapshot was taken: protocol and both of the guest's ends
     */
    default void lost(List<HostConnectionDTO> connections) {
    }
}
