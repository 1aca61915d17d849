package org.backplane.device.kbd.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;

/**
 * The bus side of the UPI-41 in the controller: one input and one output buffer and the status register between them
 * (PC AT "Status Register", "Output Buffer", "Input Buffer"). The interrupts follow the output buffer.
 */
final class HostBuffers {
    static final int STATUS_OUTPUT_FULL = 0x01;
    static final int STATUS_INPUT_FULL = 0x02;
    static final int STATUS_SYSTEM = 0x04;
    static final int STATUS_COMMAND = 0x08;
    static final int STATUS_UNLOCKED = 0x10;
    static final int STATUS_AUXILIARY = 0x20;
    static final int STATUS_TIMEOUT = 0x40;

    private final Line keyboardInterrupt;
    private final Line auxiliaryInterrupt;
    private final DeviceEvents events;
    private int status;
    private int output;
    private int input;
    private boolean keyboardEnabled;
    private boolean auxiliaryEnabled;

    HostBuffers(Line keyboardInterrupt, Line auxiliaryInterrupt, DeviceEvents events) {
        this.keyboardInterrupt = keyboardInterrupt;
        this.auxiliaryInterrupt = auxiliaryInterrupt;
        this.events = events;
        reset();
    }

    /** Status register, the two buffers, and which interrupts are enabled. */
    record State(int status, int output, int input, boolean keyboardEnabled, boolean auxiliaryEnabled) {
    }

    State state() {
        return new State(status, output, input, keyboardEnabled, auxiliaryEnabled);
    }

    void restore(State state) {
        status = state.status;
        output = state.output;
        input = state.input;
        enableInterrupts(state.keyboardEnabled, state.auxiliaryEnabled);
    }

    void reset() {
        status = ControllerRegister.STATUS.initial();
        output = ControllerRegister.OUTPUT_BUFFER.initial();
        input = ControllerRegister.INPUT_BUFFER.initial();
        update();
    }

    // What the system does.

    int status() {
        return status;
    }

    int peekOutput() {
        return output;
    }

    /** Port 60h is read; the byte stays there to be read again. */
    int readOutput() {
        status &= ~STATUS_OUTPUT_FULL;
        update();
        return output;
    }

    void write(int value, boolean command) {
        if (inputFull()) {
            events.guest(String.format("port %s written with %02x while the input buffer is full (PC AT \"Status Register\""
                    + " bit 1): the byte before it is lost", command ? "64" : "60", value));
        }
        input = value;
        status = status & ~STATUS_COMMAND | STATUS_INPUT_FULL | (command ? STATUS_COMMAND : 0);
    }

    // What the controller's program does.

    boolean inputFull() {
        return (status & STATUS_INPUT_FULL) != 0;
    }

    boolean inputIsCommand() {
        return (status & STATUS_COMMAND) != 0;
    }

    int takeInput() {
        status &= ~STATUS_INPUT_FULL;
        return input;
    }

    boolean outputFull() {
        return (status & STATUS_OUTPUT_FULL) != 0;
    }

    void putOutput(OutputByte offered) {
        output = offered.value();
        status = status & ~(STATUS_AUXILIARY | STATUS_TIMEOUT) | STATUS_OUTPUT_FULL
                | (offered.auxiliary() ? STATUS_AUXILIARY : 0) | (offered.timeout() ? STATUS_TIMEOUT : 0);
        update();
    }

    void systemFlag(boolean set) {
        status = set ? status | STATUS_SYSTEM : status & ~STATUS_SYSTEM;
    }

    void enableInterrupts(boolean keyboard, boolean auxiliary) {
        keyboardEnabled = keyboard;
        auxiliaryEnabled = auxiliary;
        update();
    }

    boolean keyboardInterrupt() {
        return keyboardEnabled && (status & (STATUS_OUTPUT_FULL | STATUS_AUXILIARY)) == STATUS_OUTPUT_FULL;
    }

    boolean auxiliaryInterrupt() {
        return auxiliaryEnabled && (status & STATUS_OUTPUT_FULL) != 0 && (status & STATUS_AUXILIARY) != 0;
    }

    private void update() {
        keyboardInterrupt.set(keyboardInterrupt());
        auxiliaryInterrupt.set(auxiliaryInterrupt());
    }
}
