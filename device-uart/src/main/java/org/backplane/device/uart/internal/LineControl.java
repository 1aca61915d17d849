package org.backplane.device.uart.internal;

/** The Line Control Register: the format of a character (PC16550D §8.1). */
final class LineControl {
    static final int LCR_WLS = 0x03;
    static final int LCR_STB = 0x04;
    static final int LCR_PEN = 0x08;
    static final int LCR_EPS = 0x10;
    static final int LCR_STICK_PARITY = 0x20;
    static final int LCR_BREAK = 0x40;
    static final int LCR_DLAB = 0x80;

    private int value = UartRegister.LCR.initial();

    int value() {
        return value;
    }

    void write(int newValue) {
        value = newValue;
    }

    boolean dlab() {
        return (value & LCR_DLAB) != 0;
    }

    boolean breakControl() {
        return (value & LCR_BREAK) != 0;
    }

    int dataBits() {
        return 5 + (value & LCR_WLS);
    }

    /** The bits of a byte that a character of this length has. */
    int dataMask() {
        return (1 << dataBits()) - 1;
    }

    /** Stop bits in half bits: 1, 1.5 (with 5 data bits) or 2 bits. */
    int stopHalfBits() {
        if ((value & LCR_STB) == 0) {
            return 2;
        }
        return dataBits() == 5 ? 3 : 4;
    }

    /** The last stop bit in half bits: what is left of the stop bits after the first one, or the first. */
    int lastStopHalfBits() {
        return stopHalfBits() == 2 ? 2 : stopHalfBits() - 2;
    }

    /** A whole character in half bits: start bit, data bits, parity bit, stop bits. */
    int characterHalfBits() {
        int parityHalfBits = parity() ? 2 : 0;
        return 2 + 2 * dataBits() + parityHalfBits + stopHalfBits();
    }

    /** Whether a character of zeroes without a mark anywhere has the wrong parity: its parity bit should be 1. */
    boolean breakViolatesParity() {
        return parity() && (value & LCR_EPS) == 0;
    }

    private boolean parity() {
        return (value & LCR_PEN) != 0;
    }
}
