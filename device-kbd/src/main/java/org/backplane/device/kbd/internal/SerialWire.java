package org.backplane.device.kbd.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * The controller's ends of the two PS/2 cables (PS/2 "Keyboard", "Data Stream", "Clock and Data Signals"). One byte is on
 * its way at a time, a frame of eleven bits with a clock of 12.5 kHz; the keyboard goes first. A byte that the controller
 * interrupts by pulling the clock low stays with the device, which sends it again.
 */
final class SerialWire {
    private static final long BIT_NANOS = 80_000;
    /** Start bit, eight data bits, parity, stop bit. */
    private static final long FRAME_NANOS = 11 * BIT_NANOS;
    /** Request to send (the clock is held for 100 microseconds), the frame, and the bit with which the device agrees. */
    private static final long SEND_NANOS = 100_000 + 12 * BIT_NANOS;
    /** How long the controller waits for a device that does not clock the byte out (PS/2 "Time-Out"). */
    private static final long TIMEOUT_NANOS = 15_000_000;

    private static final Transfer[] TRANSFERS = Transfer.values();

    private final VirtualClock clock;
    private final Timer frame;
    private final Listener listener;
    private SerialDevice keyboard;
    private SerialDevice auxiliary;
    private boolean keyboardOpen;
    private boolean auxiliaryOpen;
    private boolean listening;
    private Transfer transfer = Transfer.NONE;
    private int sending;

    private enum Transfer { NONE, FROM_KEYBOARD, FROM_AUXILIARY, TO_KEYBOARD, TO_AUXILIARY }

    /** The controller's program. */
    interface Listener {
        /** A byte has come. */
        void received(int value, boolean fromAuxiliary);

        /** The byte that was being sent has arrived, or nobody took it. */
        void sent(boolean toAuxiliary, boolean taken);
    }

    SerialWire(Wires wires, Listener listener) {
        this.clock = wires.clock();
        this.frame = wires.timer("frame", deadline -> finish());
        this.listener = listener;
    }

    /** Plugs the devices in; no device is {@code null} to the auxiliary socket only. */
    void connect(SerialDevice newKeyboard, SerialDevice newAuxiliary) {
        keyboard = newKeyboard;
        auxiliary = newAuxiliary;
    }

    /** Which clocks are let go, whether there is room for a byte, and the byte on its way: until when, and which. */
    record State(boolean keyboardOpen, boolean auxiliaryOpen, boolean listening, int transfer, int sending,
            long deadlineNanos) {
        State {
            if (transfer < 0 || transfer >= TRANSFERS.length) {
                throw new IllegalArgumentException("there is no transfer " + transfer);
            }
        }
    }

    State state() {
        return new State(keyboardOpen, auxiliaryOpen, listening, transfer.ordinal(), sending, frame.deadlineNanos());
    }

    /** The devices are connected already. A frame of a mouse that is not there any more is cut off. */
    void restore(State state) {
        keyboardOpen = state.keyboardOpen;
        auxiliaryOpen = state.auxiliaryOpen;
        listening = state.listening;
        transfer = TRANSFERS[state.transfer];
        sending = state.sending;
        if (transfer == Transfer.FROM_AUXILIARY && auxiliary == null) {
            transfer = Transfer.NONE;
            listen();
        } else if (transfer != Transfer.NONE) {
            frame.arm(state.deadlineNanos);
        }
    }

    void reset() {
        frame.cancel();
        transfer = Transfer.NONE;
        listening = true;
    }

    /** Says whether the clocks of the two cables are let go, and whether there is room for a byte. */
    void open(boolean toKeyboard, boolean toAuxiliary, boolean room) {
        keyboardOpen = toKeyboard;
        auxiliaryOpen = toAuxiliary;
        listening = room;
        boolean stopped = transfer == Transfer.FROM_KEYBOARD && !(keyboardOpen && listening)
                || transfer == Transfer.FROM_AUXILIARY && !(auxiliaryOpen && listening);
        if (stopped) {
            frame.cancel();
            transfer = Transfer.NONE;
        }
        listen();
    }

    boolean sending() {
        return transfer == Transfer.TO_KEYBOARD || transfer == Transfer.TO_AUXILIARY;
    }

    /** Sends a byte; a frame that is coming in is cut off. */
    void send(int value, boolean toAuxiliary) {
        sending = value;
        boolean nobody = toAuxiliary && auxiliary == null;
        begin(toAuxiliary ? Transfer.TO_AUXILIARY : Transfer.TO_KEYBOARD, nobody ? TIMEOUT_NANOS : SEND_NANOS);
    }

    /** Starts to receive a byte if a device has one and nothing is on its way. */
    void listen() {
        if (transfer != Transfer.NONE || !listening) {
            return;
        }
        if (keyboardOpen && keyboard.hasByte()) {
            begin(Transfer.FROM_KEYBOARD, FRAME_NANOS);
        } else if (auxiliaryOpen && auxiliary != null && auxiliary.hasByte()) {
            begin(Transfer.FROM_AUXILIARY, FRAME_NANOS);
        }
    }

    private void begin(Transfer newTransfer, long nanos) {
        transfer = newTransfer;
        frame.arm(clock.nanos() + nanos);
    }

    private void finish() {
        Transfer finished = transfer;
        transfer = Transfer.NONE;
        switch (finished) {
            case FROM_KEYBOARD -> receive(keyboard, false);
            case FROM_AUXILIARY -> receive(auxiliary, true);
            case TO_KEYBOARD -> deliver(keyboard, false);
            case TO_AUXILIARY -> deliver(auxiliary, true);
            case NONE -> throw new AssertionError("a frame ended that had not begun");
        }
        listen();
    }

    private void receive(SerialDevice device, boolean isAuxiliary) {
        if (device.hasByte()) {
            int value = device.nextByte();
            device.accepted();
            listener.received(value, isAuxiliary);
        }
    }

    private void deliver(SerialDevice device, boolean isAuxiliary) {
        if (device != null) {
            device.receive(sending);
        }
        listener.sent(isAuxiliary, device != null);
    }
}
