package org.backplane.device.port92.internal;

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
 * System control port A of the PS/2, as Intel's I/O controller hubs have it (82801DB "PORT92"): the fast A20 gate and
 * the fast reset.
 *
 * <ul>
 * <li>Bit 1, ALT_A20_GATE: 1 opens the gate, 0 leaves it to whoever else drives the line. INIT# sets it, because a
 *     processor that starts at its reset vector needs address line 20.
 * <li>Bit 0, INIT_NOW: a change from 0 to 1 resets the processor; for another reset software writes 0 first.
 * </ul>
 *
 * <p>After a reset of the board the register reads 0, yet the gate is open until bit 1 is written: that is how QEMU's PC
 * behaves, as measured with firmware and guests, and firmware that never touches the gate relies on it.
 *
 * <p>Not modelled: the other bits of the PS/2 (power-on password lock, watchdog, fixed disk lights); they read 0.
 */
final class SystemControlPortA implements StateKeeper, RegisterBlock, RangeHandler {
    private static final int INIT_NOW = 0x01;
    private static final int ALT_A20_GATE = 0x02;
    private static final int WRITABLE = INIT_NOW | ALT_A20_GATE;

    /** Bit 1 is writable, yet a write that sets INIT_NOW sets it too. */
    private static final RegisterMap REGISTERS = RegisterMap.of(
            Register.of("PORT92", 0, 1, Register.Access.RW).reset(0).writable(INIT_NOW).section("82801DB \"PORT92\""));

    private final Wires wires;
    private final Line a20;
    private int value;

    SystemControlPortA(Wires wires) {
        this.wires = wires;
        a20 = wires.line("a20");
        a20.set(true);
    }

    /** Makes a port that goes on where another one stopped. */
    SystemControlPortA(Wires wires, SystemControlPortAState before) {
        this.wires = wires;
        a20 = wires.line("a20");
        value = before.value() & WRITABLE;
        a20.set(before.gateOpen());
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(SystemControlPortAState.SCHEMA, new SystemControlPortAState(value, a20.asserted()));
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(REGISTERS);
    }

    @Override
    public long read(long offset, int width) {
        return value;
    }

    @Override
    public long peek(long offset, int width) {
        return value;
    }

    @Override
    public void write(long offset, int width, long newValue) {
        boolean init = ((int) newValue & ~value & INIT_NOW) != 0;
        value = (int) newValue & WRITABLE;
        a20.set((value & ALT_A20_GATE) != 0);
        if (init) {
            reset(Reset.INIT);
            wires.requestReset(Reset.INIT);
        }
    }

    @Override
    public void reset(Reset kind) {
        value = kind == Reset.INIT ? value | ALT_A20_GATE : 0;
        a20.set(true);
    }
}
