package org.backplane.device.ferr.internal;

import java.util.Optional;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The way an x87 error takes on a PC when CR0.NE is clear: FERR# of the processor becomes interrupt 13, and a write to port
 * F0h takes the request back and, for as long as FERR# stays asserted, asserts IGNNE#, so that the handler can use the FPU
 * (82371SB "Coprocessor error register"; SDM 1 appendix D.2).
 *
 * <p>Port F1h, which reset the coprocessor of the AT, takes the request back too. Reads give all ones.
 *
 * <p>Not modelled: the timing between the two signals.
 */
final class CoprocessorError implements StateKeeper, RegisterBlock, RangeHandler {
    private static final long OPEN_BUS = 0xFF;
    private static final RegisterMap REGISTERS = RegisterMap.of(
            Register.of("CLEAR_BUSY", 0, 1, Register.Access.WO).section("82371SB \"Coprocessor error register\""),
            Register.of("RESET_COPROCESSOR", 1, 1, Register.Access.WO).section("PC AT"));

    private final Line interrupt;
    private final Line ignore;
    private boolean error;

    CoprocessorError(Wires wires) {
        this(wires, new CoprocessorErrorState(false, false, false));
    }

    /** Makes a logic that goes on where another one stopped: an error that it has heard of requests nothing anew. */
    CoprocessorError(Wires wires, CoprocessorErrorState before) {
        interrupt = wires.line("irq");
        ignore = wires.line("ignne");
        error = before.error();
        interrupt.set(before.interrupt());
        ignore.set(before.ignored());
        boolean[] heard = {false};
        wires.sense("ferr", asserted -> {
            heard[0] = asserted;
            errorChanged(asserted);
        });
        errorChanged(heard[0]);
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(CoprocessorErrorState.SCHEMA,
                new CoprocessorErrorState(error, interrupt.asserted(), ignore.asserted()));
    }

    private void errorChanged(boolean asserted) {
        if (asserted == error) {
            return;
        }
        error = asserted;
        if (asserted) {
            interrupt.set(true);
        } else {
            ignore.set(false);
        }
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(REGISTERS);
    }

    @Override
    public long read(long offset, int width) {
        return OPEN_BUS;
    }

    @Override
    public long peek(long offset, int width) {
        return OPEN_BUS;
    }

    @Override
    public void write(long offset, int width, long value) {
        interrupt.set(false);
        ignore.set(error);
    }

    @Override
    public void reset(Reset kind) {
        interrupt.set(false);
        ignore.set(false);
    }
}
