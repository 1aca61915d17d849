package org.backplane.device.kbd.internal;

import java.util.Arrays;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;
import org.backplane.bus.Reset;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * What the program in the controller's ROM does: it obeys commands, sends bytes to the devices and passes on what they send
 * (PC AT "Keyboard Controller", PS/2 "Keyboard/Auxiliary Device Controller").
 */
final class ControllerProgram implements SerialWire.Listener {
    /** From a write to a port until the program has seen and obeyed it; also between two bytes of output. */
    private static final long LATENCY_NANOS = 10_000;

    private static final int NO_COMMAND = -1;
    private static final int COMMAND_BYTE = 0;
    private static final int RAM_BYTES = 32;
    /** Both interrupts enabled, as measured on QEMU's PC; everything else is off. */
    private static final int COMMAND_BYTE_INITIAL = 0x03;
    private static final int COMMAND_KEYBOARD_INTERRUPT = 0x01;
    private static final int COMMAND_AUXILIARY_INTERRUPT = 0x02;
    private static final int COMMAND_SYSTEM_FLAG = 0x04;
    private static final int COMMAND_DISABLE_KEYBOARD = 0x10;
    private static final int COMMAND_DISABLE_AUXILIARY = 0x20;
    private static final int COMMAND_TRANSLATE = 0x40;

    private static final int INPUT_PORT = 0x80;
    private static final int OUTPUT_PORT_INITIAL = 0xcf;
    private static final int OUTPUT_PORT_RESET = 0x01;
    private static final int OUTPUT_PORT_A20 = 0x02;
    private static final int OUTPUT_PORT_KEYBOARD_INTERRUPT = 0x10;
    private static final int OUTPUT_PORT_AUXILIARY_INTERRUPT = 0x20;

    private static final int SELF_TEST_PASSED = 0x55;
    private static final int NO_PASSWORD = 0xf1;
    private static final int INTERFACE_GOOD = 0x00;

    private final Wires wires;
    private final VirtualClock clock;
    private final DeviceEvents events;
    private final Timer work;
    private final Line a20;
    private final HostBuffers buffers;
    private final SerialWire wire;
    private final Translation translation = new Translation();
    private final int[] ram = new int[RAM_BYTES];
    private int outputPort;
    private ControllerCommand pending;
    private int pendingCode;
    private OutputByte answer;

    ControllerProgram(Wires wires, HostBuffers buffers) {
        this.wires = wires;
        this.clock = wires.clock();
        this.events = wires.events();
        this.work = wires.timer("controller", deadline -> work());
        this.a20 = wires.line("a20");
        this.buffers = buffers;
        this.wire = new SerialWire(wires, this);
    }

    SerialWire wire() {
        return wire;
    }

    void reset() {
        work.cancel();
        wire.reset();
        translation.reset();
        Arrays.fill(ram, 0);
        ram[COMMAND_BYTE] = COMMAND_BYTE_INITIAL;
        buffers.enableInterrupts(true, true);
        outputPort = OUTPUT_PORT_INITIAL;
        a20.set(true);
        pending = ControllerCommand.NONE;
        answer = null;
        openWire();
    }

    /**
     * The controller's memory and what it is about to do.
     *
     * @param pending   code of the command whose data byte is still to come; {@link #NO_COMMAND} for none
     * @param answer    what waits for the output buffer: one byte or none
     * @param workNanos when the program looks at the buffers; negative if nothing calls it
     */
    record State(int[] ram, int outputPort, int pending, OutputByte[] answer, long workNanos, Translation.State translation,
            SerialWire.State wire) {
        State {
            if (ram.length != RAM_BYTES || answer.length > 1) {
                throw new IllegalArgumentException(ram.length + " bytes of memory and " + answer.length + " of answer");
            }
        }
    }

    State state() {
        return new State(ram.clone(), outputPort, pending == ControllerCommand.NONE ? NO_COMMAND : pendingCode,
                answer == null ? new OutputByte[0] : new OutputByte[] {answer}, work.deadlineNanos(), translation.state(),
                wire.state());
    }

    /** Buffers and devices have been restored already. */
    void restore(State state) {
        System.arraycopy(state.ram, 0, ram, 0, RAM_BYTES);
        outputPort = state.outputPort;
        a20.set((outputPort & OUTPUT_PORT_A20) != 0);
        ControllerCommand command = ControllerCommand.of(state.pending);
        pending = command.takesData() ? command : ControllerCommand.NONE;
        pendingCode = state.pending;
        answer = state.answer.length == 0 ? null : state.answer[0];
        translation.restore(state.translation);
        if (state.workNanos >= 0) {
            work.arm(state.workNanos);
        }
        wire.restore(state.wire);
    }

    /** The system has written to a port or read the output buffer. */
    void attend() {
        if (buffers.inputFull() || answer != null) {
            work.arm(clock.nanos() + LATENCY_NANOS);
        }
        openWire();
    }

    @Override
    public void received(int value, boolean fromAuxiliary) {
        boolean translate = !fromAuxiliary && command(COMMAND_TRANSLATE);
        int code = translate ? translation.translate(value) : value;
        if (code >= 0) {
            buffers.putOutput(fromAuxiliary ? OutputByte.auxiliary(code) : OutputByte.keyboard(code));
        }
        openWire();
    }

    @Override
    public void sent(boolean toAuxiliary, boolean taken) {
        if (!taken) {
            answer(new OutputByte(Answers.RESEND, toAuxiliary, true));
        }
        attend();
    }

