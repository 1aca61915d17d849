package org.backplane.device.uart.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that a serial port remembers. The open stream of the host is not part of it: the next card opens it by its
 * name and gets the same one.
 *
 * @param divisor     DLM and DLL
 * @param ier         IER
 * @param lcr         LCR
 * @param scr         SCR
 * @param fifoMode    FCR0
 * @param modem       MCR and MSR
 * @param receiver    the receiver
 * @param transmitter the transmitter
 * @param input       the receiver's shift register
 * @param link        what has come from the host
 */
record UartState(int divisor, int ier, int lcr, int scr, boolean fifoMode, ModemControl.State modem,
        Receiver.State receiver, Transmitter.State transmitter, SerialInput.State input, LinkState link) {
    static final StateSchema SCHEMA = new StateSchema(Uart16550Component.PID, 1);

    /**
     * The cable's end at the chip.
     *
     * @param received   bytes of the host that the chip has not fetched
     * @param peer       whether somebody is at the other end
     * @param mayReceive RTS
     */
    record LinkState(byte[] received, boolean peer, boolean mayReceive) {
    }
}
