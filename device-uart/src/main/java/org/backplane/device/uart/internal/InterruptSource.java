package org.backplane.device.uart.internal;

/** The interrupts in order of priority, with their codes in IIR bits 3 to 0 (PC16550D Table IV). */
enum InterruptSource {
    RECEIVER_LINE_STATUS(0x06),
    CHARACTER_TIMEOUT(0x0c),
    RECEIVED_DATA_AVAILABLE(0x04),
    TRANSMITTER_HOLDING_REGISTER_EMPTY(0x02),
    MODEM_STATUS(0x00),
    NONE(0x01);

    private final int code;

    InterruptSource(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
