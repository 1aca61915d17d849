package org.backplane.device.exit.internal;

import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/**
 * QEMU's isa-debug-exit: writing {@code v} switches the machine off with the status {@code (v << 1) | 1}, so that a
 * guest can never end with the status 0 of an orderly power-off. The low byte of the value counts, and the status has 8
 * bits, as the exit status of a process has.
 *
 * <p>Not modelled: nothing; there is no hardware that it could differ from.
 */
final class DebugExit implements StateKeeper, RegisterBlock, RangeHandler {
    static final StateSchema SCHEMA = new StateSchema(DebugExitComponent.PID, 1);
    private static final int STATUS_MASK = 0xff;
    private static final RegisterMap REGISTERS = RegisterMap.of(
            Register.of("EXIT", 0, 4, Register.Access.RW).reset(0).writable(0).section("QEMU isa-debug-exit"));

    private final Wires wires;

    DebugExit(Wires wires) {
        this.wires = wires;
    }

    /** It remembers nothing. */
    @Override
    public DeviceState state() {
        return new DeviceState(SCHEMA, new StateBuilder().build());
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(REGISTERS);
    }

    @Override
    public long read(long offset, int width) {
        return 0;
    }

    @Override
    public long peek(long offset, int width) {
        return 0;
    }

    @Override
    public void write(long offset, int width, long value) {
        wires.requestPowerOff(((int) value << 1 | 1) & STATUS_MASK);
    }
}
