package org.backplane.device.kbd.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keyboard controller, keyboard and mouse of a PC at the ports 60h and 64h. The keyboard's lights are the lines
 * {@code num-lock}, {@code caps-lock} and {@code scroll-lock}.
 */
@Component(name = KeyboardControllerComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = KeyboardControllerComponent.Config.class, factory = true)
@PortRanges(port = {"0x60-0x60", "0x64-0x64"}, port_name = {"data", "command"}, port_valid = "1")
@Drives({"irq=irq1", "auxirq=irq12", "a20", "num-lock", "caps-lock", "scroll-lock"})
@DeviceKind(value = "keyboard", model = "8042")
@PassesTck(level = 1)
public final class KeyboardControllerComponent implements Device {
    static final String PID = "org.backplane.device.kbd";

    private static final int SELF_TEST_MOST_MILLIS = 10_000;
    private static final long MILLI_NANOS = 1_000_000;

    private final Config config;

    /** The options of keyboard and mouse, beside ports and lines. */
    @ObjectClassDefinition(name = "Keyboard and mouse", description = "i8042 controller with an AT keyboard and a mouse")
    public @interface Config {
        /** What is plugged in. */
        @AttributeDefinition(description = "Whether a mouse is plugged into the auxiliary socket")
        boolean mouse() default true;

        /** How long a reset takes. */
        @AttributeDefinition(description = "How long keyboard and mouse test themselves when they are reset, in"
                + " milliseconds, 0 to 10000; a real keyboard takes 300 to 500")
        int selfTestMillis() default 300;
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public KeyboardControllerComponent(Config config) {
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new KeyboardController(wires, config.mouse(), selfTestNanos());
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(KeyboardState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new KeyboardController(wires, config.mouse(), selfTestNanos(), state.values().to(KeyboardState.class));
    }

    private long selfTestNanos() {
        int millis = config.selfTestMillis();
        if (millis < 0 || millis > SELF_TEST_MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "selfTestMillis: " + millis + " is not between 0 and " + SELF_TEST_MOST_MILLIS);
        }
        return millis * MILLI_NANOS;
    }
}
