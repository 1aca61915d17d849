package org.backplane.device.post.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStreams;
import org.backplane.bus.host.WaitingOutput;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The POST card, at port 80h. One port takes one byte; for codes of 16 or 32 bits configure {@code bus.port} to two or
 * four ports that nothing else answers.
 */
@Component(name = PostCardComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = PostCardComponent.Config.class, factory = true)
@PortRanges(port = "0x80-0x80", port_valid = "1,2,4")
@DeviceKind("post")
@PassesTck(level = 1)
public final class PostCardComponent implements Device {
    static final String PID = "org.backplane.device.post";

    private final HostStreams streams;
    private final Config config;

    /** The options of a POST card, beside its port. */
    @ObjectClassDefinition(name = "POST card", description = "A port that shows the codes of the power-on self test")
    public @interface Config {
        /** Where the codes are written. */
        @AttributeDefinition(description = "Stream of the host that gets each code as a line of hexadecimal digits:"
                + " none, stdio, file:PATH or tcp:PORT")
        String host() default "none";
    }

    /**
     * Makes the device.
     *
     * @param streams opens the host's side
     * @param config  the options; read when the device is plugged in
     */
    @Activate
    public PostCardComponent(@Reference HostStreams streams, Config config) {
        this.streams = streams;
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new PostCard(wires.events(), streams.open(config.host(), HostInput.ignored(wires.pid())),
                WaitingOutput.PATIENCE_MILLIS);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(PostState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new PostCard(wires.events(), streams.open(config.host(), HostInput.ignored(wires.pid())),
                WaitingOutput.PATIENCE_MILLIS, state.values().to(PostState.class));
    }
}
