package org.backplane.device.debugcon.internal;

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

/** The debug console, at the port where SeaBIOS looks for it. */
@Component(name = DebugConsoleComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = DebugConsoleComponent.Config.class, factory = true)
@PortRanges(port = "0x402-0x402", port_valid = "1")
@DeviceKind("debug-console")
@PassesTck(level = 1)
public final class DebugConsoleComponent implements Device {
    static final String PID = "org.backplane.device.debugcon";

    private final HostStreams streams;
    private final Config config;

    /** The options of a debug console, beside its port. */
    @ObjectClassDefinition(name = "Debug console", description = "A port whose bytes go to the host")
    public @interface Config {
        /** Where the bytes go. */
        @AttributeDefinition(description = "Stream of the host that takes the bytes: none, stdio, file:PATH,"
                + " tcp:PORT or console:NAME")
        String host() default "stdio";
    }

    /**
     * Makes the device.
     *
     * @param streams opens the host's side
     * @param config  the options; read when the device is plugged in
     */
    @Activate
    public DebugConsoleComponent(@Reference HostStreams streams, Config config) {
        this.streams = streams;
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new DebugConsole(wires.events(), streams.open(config.host(), HostInput.ignored(wires.pid())),
                WaitingOutput.PATIENCE_MILLIS);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(DebugConsoleState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return plug(wires);
    }
}
