package org.backplane.device.uart.internal;

import org.backplane.bus.Card;
import org.backplane.bus.Wires;
import org.backplane.bus.host.HostStreams;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;

/**
 * The chip and its cable to the host, as a device plugs them in. Bundles with other kinds of cards, such as a PCI function, have
 * this package in them and begin here.
 */
public final class SerialPort {
    /** The schema of the state. */
    public static final StateSchema SCHEMA = UartState.SCHEMA;

    private final HostStreams streams;
    private final String host;
    private final String flow;
    private final UartOptions options;
    private final String pin;

    /**
     * Makes a port that is not plugged in.
     *
     * @param streams opens the host's side
     * @param host    names it
     * @param flow    the handshake with it: {@code none} or {@code rtscts}
     * @param options how the chip is built in
     * @param pin     the pin that its interrupt drives
     */
    public SerialPort(HostStreams streams, String host, String flow, UartOptions options, String pin) {
        this.streams = streams;
        this.host = host;
        this.flow = flow;
        this.options = options;
        this.pin = pin;
    }

    /** Plugs it in, in its power-on state; throws {@code IllegalArgumentException} for an unknown handshake. */
    public Card plug(Wires wires) {
        HostLink link = new HostLink(wires, handshake());
        Uart16550 chip = new Uart16550(
                options, wires.line(pin), wires.clock(), wires::timer, wires.events(), link);
        link.open(streams, host, chip::lineChanged);
        return chip;
    }

    /** Plugs it in where another one stopped. */
    public Card plug(Wires wires, DeviceState state) {
        UartState before = state.values().to(UartState.class);
        HostLink link = new HostLink(wires, handshake(), before.link());
        Uart16550 chip = new Uart16550(
                options, wires.line(pin), wires.clock(), wires::timer, wires.events(), link, before);
        link.open(streams, host, chip::lineChanged);
        chip.lineChanged();
        return chip;
    }

    private boolean handshake() {
        return switch (flow) {
            case "none" -> false;
            case "rtscts" -> true;
            default -> throw new IllegalArgumentException("flow: '" + flow + "' is neither none nor rtscts");
        };
    }
}
