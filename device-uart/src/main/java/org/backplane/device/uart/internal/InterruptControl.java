package org.backplane.device.uart.internal;

/** The interrupt enable register and the priority of the interrupts (PC16550D §8.6, §8.7, Table IV). */
final class InterruptControl {
    private static final int IER_ERBFI = 0x01;
    private static final int IER_ETBEI = 0x02;
    private static final int IER_ELSI = 0x04;
    private static final int IER_EDSSI = 0x08;
    private static final int IER_BITS = 0x0f;

    private final Receiver receiver;
    private final Transmitter transmitter;
    private final ModemControl modem;
    private int enable = UartRegister.IER.initial();

    InterruptControl(Receiver receiver, Transmitter transmitter, ModemControl modem) {
        this.receiver = receiver;
        this.transmitter = transmitter;
        this.modem = modem;
    }

    void restore(int ier) {
        enable = ier & IER_BITS;
    }

    int enable() {
        return enable;
    }

    void writeEnable(int value) {
        boolean transmitterEnabled = (value & ~enable & IER_ETBEI) != 0;
        enable = value & IER_BITS;
        if (transmitterEnabled) {
            transmitter.interruptEnabled();
        }
    }

    void reset() {
        enable = UartRegister.IER.initial();
    }

    /** The enabled interrupt of the highest priority. A time-out sets bit 3 beside the bits of received data. */
    InterruptSource pending() {
        if (enabled(IER_ELSI) && receiver.lineStatusInterrupt()) {
            return InterruptSource.RECEIVER_LINE_STATUS;
        }
        if (enabled(IER_ERBFI) && receiver.timeout()) {
            return InterruptSource.CHARACTER_TIMEOUT;
        }
        if (enabled(IER_ERBFI) && receiver.dataAvailable()) {
            return InterruptSource.RECEIVED_DATA_AVAILABLE;
        }
        if (enabled(IER_ETBEI) && transmitter.interrupt()) {
            return InterruptSource.TRANSMITTER_HOLDING_REGISTER_EMPTY;
        }
        if (enabled(IER_EDSSI) && modem.interrupt()) {
            return InterruptSource.MODEM_STATUS;
        }
        return InterruptSource.NONE;
    }

    /** IIR was read: that resets the transmitter's interrupt if it was the source. */
    void identified() {
        if (pending() == InterruptSource.TRANSMITTER_HOLDING_REGISTER_EMPTY) {
            transmitter.interruptIdentified();
        }
    }

    private boolean enabled(int interrupt) {
        return (enable & interrupt) != 0;
    }
}
