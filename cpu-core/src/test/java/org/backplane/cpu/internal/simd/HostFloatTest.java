package org.backplane.cpu.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.backplane.cpu.internal.fpu.FpException;
import org.junit.jupiter.api.Test;

/** The host's arithmetic gives the bits of the integer arithmetic, and no exception that the other does not raise. */
class HostFloatTest {
    private static final int CASES = 200_000;
    private final SplittableRandom random = new SplittableRandom(754);
    private final SseUnit exact = new SseUnit();
    private final SseUnit fast = new SseUnit();

    /** A number of any class, with an exponent near that of others, near the ends of the range, or any. */
    private long number(boolean wide) {
        long fraction = random.nextInt(4) == 0 ? random.nextInt(4) - 2L : random.nextLong();
        int top = wide ? 0x7FF : 0xFF;
        int exponent = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(top + 1);
            case 1 -> random.nextInt(3);
            case 2 -> top - random.nextInt(3);
            default -> top / 2 + random.nextInt(60) - 30;
        };
        long sign = random.nextInt(2);
        return wide ? sign << 63 | (long) exponent << 52 | fraction & (1L << 52) - 1
                : sign << 31 | (long) exponent << 23 | fraction & (1L << 23) - 1;
    }

    private void compare(String what, long expected, long actual) {
        assertThat(actual).as(what).isEqualTo(expected);
        assertThat(fast.raised | FpException.PRECISION).as(what).isEqualTo(exact.raised | FpException.PRECISION);
    }

    @Test
    void givesTheSameBitsAndExceptions() {
        fast.precisionNoted = true;
        for (int i = 0; i < CASES; i++) {
            boolean wide = (i & 1) == 0;
            long a = number(wide);
            long b = number(wide);
            exact.raised = 0;
            fast.raised = 0;
            String what = Long.toHexString(a) + " " + Long.toHexString(b);
            compare("add " + what, exact.add(a, b, wide), fast.add(a, b, wide));
            compare("subtract " + what, exact.subtract(a, b, wide), fast.subtract(a, b, wide));
            compare("multiply " + what, exact.multiply(a, b, wide), fast.multiply(a, b, wide));
            compare("divide " + what, exact.divide(a, b, wide), fast.divide(a, b, wide));
            compare("root " + what, exact.squareRoot(a, wide), fast.squareRoot(a, wide));
        }
    }
}
