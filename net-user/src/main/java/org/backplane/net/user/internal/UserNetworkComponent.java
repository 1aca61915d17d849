package org.backplane.net.user.internal;

import java.util.Arrays;
import java.util.List;
import org.backplane.bus.host.HostConnectionDTO;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.host.HostNetworkDTO;
import org.backplane.bus.host.NetworkCable;
import org.backplane.bus.host.NetworkPort;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** A network that lets guests out through the host's sockets, for as long as it is configured. */
@Component(name = UserNetworkComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, service = HostNetwork.class,
        immediate = true, property = HostNetwork.NAME + "=user")
public final class UserNetworkComponent implements HostNetwork {
    static final String PID = "org.backplane.net.user";

    private final UserNetwork network;

    /** The options of the network. */
    public @interface Config {
        /** Ways in: {@code tcp:127.0.0.1:8080-:80}, {@code udp:5353-10.0.2.15:53}. */
        String[] forward() default {};

        /** Where guests may go: {@code host}, the host itself as 10.0.2.2, or {@code any}. */
        String reach() default "host";

        /** The name server behind 10.0.2.3; empty for the host's. */
        String dns() default "";

        /** The file that DHCP names to guests that boot from the network, such as a URL that iPXE fetches; empty for none. */
        String bootfile() default "";
    }

    /**
     * Made by Declarative Services.
     *
     * @param logger takes what goes wrong
     * @param config the options
     */
    @Activate
    public UserNetworkComponent(@Reference(service = LoggerFactory.class) Logger logger, Config config) {
        List<Forward> ways = Arrays.stream(config.forward()).filter(text -> !text.isBlank()).map(Forward::parse).toList();
        network = new UserNetwork(Reach.of(config.reach(), config.dns()), config.bootfile().trim(), ways, logger::warn);
    }

    @Override
    public NetworkCable connect(NetworkPort port) {
        return network.connect(port);
    }

    @Override
    public HostNetworkDTO status() {
        return network.status();
    }

    @Override
    public void lost(List<HostConnectionDTO> connections) {
        network.lost(connections);
    }

    @Deactivate
    void deactivate() {
        network.close();
    }
}
