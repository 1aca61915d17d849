package org.backplane.device.lapic.internal;

/**
 * The error status register (SDM 3A §10.5.3): what happens is collected, and shown from the next write on. An error asks for
 * its interrupt if it has not been seen since that write.
 */
final class ErrorStatus {
    static final int SEND_ILLEGAL_VECTOR = 1 << 5;
    static final int RECEIVE_ILLEGAL_VECTOR = 1 << 6;
    static final int ILLEGAL_REGISTER_ADDRESS = 1 << 7;

    private final Runnable interrupt;
    private int shown;
    private int collected;

    ErrorStatus(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    void restore(int shownBefore, int collectedBefore) {
        shown = shownBefore;
        collected = collectedBefore;
    }

    void reset() {
        restore(0, 0);
    }

    void happened(int error) {
        boolean known = (collected & error) != 0;
        collected |= error;
        if (!known) {
            interrupt.run();
        }
    }

    void latch() {
        shown = collected;
        collected = 0;
    }

    int shown() {
        return shown;
    }

    int collected() {
        return collected;
    }
}
