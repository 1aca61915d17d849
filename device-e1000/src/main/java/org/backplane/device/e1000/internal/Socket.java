package org.backplane.device.e1000.internal;

import org.backplane.bus.host.HostNetwork;

/** Brings the network that is there and the jack of the card that is plugged in together, whichever comes first. Any thread. */
final class Socket {
    private HostNetwork network;
    private NetworkJack jack;

    /** The network has come. */
    synchronized void bind(HostNetwork arrived) {
        if (jack != null) {
            if (network != null) {
                jack.disconnect();
            }
            jack.connect(arrived);
        }
        network = arrived;
    }

    /** The network goes, unless another one has taken its place. */
    synchronized void unbind(HostNetwork going) {
        if (network == going) {
            network = null;
            if (jack != null) {
                jack.disconnect();
            }
        }
    }

    /** A card is plugged in; one that goes on where another one stopped may think that it has a link. */
    synchronized void attach(NetworkJack plugged) {
        jack = plugged;
        if (network != null) {
            jack.connect(network);
        } else {
            jack.disconnect();
        }
    }

    /** The card has been unplugged. */
    synchronized void pull(NetworkJack unplugged) {
        if (jack == unplugged) {
            jack = null;
            unplugged.disconnect();
        }
    }

    /** The card has been replaced; another one goes on with the cable. */
    synchronized void leave(NetworkJack replaced) {
        if (jack == replaced) {
            jack = null;
            replaced.handOver();
        }
    }
}
