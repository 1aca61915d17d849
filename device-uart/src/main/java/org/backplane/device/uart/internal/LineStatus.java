package org.backplane.device.uart.internal;

/** The bits of the Line Status Register (PC16550D §8.4). */
final class LineStatus {
    static final int LSR_DR = 0x01;
    static final int LSR_OE = 0x02;
    static final int LSR_PE = 0x04;
    static final int LSR_FE = 0x08;
    static final int LSR_BI = 0x10;
    static final int LSR_THRE = 0x20;
    static final int LSR_TEMT = 0x40;
    static final int LSR_ERROR_IN_FIFO = 0x80;

    private LineStatus() {
    }
}
