package org.backplane.device.pit.internal;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** The timer on a test bench, whose clock is moved by whole pulses. */
final class PitBench {
    static final int CONTROL = 3;

    final FakeWires wires = new FakeWires("device.pit");
    final Card card;
    final RangeHandler counters;
    final RangeHandler port61;
    final FakeLine out0 = wires.pin("out0");
    private long tick;

    PitBench(String... drives) {
        card = new PitComponent(ComponentConfig.of(PitComponent.Config.class,
                drives.length == 0 ? Map.of() : Map.of("bus_drives", drives))).plug(wires);
        counters = card.range("counters");
        port61 = card.range("control");
        out0.forget();
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
