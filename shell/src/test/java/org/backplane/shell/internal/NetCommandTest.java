package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.backplane.bus.host.HostConnectionDTO;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkDTO;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.NetworkAdapter;
import org.backplane.bus.role.NetworkAdapterDTO;
import org.junit.jupiter.api.Test;

class NetCommandTest {
    private final List<NetworkAdapter> cards = new ArrayList<>();
    private final NetCommand command = new NetCommand((Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(),
            new Class<?>[] {Machine.class}, (proxy, method, arguments) -> switch (method.getName()) {
                case "call" -> ((Callable<?>) arguments[0]).call();
                case "roles" -> cards;
                default -> throw new AssertionError(method);
            }));

    private static final class Network implements HostNetwork {
        @Override
        public NetworkCable connect(NetworkPort port) {
            throw new AssertionError("a listing plugs nothing in");
        }

        @Override
        public HostNetworkDTO status() {
            HostConnectionDTO connection = new HostConnectionDTO();
            connection.protocol = "tcp";
            connection.guest = "10.0.2.15:1000";
            connection.remote = "10.0.2.2:80";
            connection.host = "127.0.0.1:80";
            connection.state = "ESTABLISHED";
            HostNetworkDTO status = new HostNetworkDTO();
            status.name = "user";
            status.description = "a test";
            status.cards = new String[] {"card"};
            status.forwards = new String[] {"tcp:127.0.0.1:1-10.0.2.15:2"};
            status.connections = new HostConnectionDTO[] {connection};
            status.framesFromCards = 5;
            status.trouble = "it rains";
            return status;
        }
    }

    @Test
    void aMachineWithoutACardSaysSo() {
        assertThat(command.net()).isEqualTo("there is no network card");
    }

    @Test
    void cardsAndNetworksAreListed() {
        NetworkAdapterDTO card = new NetworkAdapterDTO();
        card.pid = "org.backplane.device.e1000";
        card.model = "82540EM";
        card.address = "02:42:50:00:00:01";
        card.link = true;
        card.framesSent = 7;
        cards.add(() -> card);
        Network network = new Network();
        command.addNetwork(network);

        assertThat(command.net()).isEqualTo(String.join("\n",
                "CARD                        MODEL    ADDRESS            LINK  SENT  BYTES  RECEIVED  BYTES  DROPPED",
                "org.backplane.device.e1000  82540EM  02:42:50:00:00:01  up    7     0      0         0      0",
                "",
                "network user: a test",
                "  cards    card",
                "  frames   5 from cards, 0 to cards, 0 lost",
                "  forward  tcp:127.0.0.1:1-10.0.2.15:2",
                "  trouble  it rains",
                "PROTOCOL  GUEST           REMOTE       HOST          STATE        FROM GUEST  TO GUEST",
                "tcp       10.0.2.15:1000  10.0.2.2:80  127.0.0.1:80  ESTABLISHED  0           0"));
        command.removeNetwork(network);
        assertThat(command.net()).doesNotContain("network user");
    }
}
