package org.backplane.device.uart.internal;

import static org.backplane.device.uart.internal.LineStatus.LSR_BI;
import static org.backplane.device.uart.internal.LineStatus.LSR_DR;
import static org.backplane.device.uart.internal.LineStatus.LSR_ERROR_IN_FIFO;
import static org.backplane.device.uart.internal.LineStatus.LSR_FE;
import static org.backplane.device.uart.internal.LineStatus.LSR_OE;
import static org.backplane.device.uart.internal.LineStatus.LSR_PE;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;

/** The receiver's buffer register or FIFO, its errors and its time-out (PC16550D §8.4, §8.5, §8.11 RCVR). */
final class Receiver {
    private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};
    private static final int TIMEOUT_CHARACTERS = 4;
    /** A FIFO entry holds the character in bits 7 to 0 and its errors, as LSR bits, above. */
    private static final int ERROR_SHIFT = 8;

    private final CharacterFifo buffer = new CharacterFifo();
    private final LineControl line;
    private final BaudGenerator baud;
    private final VirtualClock clock;
    private final Timer timeoutTimer;

    private boolean fifoMode;
    private int triggerLevel = TRIGGER_LEVELS[0];
    private int lastRead;
    private int errors;
    private boolean errorInFifo;
    private boolean timeout;

    Receiver(LineControl line, BaudGenerator baud, VirtualClock clock, TimerFactory timers, Runnable changed) {
        this.line = line;
        this.baud = baud;
        this.clock = clock;
        this.timeoutTimer = timers.make("character time-out", deadlineNanos -> {
            timeout = true;
            changed.run();
        });
    }

    /** The buffer and what LSR and the time-out show of it. */
    record State(boolean fifoMode, int[] buffer, int triggerLevel, int lastRead, int errors, boolean errorInFifo,
            boolean timeout, long timeoutNanos) {
    }

    State state() {
        return new State(fifoMode, buffer.contents(), triggerLevel, lastRead, errors, errorInFifo, timeout,
                timeoutTimer.deadlineNanos());
    }

    void restore(State state) {
        fifoMode = state.fifoMode;
        buffer.restore(state.fifoMode, state.buffer);
        triggerLevel = state.triggerLevel;
        lastRead = state.lastRead;
        errors = state.errors;
        errorInFifo = state.errorInFifo;
        timeout = state.timeout;
        if (state.timeoutNanos >= 0) {
            timeoutTimer.arm(state.timeoutNanos);
        }
    }

    /** A character has been received completely. */
    void accept(int character, int characterErrors, long nowNanos) {
        if (buffer.isFull()) {
            errors |= LSR_OE;
            if (fifoMode) {
                return;
            }
            buffer.remove();
        }
        buffer.add(character | characterErrors << ERROR_SHIFT);
        errorInFifo |= fifoMode && characterErrors != 0;
        if (buffer.size() == 1) {
            reveal();
        }
        if (!timeout) {
            restartTimeout(nowNanos);
        }
    }

    /** The receiver input was at the spacing level for longer than a character: one zero character, with its errors. */
    void acceptBreak(long nowNanos) {
        accept(0, LSR_BI | LSR_FE | (line.breakViolatesParity() ? LSR_PE : 0), nowNanos);
    }

    /** RBR is read. An empty buffer gives the last character again. */
    int read() {
        if (!buffer.isEmpty()) {
            lastRead = buffer.remove() & 0xff;
            reveal();
            timeout = false;
            restartTimeout(clock.nanos());
        }
        return lastRead;
    }

    int peek() {
        return buffer.isEmpty() ? lastRead : buffer.top() & 0xff;
    }

    /** The divisor latch was loaded. */
    void divisorLoaded() {
        if (!timeout) {
            restartTimeout(clock.nanos());
        }
    }

    /** FCR0 has changed. */
    void fifoMode(boolean on) {
        fifoMode = on;
        buffer.fifoMode(on);
        clear();
    }

    /** FCR1: the FIFO is emptied; errors that the CPU can see already stay until it reads LSR. */
    void clear() {
        buffer.clear();
        errorInFifo = false;
        timeout = false;
        timeoutTimer.cancel();
    }

    /** FCR7 and FCR6. */
    void triggerLevel(int code) {
        triggerLevel = TRIGGER_LEVELS[code];
    }

    void reset() {
        fifoMode(false);
        triggerLevel(0);
        errors = 0;
    }

    /** DR, the errors, and the error in the FIFO. */
    int lineStatus() {
        return (buffer.isEmpty() ? 0 : LSR_DR) | errors | (errorInFifo ? LSR_ERROR_IN_FIFO : 0);
    }

    /** LSR was read: errors that it showed are forgotten; bit 7 stays if there are more behind the top of the FIFO. */
    void lineStatusRead() {
        errors = 0;
        errorInFifo &= subsequentError();
    }

    boolean lineStatusInterrupt() {
        return errors != 0;
    }

    /** The buffer is full or the FIFO has reached its trigger level. */
    boolean dataAvailable() {
        return buffer.size() >= (fifoMode ? triggerLevel : 1);
    }

    boolean timeout() {
        return timeout;
    }

    /** The errors of the character at the top become visible (§8.4 bits 2 to 4). */
    private void reveal() {
        if (!buffer.isEmpty()) {
            errors |= buffer.top() >> ERROR_SHIFT;
        }
    }

    private boolean subsequentError() {
        for (int index = 1; index < buffer.size(); index++) {
            if (buffer.get(index) >> ERROR_SHIFT != 0) {
                return true;
            }
        }
        return false;
    }

    private void restartTimeout(long nowNanos) {
        if (fifoMode && !buffer.isEmpty() && baud.running()) {
            long clocks = TIMEOUT_CHARACTERS * baud.clocks(line.characterHalfBits());
            timeoutTimer.arm(nowNanos + baud.nanos(clocks));
        } else {
            timeoutTimer.cancel();
        }
    }
}
