package org.backplane.device.kbd.internal;

import java.util.function.Consumer;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/** Repeats the key that was pressed last while it is held (PS/2 "Keyboard", "Set Typematic Rate/Delay (Hex F3)"). */
final class Typematic {
    /** 500 ms, then 10.9 characters a second. */
    private static final int DEFAULT = 0x2b;
    private static final int NO_KEY = -1;
    private static final long DELAY_UNIT_NANOS = 250_000_000;
    private static final long PERIOD_UNIT_NANOS = 4_170_000;

    private final VirtualClock clock;
    private final Timer timer;
    private final Consumer<Key> repeat;
    private int setting = DEFAULT;
    private Key key;

    Typematic(Wires wires, Consumer<Key> repeat) {
        this.clock = wires.clock();
        this.timer = wires.timer("typematic", this::expired);
        this.repeat = repeat;
    }

    /** The setting, the usage of the key that repeats or {@link #NO_KEY}, and when it does. */
    record State(int setting, int usage, long deadlineNanos) {
    }

    State state() {
        return new State(setting, key == null ? NO_KEY : key.usage(), timer.deadlineNanos());
    }

    void restore(State state) {
        setting = state.setting;
        key = Key.of(state.usage);
        if (key != null && state.deadlineNanos >= 0) {
            timer.arm(state.deadlineNanos);
        }
    }

    void set(int value) {
        setting = value & 0x7f;
    }

    void setDefault() {
        setting = DEFAULT;
    }

    void start(Key pressed) {
        key = pressed;
        timer.arm(clock.nanos() + ((setting >> 5) + 1) * DELAY_UNIT_NANOS);
    }

    void stop() {
        key = null;
        timer.cancel();
    }

    void stop(Key released) {
        if (released == key) {
            stop();
        }
    }

    private void expired(long deadlineNanos) {
        // From the present on if the host held the machine up: a real key does not make up for lost time.
        timer.arm(Math.max(deadlineNanos, clock.nanos()) + periodNanos());
        repeat.accept(key);
    }

    /** (8 + A) x 2^B x 4.17 ms with A in bits 2 to 0 and B in bits 4 and 3. */
    private long periodNanos() {
        return (8L + (setting & 7) << (setting >> 3 & 3)) * PERIOD_UNIT_NANOS;
    }
}
