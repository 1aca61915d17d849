package org.backplane.device.uart.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;

/**
 * The receiver's shift register: takes characters from SIN and hands them to the receiver, one character time apart if
 * the line is paced. A line that is not paced waits while received data is available, so nothing is overrun; it does
 * not fill the FIFO beyond the trigger level, because then the received-data interrupt of an edge-triggered system
 * would not be raised again for a driver that reads one character at a time.
 */
final class SerialInput {
    private final SerialLink link;
    private final Receiver receiver;
    private final LineControl line;
    private final BaudGenerator baud;
    private final VirtualClock clock;
    private final boolean paced;
    private final CharacterClock characters;
    private final Timer shiftTimer;
    private final Timer breakTimer;

    private boolean connected = true;
    private boolean spacing;
    private int shiftRegister = SerialLink.NONE;

    SerialInput(SerialLink link, Receiver receiver, LineControl line, BaudGenerator baud, boolean paced,
            VirtualClock clock, TimerFactory timers, Runnable changed) {
        this.link = link;
        this.receiver = receiver;
        this.line = line;
        this.baud = baud;
        this.clock = clock;
        this.paced = paced;
        this.characters = new CharacterClock(baud);
        this.shiftTimer = timers.make("receive", deadlineNanos -> {
            receive(deadlineNanos);
            shiftNext();
            changed.run();
        });
        this.breakTimer = timers.make("break", deadlineNanos -> {
            receiver.acceptBreak(deadlineNanos);
            changed.run();
        });
    }

    /** The shift register and its timers. */
    record State(boolean connected, boolean spacing, int shiftRegister, CharacterClock.State characters, long shiftNanos,
            long breakNanos) {
    }

    State state() {
        return new State(connected, spacing, shiftRegister, characters.state(), shiftTimer.deadlineNanos(),
                breakTimer.deadlineNanos());
    }

    void restore(State state) {
        connected = state.connected;
        spacing = state.spacing;
        shiftRegister = state.shiftRegister;
        characters.restore(state.characters);
        if (state.shiftNanos >= 0) {
            shiftTimer.arm(state.shiftNanos);
        }
        if (state.breakNanos >= 0) {
            breakTimer.arm(state.breakNanos);
        }
    }

    /** Takes what the other end sends, as far as there is room or time. */
    void poll() {
        if (!connected) {
            return;
        }
        if (!paced) {
            while (!receiver.dataAvailable() && fillShiftRegister()) {
                receive(clock.nanos());
            }
        } else if (!shiftTimer.armed()) {
            characters.start(clock.nanos());
            shiftNext();
        }
    }

    /** SIN is disconnected in loopback mode (§8.8 bit 4); the character that was coming in then comes again later. */
    void connected(boolean on) {
        connected = on;
        if (!on) {
            shiftTimer.cancel();
        }
    }

    /** MR: the receiver waits for a start bit. A character that was coming in is not lost, it comes again. */
    void reset() {
        connected = true;
        spacing = false;
        shiftTimer.cancel();
        breakTimer.cancel();
    }

    /** The looped input goes to the spacing level or back to marking; held there it becomes a break (§8.4 bit 4). */
    void spacing(boolean on) {
        if (on && !spacing && !paced) {
            receiver.acceptBreak(clock.nanos());
        } else if (on && !spacing && baud.running()) {
            long clocks = baud.clocks(line.characterHalfBits());
            breakTimer.arm(clock.nanos() + baud.nanos(clocks));
        } else if (!on) {
            breakTimer.cancel();
        }
        spacing = on;
    }

    private boolean fillShiftRegister() {
        if (shiftRegister == SerialLink.NONE) {
            shiftRegister = link.receive();
        }
        return shiftRegister != SerialLink.NONE;
    }

    private void shiftNext() {
        if (baud.running() && fillShiftRegister()) {
            shiftTimer.arm(characters.next(line.characterHalfBits()));
        }
    }

    private void receive(long nowNanos) {
        receiver.accept(shiftRegister & line.dataMask(), 0, nowNanos);
        shiftRegister = SerialLink.NONE;
    }
}
