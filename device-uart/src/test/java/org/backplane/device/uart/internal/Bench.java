package org.backplane.device.uart.internal;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStream;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** A serial port on a test bench: plugged in, with a peer at the other end of its line. */
final class Bench {
    static final int RBR = 0;
    static final int THR = 0;
    static final int DLL = 0;
    static final int IER = 1;
    static final int DLM = 1;
    static final int IIR = 2;
    static final int FCR = 2;
    static final int LCR = 3;
    static final int MCR = 4;
    static final int LSR = 5;
    static final int MSR = 6;
    static final int SCR = 7;

    final FakeWires wires;
    final FakeHostStreams streams;
    private final Map<String, ?> options;
    final Card card;
    final RangeHandler chip;
    final FakeHostStream host;
    final FakeLine irq;

    private Bench(Map<String, ?> options) {
        this.options = options;
        wires = new FakeWires("device.uart~com1");
        streams = new FakeHostStreams(wires);
        card = new Uart16550Component(streams, ComponentConfig.of(Uart16550Component.Config.class, options)).plug(wires);
        chip = card.range("port0");
        host = streams.only();
        irq = wires.pin("irq");
        host.peer(true);
        wires.advance(0);
        in(MSR);
    }

    /** The same socket with a card that another one's state was given to. */
    private Bench(Bench before, DeviceState state) {
        options = before.options;
        wires = new FakeWires("device.uart~com1");
        streams = before.streams;
        wires.advance(before.wires.clock().nanos());
        before.host.moveTo(wires);
        card = new Uart16550Component(streams, ComponentConfig.of(Uart16550Component.Config.class, options))
                .plug(wires, state);
        chip = card.range("port0");
        host = streams.only();
        irq = wires.pin("irq");
    }

    DeviceState state() {
        return ((StateKeeper) card).state();
    }

    void leave() {
        ((StateKeeper) card).handOver();
    }

    /** Takes the state, and plugs another card in with it. */
    Bench successor() {
        DeviceState state = StateFormat.read(StateFormat.write(state()));
        leave();
        return successor(state);
    }

    Bench successor(DeviceState state) {
        return new Bench(this, state);
    }

    static Bench of() {
        return new Bench(Map.of());
    }

    static Bench of(String option, Object value) {
        return new Bench(Map.of(option, value));
    }

    static Bench of(Map<String, ?> options) {
        return new Bench(options);
    }

    /** A port whose interrupt pin needs no OUT2 and whose characters take their time at 115,200 baud, 8N1. */
    static Bench paced() {
        Bench bench = new Bench(Map.of("paced", true, "out2GatesInterrupt", false));
        bench.format(1, 0x03);
        return bench;
    }

    int in(int offset) {
        return (int) chip.read(offset, 1);
    }

    int peek(int offset) {
        return (int) chip.peek(offset, 1);
    }

    void out(int offset, int value) {
        chip.write(offset, 1, value);
    }

    void out(int offset, String text) {
        text.chars().forEach(character -> out(offset, character));
    }

    /** Programs the divisor latch and then the line control register. */
    void format(int divisor, int lcr) {
        out(LCR, 0x80);
        out(DLL, divisor & 0xff);
        out(DLM, divisor >> 8);
        out(LCR, lcr);
    }

    /** Lets the host send text, and the machine take notice. */
    void send(String text) {
        host.send(text);
        wires.advance(0);
    }

    /** Reads RBR as long as DR is set. */
    String drain() {
        StringBuilder text = new StringBuilder();
        while ((in(LSR) & 0x01) != 0) {
            text.append((char) in(RBR));
            host.retry();
            wires.advance(0);
        }
        return text.toString();
    }
}
