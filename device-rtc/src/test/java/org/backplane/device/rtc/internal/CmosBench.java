package org.backplane.device.rtc.internal;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostFiles;
import org.backplane.bus.testkit.FakeWires;

/** The chip on a test bench. */
final class CmosBench {
    final FakeWires wires = new FakeWires("device.rtc");
    final FakeHostFiles files = new FakeHostFiles(wires);
    final Card card;
    private final Map<String, ?> options;
    final RangeHandler ports;

    CmosBench(Map<String, ?> options) {
        this(options, new byte[0]);
    }

    /** A machine whose battery has kept something in the file {@code nvram}; nothing if it is empty. */
    CmosBench(Map<String, ?> options, byte[] kept) {
        this.options = options;
        if (kept.length > 0) {
            files.with("nvram", kept);
        }
        card = new RtcComponent(ComponentConfig.of(RtcComponent.Config.class, options), files).plug(wires);
        ports = card.range("port0");
    }

    /** Another chip with the state of one, at the same time. */
    private CmosBench(CmosBench before) {
        options = before.options;
        wires.lag(before.wires.clock().nanos());
        DeviceState state = ((StateKeeper) before.card).state();
        card = new RtcComponent(ComponentConfig.of(RtcComponent.Config.class, options), files)
                .plug(wires, StateFormat.read(StateFormat.write(state)));
        ports = card.range("port0");
    }

    CmosBench successor() {
        return new CmosBench(this);
    }

    /** A machine whose power comes on at this time. */
    static CmosBench at(String time) {
        return new CmosBench(Map.of("time", time));
    }

    int in(int address) {
        ports.write(0, 1, address);
        return (int) ports.read(1, 1);
    }

    void out(int address, int value) {
        ports.write(0, 1, address);
        ports.write(1, 1, value);
    }

    void seconds(long seconds) {
        wires.advance(seconds * 1_000_000_000L);
    }

    /** Century, year, month and date, then hours, minutes and seconds, as the bytes are. */
    String time() {
        return String.format("%02x%02x-%02x-%02x %02x:%02x:%02x",
                in(0x32), in(9), in(8), in(7), in(4), in(2), in(0));
    }
}
