package org.backplane.bus.core.internal.osgi;

import java.util.Arrays;
import java.util.Locale;
import org.backplane.bus.core.internal.declare.AbsentProperty;
import org.backplane.bus.core.internal.declare.DeclarationException;
import org.backplane.bus.core.internal.declare.NumberText;
import org.backplane.bus.core.internal.run.MachineSettings;
import org.backplane.bus.core.internal.run.MachineSettings.OnShutdown;
import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;

/** Reads the configuration of a machine; a bad value is named with its property. */
final class Settings {
    private Settings() {
    }

    static MachineSettings of(MachineConfig config) {
        return new MachineSettings(config.bus_machine(), choice("clock", config.clock(), TimeSource.class),
                positive("nanosPerInstruction", config.nanosPerInstruction()),
                positive("sliceInstructions", config.sliceInstructions()), arenaBytes(config.arena()),
                choice("onShutdown", config.onShutdown(), OnShutdown.class), patience("graceMillis", config.graceMillis()),
                notNegative("hangMillis", config.hangMillis()), patience("ejectMillis", config.ejectMillis()));
    }

    private static <E extends Enum<E>> E choice(String property, String value, Class<E> choices) {
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(value.strip().toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new IllegalArgumentException(property + ": '" + value + "' is not one of "
                + Arrays.toString(choices.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    private static long patience(String property, long value) {
        if (value < 0 || value > AbsentProperty.LONGEST_MILLIS) {
            throw new IllegalArgumentException(property + ": '" + value + "' is not between 0 and "
                    + AbsentProperty.LONGEST_MILLIS);
        }
        return value;
    }

    static long notNegative(String property, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(property + ": '" + value + "' is negative");
        }
        return value;
    }

    private static long positive(String property, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(property + ": '" + value + "' is not positive");
        }
        return value;
    }

    private static long arenaBytes(String value) {
        try {
            long bytes = NumberText.parse("arena", value);
            if (bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("arena: '" + value + "' is more than one array can hold");
            }
            return bytes;
        } catch (DeclarationException bad) {
            throw new IllegalArgumentException(bad.getMessage(), bad);
        }
    }
}
