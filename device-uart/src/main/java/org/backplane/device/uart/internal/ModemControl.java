package org.backplane.device.uart.internal;

/** The modem's control outputs and inputs: MCR and MSR (PC16550D §8.8, §8.9). */
final class ModemControl {
    static final int MCR_DTR = 0x01;
    static final int MCR_RTS = 0x02;
    static final int MCR_OUT1 = 0x04;
    static final int MCR_OUT2 = 0x08;
    static final int MCR_LOOP = 0x10;
    private static final int MCR_BITS = 0x1f;

    static final int MSR_DCTS = 0x01;
    static final int MSR_DDSR = 0x02;
    static final int MSR_TERI = 0x04;
    static final int MSR_DDCD = 0x08;
    static final int MSR_CTS = 0x10;
    static final int MSR_DSR = 0x20;
    static final int MSR_RI = 0x40;
    static final int MSR_DCD = 0x80;
    /** From a line's bit to its delta's. */
    private static final int DELTA_SHIFT = 4;

    private int control = UartRegister.MCR.initial();
    private int pins;
    private int lines;
    private int deltas;

    /** MCR, MSR and the pins. */
    record State(int control, int pins, int lines, int deltas) {
    }

    State state() {
        return new State(control, pins, lines, deltas);
    }

    void restore(State state) {
        control = state.control & MCR_BITS;
        pins = state.pins;
        lines = state.lines;
        deltas = state.deltas;
    }

    int control() {
        return control;
    }

    void writeControl(int value) {
        control = value & MCR_BITS;
        updateLines();
    }

    boolean loop() {
        return (control & MCR_LOOP) != 0;
    }

    /** The RTS pin; loopback mode holds the output pins inactive. */
    boolean requestToSend() {
        return !loop() && (control & MCR_RTS) != 0;
    }

    /** The OUT2 pin; loopback mode holds the output pins inactive. */
    boolean out2() {
        return !loop() && (control & MCR_OUT2) != 0;
    }

    /** The input pins. RI has no source outside the chip. */
    void pins(boolean clearToSend, boolean carrier) {
        pins = (clearToSend ? MSR_CTS : 0) | (carrier ? MSR_DSR | MSR_DCD : 0);
        updateLines();
    }

    int status() {
        return lines | deltas;
    }

    /** MSR was read. */
    void statusRead() {
        deltas = 0;
    }

    boolean interrupt() {
        return deltas != 0;
    }

    void reset() {
        control = UartRegister.MCR.initial();
        updateLines();
        deltas = 0;
    }

    private void updateLines() {
        int before = lines;
        lines = loop() ? looped() : pins;
        int changed = before ^ lines;
        int ringEnded = before & ~lines & MSR_RI;
        deltas |= (changed & ~MSR_RI | ringEnded) >> DELTA_SHIFT;
    }

    private int looped() {
        return ((control & MCR_RTS) != 0 ? MSR_CTS : 0)
                | ((control & MCR_DTR) != 0 ? MSR_DSR : 0)
                | ((control & MCR_OUT1) != 0 ? MSR_RI : 0)
                | ((control & MCR_OUT2) != 0 ? MSR_DCD : 0);
    }
}
