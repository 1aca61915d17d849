package org.backplane.device.uart.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;

/**
 * The transmitter: holding register or FIFO, and the shift register (PC16550D §8.4 bits 5 and 6, §8.11 XMIT). What the
 * other end cannot take stays in the shift register; THRE and TEMT then come when it can.
 */
final class Transmitter {
    /** Where the shift register shifts to. */
    interface Output {
        /** Takes a character that was sent, over the loop if it started in loopback mode; or refuses it for now. */
        boolean shiftOut(int character, boolean loop, long nowNanos);
    }

    private final CharacterFifo holding = new CharacterFifo();
    private final LineControl line;
    private final BaudGenerator baud;
    private final VirtualClock clock;
    private final DeviceEvents events;
    private final Output output;
    private final boolean paced;
    private final CharacterClock characters;
    private final Timer shiftTimer;
    private final Timer emptyTimer;

    private boolean fifoMode;
    private boolean loop;
    private boolean shifting;
    private int shiftRegister;
    private boolean shiftsIntoLoop;
    private boolean refused;
    private boolean holdingEmpty = true;
    /** The indication of an empty FIFO waits for {@link #emptyTimer}. */
    private boolean emptyDelayed;
    /** The FIFO held two characters at a time since THRE was last set, so that the indication is not delayed. */
    private boolean heldTwo;
    private boolean interrupt;

    Transmitter(LineControl line, BaudGenerator baud, boolean paced, VirtualClock clock, TimerFactory timers,
            DeviceEvents events, Output output, Runnable changed) {
        this.line = line;
        this.baud = baud;
        this.clock = clock;
        this.events = events;
        this.output = output;
        this.paced = paced;
        this.characters = new CharacterClock(baud);
        this.shiftTimer = timers.make("transmit", deadlineNanos -> {
            shiftOut(deadlineNanos);
            fillShiftRegister();
            changed.run();
        });
        this.emptyTimer = timers.make("transmitter empty", deadlineNanos -> {
            holdingRegisterEmpty();
            changed.run();
        });
    }

    /** The holding register or FIFO, the shift register, and what waits for a timer. */
    record State(boolean fifoMode, int[] holding, boolean loop, boolean shifting, int shiftRegister, boolean shiftsIntoLoop,
            boolean refused, boolean holdingEmpty, boolean emptyDelayed, boolean heldTwo, boolean interrupt,
            CharacterClock.State characters, long shiftNanos, long emptyNanos) {
    }

    State state() {
        return new State(fifoMode, holding.contents(), loop, shifting, shiftRegister, shiftsIntoLoop, refused, holdingEmpty,
                emptyDelayed, heldTwo, interrupt, characters.state(), shiftTimer.deadlineNanos(),
                emptyTimer.deadlineNanos());
    }

    void restore(State state) {
        fifoMode = state.fifoMode;
        holding.restore(state.fifoMode, state.holding);
        loop = state.loop;
        shifting = state.shifting;
        shiftRegister = state.shiftRegister;
        shiftsIntoLoop = state.shiftsIntoLoop;
        refused = state.refused;
        holdingEmpty = state.holdingEmpty;
        emptyDelayed = state.emptyDelayed;
        heldTwo = state.heldTwo;
        interrupt = state.interrupt;
        characters.restore(state.characters);
        if (state.shiftNanos >= 0) {
            shiftTimer.arm(state.shiftNanos);
        }
        if (state.emptyNanos >= 0) {
            emptyTimer.arm(state.emptyNanos);
        }
    }

    /** THR is written: THRE and its interrupt go away. {@link #start} sends. */
    void load(int character) {
        interrupt = false;
        holdingEmpty = false;
        emptyDelayed = false;
        emptyTimer.cancel();
        if (!holding.isFull()) {
            holding.add(character);
        } else {
            overflow(character);
        }
        heldTwo |= holding.size() >= 2;
    }

    /** Starts to send if nothing is being sent. */
    void start() {
        if (!shifting) {
            characters.start(clock.nanos());
            fillShiftRegister();
        }
    }

    /** The other end can take characters again. */
    void lineReady() {
        if (refused) {
            shiftOut(clock.nanos());
            if (!refused) {
                start();
            }
        }
    }

    /** The divisor latch was loaded; a generator that stood may run now. */
    void divisorLoaded() {
        if (shifting && paced && !refused && !shiftTimer.armed()) {
            characters.start(clock.nanos());
            timeCharacter();
        }
    }

    /** Characters that are put into the shift register from now on go into the loop, or out of it. */
    void loopback(boolean on) {
        loop = on;
    }

    /** FCR0 has changed; the first indication afterwards is immediate (§8.11). */
    void fifoMode(boolean on) {
        fifoMode = on;
        holding.fifoMode(on);
        clear();
        heldTwo = true;
    }

    /** FCR2: the FIFO is emptied, the shift register is not. */
    void clear() {
        holding.clear();
        emptyTimer.cancel();
        if (!holdingEmpty) {
            holdingRegisterEmpty();
        }
    }

    void reset() {
        fifoMode(false);
        shiftTimer.cancel();
        loop = false;
        shifting = false;
        refused = false;
        interrupt = false;
    }

    /** THRE and TEMT. */
    int lineStatus() {
        boolean empty = holding.isEmpty() && !shifting;
        return (holdingEmpty ? LineStatus.LSR_THRE : 0) | (empty ? LineStatus.LSR_TEMT : 0);
    }

    boolean interrupt() {
        return interrupt;
    }

    /** ETBEI was switched on: an empty holding register interrupts at once. */
    void interruptEnabled() {
        interrupt = holdingEmpty;
    }

    /** IIR was read and named this interrupt. */
    void interruptIdentified() {
        interrupt = false;
    }

    private void overflow(int character) {
        events.guest("THR written while THRE was clear and there was no room, a character is lost (PC16550D §8.4)");
        if (!fifoMode) {
            holding.remove();
            holding.add(character);
        }
    }

    private void fillShiftRegister() {
        while (!shifting && !holding.isEmpty()) {
            shiftRegister = holding.remove();
            shiftsIntoLoop = loop;
            shifting = true;
            if (holding.isEmpty()) {
                emptied();
            }
            if (paced) {
                timeCharacter();
            } else {
                shiftOut(clock.nanos());
            }
        }
    }

    /** The last character has left the holding register or FIFO (§8.11 XMIT B). */
    private void emptied() {
        emptyDelayed = paced && fifoMode && !heldTwo;
        if (!emptyDelayed) {
            holdingRegisterEmpty();
        }
    }

    private void timeCharacter() {
        if (!baud.running()) {
            return;
        }
        if (emptyDelayed) {
            emptyTimer.arm(characters.after(line.characterHalfBits() - line.lastStopHalfBits()));
        }
        shiftTimer.arm(characters.next(line.characterHalfBits()));
    }

    private void shiftOut(long nowNanos) {
        refused = !output.shiftOut(shiftRegister & line.dataMask(), shiftsIntoLoop, nowNanos);
        shifting = refused;
    }

    private void holdingRegisterEmpty() {
        holdingEmpty = true;
        emptyDelayed = false;
        heldTwo = false;
        interrupt = true;
    }
}