    private void work() {
        if (answer != null && !buffers.outputFull()) {
            buffers.putOutput(answer);
            answer = null;
        }
        if (buffers.inputFull() && !wire.sending()) {
            boolean isCommand = buffers.inputIsCommand();
            int value = buffers.takeInput();
            if (isCommand) {
                begin(value);
            } else {
                data(value);
            }
        }
        openWire();
    }

    private void begin(int code) {
        answer = null;
        ControllerCommand command = ControllerCommand.of(code);
        pending = command.takesData() ? command : ControllerCommand.NONE;
        pendingCode = code;
        switch (command) {
            case READ_RAM -> answer(ram[code % RAM_BYTES]);
            case TEST_PASSWORD_INSTALLED -> answer(NO_PASSWORD);
            case DISABLE_AUXILIARY -> commandByte(ram[COMMAND_BYTE] | COMMAND_DISABLE_AUXILIARY);
            case ENABLE_AUXILIARY -> commandByte(ram[COMMAND_BYTE] & ~COMMAND_DISABLE_AUXILIARY);
            case TEST_AUXILIARY, TEST_KEYBOARD -> answer(INTERFACE_GOOD);
            case SELF_TEST -> {
                commandByte(ram[COMMAND_BYTE] | COMMAND_SYSTEM_FLAG);
                answer(SELF_TEST_PASSED);
            }
            case DISABLE_KEYBOARD -> commandByte(ram[COMMAND_BYTE] | COMMAND_DISABLE_KEYBOARD);
            case ENABLE_KEYBOARD -> commandByte(ram[COMMAND_BYTE] & ~COMMAND_DISABLE_KEYBOARD);
            case READ_INPUT_PORT -> answer(INPUT_PORT);
            case READ_OUTPUT_PORT -> answer(outputPort());
            case DISABLE_A20 -> outputPort(outputPort & ~OUTPUT_PORT_A20);
            case ENABLE_A20 -> outputPort(outputPort | OUTPUT_PORT_A20);
            case READ_TEST_INPUTS -> answer((command(COMMAND_DISABLE_KEYBOARD) ? 0 : 1)
                    | (command(COMMAND_DISABLE_AUXILIARY) ? 0 : 2));
            case PULSE_OUTPUT_PORT -> pulse(code);
            case WRITE_RAM, WRITE_OUTPUT_PORT, WRITE_KEYBOARD_OUTPUT_BUFFER, WRITE_AUXILIARY_OUTPUT_BUFFER,
                    WRITE_AUXILIARY -> { /* The data byte is still to come. */ }
            case NONE -> events.guest(String.format(
                    "command %02x of the keyboard controller is none (PC AT \"Keyboard Controller\")", code));
        }
    }

    private void data(int value) {
        ControllerCommand command = pending;
        pending = ControllerCommand.NONE;
        switch (command) {
            case WRITE_RAM -> writeRam(pendingCode % RAM_BYTES, value);
            case WRITE_OUTPUT_PORT -> outputPort(value);
            case WRITE_KEYBOARD_OUTPUT_BUFFER -> answer(OutputByte.keyboard(value));
            case WRITE_AUXILIARY_OUTPUT_BUFFER -> answer(OutputByte.auxiliary(value));
            case WRITE_AUXILIARY -> {
                commandByte(ram[COMMAND_BYTE] & ~COMMAND_DISABLE_AUXILIARY);
                wire.send(value, true);
            }
            case NONE -> {
                // A byte for the keyboard lets go of its clock.
                commandByte(ram[COMMAND_BYTE] & ~COMMAND_DISABLE_KEYBOARD);
                translation.reset();
                wire.send(value, false);
            }
            default -> throw new AssertionError(command);
        }
    }

    private void writeRam(int address, int value) {
        if (address == COMMAND_BYTE) {
            commandByte(value);
        } else {
            ram[address] = value;
        }
    }

    private void commandByte(int value) {
        ram[COMMAND_BYTE] = value;
        buffers.systemFlag(command(COMMAND_SYSTEM_FLAG));
        buffers.enableInterrupts(command(COMMAND_KEYBOARD_INTERRUPT), command(COMMAND_AUXILIARY_INTERRUPT));
    }

    private boolean command(int bit) {
        return (ram[COMMAND_BYTE] & bit) != 0;
    }

    private int outputPort() {
        int interrupts = (buffers.keyboardInterrupt() ? OUTPUT_PORT_KEYBOARD_INTERRUPT : 0)
                | (buffers.auxiliaryInterrupt() ? OUTPUT_PORT_AUXILIARY_INTERRUPT : 0);
        return outputPort & ~(OUTPUT_PORT_KEYBOARD_INTERRUPT | OUTPUT_PORT_AUXILIARY_INTERRUPT) | interrupts;
    }

    private void outputPort(int value) {
        outputPort = value | OUTPUT_PORT_RESET;
        a20.set((value & OUTPUT_PORT_A20) != 0);
        if ((value & OUTPUT_PORT_RESET) == 0) {
            wires.requestReset(Reset.INIT);
        }
    }

    /** Bits 3 to 0 that are 0 pulse their pin low; a pulse of the gate of A20 is too short to be seen. */
    private void pulse(int code) {
        if ((code & OUTPUT_PORT_RESET) == 0) {
            wires.requestReset(Reset.INIT);
        }
    }

    private void answer(int value) {
        answer(OutputByte.keyboard(value));
    }

    /** Gives a byte to the system, now or when it has taken the one before. */
    private void answer(OutputByte offered) {
        if (buffers.outputFull()) {
            answer = offered;
        } else {
            buffers.putOutput(offered);
        }
    }

    private void openWire() {
        wire.open(!command(COMMAND_DISABLE_KEYBOARD), !command(COMMAND_DISABLE_AUXILIARY),
                !buffers.outputFull() && answer == null);
    }
}
