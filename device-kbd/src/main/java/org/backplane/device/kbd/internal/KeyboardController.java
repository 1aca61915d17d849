package org.backplane.device.kbd.internal;

import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.bus.role.PointerPort;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The keyboard controller of the PC AT, an Intel 8042, as the PS/2 extended it by an auxiliary device (PC AT "Keyboard
 * Controller", PS/2 "Keyboard/Auxiliary Device Controller"), with the keyboard and the mouse at its cables.
 *
 * <p>Reset values are those measured on QEMU's PC: status 18h and command byte 03h. Bit 3 of the status register follows the
 * port that was written last, as the paper says; on QEMU it is always set.
 *
 * <p>Not modelled: the password (A5h, A6h; none is installed), polling the input port (C1h, C2h), the diagnostic dump (ACh),
 * the keylock (always unlocked), parity errors, pins of the output port other than reset and A20, and a controller without a
 * PS/2's auxiliary socket.
 */
final class KeyboardController implements StateKeeper, RegisterBlock, KeyboardPort, PointerPort {
    private final HostBuffers buffers;
    private final ControllerProgram program;
    private final Keyboard keyboard;
    private final Mouse mouse;

    /**
     * Makes the controller with its devices.
     *
     * @param wires         pins {@code irq}, {@code auxirq}, {@code a20} and the keyboard's indicators, clock and timers
     * @param withMouse     whether a mouse is at the auxiliary socket
     * @param selfTestNanos how long keyboard and mouse test themselves after the command RESET
     */
    KeyboardController(Wires wires, boolean withMouse, long selfTestNanos) {
        buffers = new HostBuffers(wires.line("irq"), wires.line("auxirq"), wires.events());
        program = new ControllerProgram(wires, buffers);
        SerialWire wire = program.wire();
        keyboard = new Keyboard(wires, selfTestNanos, wire::listen);
        mouse = new Mouse(wires, selfTestNanos, wire::listen);
        wire.connect(keyboard, withMouse ? mouse : null);
        program.reset();
    }

    /** Makes a controller that goes on, with its devices, where another one stopped. */
    KeyboardController(Wires wires, boolean withMouse, long selfTestNanos, KeyboardState before) {
        this(wires, withMouse, selfTestNanos);
        keyboard.restore(before.keyboard());
        mouse.restore(before.mouse());
        buffers.restore(before.buffers());
        program.restore(before.program());
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(KeyboardState.SCHEMA,
                new KeyboardState(buffers.state(), program.state(), keyboard.state(), mouse.state()));
    }

    @Override
    public RangeHandler range(String name) {
        return new Port(ControllerRegister.at(name, ControllerRegister.Access.RO),
                ControllerRegister.at(name, ControllerRegister.Access.WO));
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(ControllerRegister.declared(range));
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            return;
        }
        keyboard.reset();
        mouse.reset();
        buffers.reset();
        program.reset();
    }

    @Override
    public void key(int usage, boolean pressed) {
        keyboard.key(usage, pressed);
    }

    @Override
    public void move(int right, int down, int wheel, int buttons) {
        mouse.move(right, down, wheel, buttons);
    }

    private int read(ControllerRegister register) {
        return switch (register) {
            case OUTPUT_BUFFER -> {
                int value = buffers.readOutput();
                program.attend();
                yield value;
            }
            case STATUS -> buffers.status();
            case INPUT_BUFFER, COMMAND -> throw new AssertionError(register + " cannot be read");
        };
    }

    private void write(ControllerRegister register, int value) {
        switch (register) {
            case INPUT_BUFFER -> buffers.write(value, false);
            case COMMAND -> buffers.write(value, true);
            case OUTPUT_BUFFER, STATUS -> throw new AssertionError(register + " cannot be written");
        }
        program.attend();
    }

    /** One of the two ports. */
    private final class Port implements RangeHandler {
        private final ControllerRegister read;
        private final ControllerRegister written;

        Port(ControllerRegister read, ControllerRegister written) {
            this.read = read;
            this.written = written;
        }

        @Override
        public long read(long offset, int width) {
            return KeyboardController.this.read(read);
        }

        @Override
        public void write(long offset, int width, long value) {
            KeyboardController.this.write(written, (int) value);
        }

        @Override
        public long peek(long offset, int width) {
            return read == ControllerRegister.STATUS ? buffers.status() : buffers.peekOutput();
        }
    }
}
