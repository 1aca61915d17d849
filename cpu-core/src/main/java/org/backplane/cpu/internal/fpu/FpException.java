package org.backplane.cpu.internal.fpu;

/**
 * The floating-point exceptions as bits: flags of the x87 status word and of MXCSR, and one place up the masks of both
 * (SDM 1 §8.1.3, §8.1.5, §10.2.3).
 */
public final class FpException {
    public static final int INVALID = 1;
    public static final int DENORMAL = 1 << 1;
    public static final int ZERO_DIVIDE = 1 << 2;
    public static final int OVERFLOW = 1 << 3;
    public static final int UNDERFLOW = 1 << 4;
    public static final int PRECISION = 1 << 5;
    public static final int ALL = (1 << 6) - 1;

    /** Those that are found before the operation: if one is not masked there is no result (SDM 1 §8.5, §11.5.1). */
    public static final int BEFORE = INVALID | DENORMAL | ZERO_DIVIDE;

    private FpException() {
    }
}
