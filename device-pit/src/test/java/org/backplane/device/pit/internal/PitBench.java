package org.backplane.device.pit.internal;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** The timer on a test bench, whose clock is moved by whole pulses. */
final class PitBench {
    static final int CONTROL = 3;

    final FakeWires wires = new FakeWires("device.pit");
    final Card card;
    private final PitComponent device;
    final RangeHandler counters;
    final RangeHandler port61;
    final FakeLine out0 = wires.pin("out0");
    private long tick;

    PitBench(String... drives) {
        device = device(drives);
        card = device.plug(wires);
        counters = card.range("counters");
        port61 = card.range("control");
        out0.forget();
    }

    /** Another timer with the state of one, at the same time. */
    private PitBench(PitBench before) {
        device = before.device;
        tick = before.tick;
        wires.lag(before.wires.clock().nanos());
        DeviceState state = ((StateKeeper) before.card).state();
        card = device.plug(wires, StateFormat.read(StateFormat.write(state)));
        counters = card.range("counters");
        port61 = card.range("control");
        out0.forget();
    }

    PitBench successor() {
        return new PitBench(this);
    }

    private static PitComponent device(String... drives) {
        return new PitComponent(ComponentConfig.of(PitComponent.Config.class,
                drives.length == 0 ? Map.of() : Map.of("bus_drives", drives)));
    }

    /** Lets so many clock pulses pass. */
    void pulses(long count) {
        tick += count;
        wires.advance(TickClock.nanos(tick) - wires.clock().nanos());
    }

    void control(int word) {
        counters.write(CONTROL, 1, word);
    }

    void write(int counter, int... bytes) {
        for (int value : bytes) {
            counters.write(counter, 1, value);
        }
    }

    int read(int counter) {
        return (int) counters.read(counter, 1);
    }

    int readBoth(int counter) {
        return read(counter) | read(counter) << 8;
    }

    void gate2(boolean high) {
        port61.write(0, 1, high ? 1 : 0);
    }

    boolean out2() {
        return (port61.read(0, 1) & 0x20) != 0;
    }

    /** The next levels of OUT 2, one a clock pulse, H or L. */
    String out2(int count) {
        StringBuilder levels = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pulses(1);
            levels.append(out2() ? 'H' : 'L');
        }
        return levels.toString();
    }

    /** The next counts of counter 2, one a clock pulse; read as one byte. */
    String counts2(int count) {
        StringBuilder counts = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pulses(1);
            counts.append(i == 0 ? "" : " ").append(Integer.toHexString(read(2)));
        }
        return counts.toString();
    }
}
