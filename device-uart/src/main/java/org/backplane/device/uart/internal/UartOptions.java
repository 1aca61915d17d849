package org.backplane.device.uart.internal;

/**
 * How a chip is built into its board.
 *
 * @param clockHz             the crystal
 * @param paced               whether characters take their time on the line
 * @param out2GatesInterrupt  whether INTR reaches the line only while OUT2 is active
 * @param registerStrideBytes distance of two registers in the range
 */
public record UartOptions(long clockHz, boolean paced, boolean out2GatesInterrupt, int registerStrideBytes) {
    private static final long CLOCK_HZ_LIMIT = 1_000_000_000L;

    /** Checks them. */
    public UartOptions {
        if (clockHz < 1 || clockHz > CLOCK_HZ_LIMIT) {
            throw new IllegalArgumentException("clockHz: " + clockHz + " is not between 1 and " + CLOCK_HZ_LIMIT);
        }
        if (registerStrideBytes < 1 || registerStrideBytes > 8 || Integer.bitCount(registerStrideBytes) != 1) {
            throw new IllegalArgumentException("registerStride: " + registerStrideBytes + " is none of 1, 2, 4, 8");
        }
    }
}
