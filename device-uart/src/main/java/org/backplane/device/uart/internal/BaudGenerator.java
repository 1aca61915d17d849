package org.backplane.device.uart.internal;

/**
 * The programmable baud generator (PC16550D §8.3): it divides the input clock by the divisor latch to 16 times the baud
 * rate. Receiver and transmitter share it, as on a PC, where BAUDOUT is tied to RCLK. A divisor of 0 stops it.
 */
final class BaudGenerator {
    private static final int CLOCKS_PER_HALF_BIT = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long clockHz;
    private int divisor;

    BaudGenerator(long clockHz) {
        this.clockHz = clockHz;
        powerOn();
    }

    void powerOn() {
        divisor = UartRegister.DLM.initial() << 8 | UartRegister.DLL.initial();
    }

    int divisor() {
        return divisor;
    }

    void restore(int latch) {
        divisor = latch & 0xffff;
    }

    int low() {
        return divisor & 0xff;
    }

    int high() {
        return divisor >> 8;
    }

    void writeLow(int value) {
        divisor = divisor & 0xff00 | value;
    }

    void writeHigh(int value) {
        divisor = value << 8 | divisor & 0x00ff;
    }

    boolean running() {
        return divisor != 0;
    }

    /** The input clocks that some half bits take. */
    long clocks(int halfBits) {
        return (long) CLOCKS_PER_HALF_BIT * halfBits * divisor;
    }

    /** The time that some input clocks take, cut to whole nanoseconds. */
    long nanos(long clocks) {
        return clocks / clockHz * NANOS_PER_SECOND + clocks % clockHz * NANOS_PER_SECOND / clockHz;
    }
}
