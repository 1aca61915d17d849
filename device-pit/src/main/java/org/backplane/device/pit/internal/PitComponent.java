package org.backplane.device.pit.internal;

import java.util.Arrays;
import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.annotation.RequireBus;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The interval timer of a PC at port 40h and system control port B at port 61h. */
@Component(name = PitComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = {"0x40-0x43", "0x61-0x61"}, port_name = {IntervalTimer.COUNTERS, IntervalTimer.CONTROL},
        port_valid = {"1,2", "1"}, port_implemented = "1")
@RequireBus
@DeviceKind(value = "timer", model = "8254")
@PassesTck(level = 1)
public final class PitComponent implements Device {
    static final String PID = "org.backplane.device.pit";

    private final boolean speakerDriven;

    /** The pins. */
    public @interface Config {
        /**
         * Where the outputs lead; the speaker is silent, and costs nothing, unless it is named here.
         *
         * @return {@link org.backplane.bus.BusProperties#DRIVES}
         */
        String[] bus_drives() default {IntervalTimer.OUT_0 + "=irq0"};
    }

    /**
     * Makes the device.
     *
     * @param config which pins are soldered
     */
    @Activate
    public PitComponent(Config config) {
        speakerDriven = Arrays.stream(config.bus_drives())
                .anyMatch(pin -> pin.trim().split("\\s*=")[0].equals(IntervalTimer.SPEAKER));
    }

    @Override
    public Card plug(Wires wires) {
        return new IntervalTimer(wires, speakerDriven);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(PitState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new IntervalTimer(wires, speakerDriven, state.values().to(PitState.class));
    }
}
