package org.backplane.device.debugcon.internal;

import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.host.HostStream;
import org.backplane.bus.host.WaitingOutput;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The debug console port of Bochs and QEMU: each byte written goes to the host as it is. Reading gives E9h, by which
 * firmware learns that somebody listens; SeaBIOS writes nothing to port 402h until it has read that.
 *
 * <p>The port has no status, so the guest cannot be made to wait: the machine does, for a second at most. What the host does
 * not take by then is lost and reported.
 *
 * <p>Not modelled: input; Bochs's port E9h is this device with another {@code bus.port}.
 */
final class DebugConsole implements StateKeeper, RegisterBlock, RangeHandler {
    private static final int SOMEBODY_LISTENS = 0xe9;

    private static final RegisterMap REGISTERS = RegisterMap.of(
            Register.of("CONSOLE", 0, 1, Register.Access.RW).reset(SOMEBODY_LISTENS).writable(0).section("Bochs, QEMU"));

    private final DeviceEvents events;
    private final HostStream stream;
    private final WaitingOutput output;
    private final byte[] one = new byte[1];

    DebugConsole(DeviceEvents events, HostStream stream, long patienceMillis) {
        this.events = events;
        this.stream = stream;
        this.output = new WaitingOutput(stream, patienceMillis);
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(DebugConsoleState.SCHEMA, new DebugConsoleState());
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(REGISTERS);
    }

    @Override
    public long read(long offset, int width) {
        return SOMEBODY_LISTENS;
    }

    @Override
    public long peek(long offset, int width) {
        return SOMEBODY_LISTENS;
    }

    @Override
    public void write(long offset, int width, long value) {
        one[0] = (byte) value;
        if (!output.write(one, 1)) {
            events.host("debug console: " + stream.name() + " does not take output, characters are lost");
        }
    }

    @Override
    public void unplug() {
        stream.close();
    }

    @Override
    public void handOver() {
        stream.handOver();
    }
}
