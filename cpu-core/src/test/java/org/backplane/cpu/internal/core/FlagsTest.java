package org.backplane.cpu.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CF of sums and differences, in each way in which it is computed, against arithmetic of 64 bits. */
class FlagsTest {
    private static final int[] NUMBERS = {0, 1, 4, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFB, 0xFFFF_FFFF};

    static IntStream numbers() {
        return IntStream.of(NUMBERS);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void theHighestCarryOutAndBorrowAreCarry(int b) {
        for (int a : NUMBERS) {
            int carry = (int) ((a & 0xFFFF_FFFFL) + (b & 0xFFFF_FFFFL) >>> 32);
            int borrow = Integer.compareUnsigned(a, b) < 0 ? 1 : 0;
            assertThat(Flags.cf(Flags.carryOuts(a, b, a + b))).as("CF of %x + %x", a, b).isEqualTo(carry);
            assertThat(Flags.cf(Flags.carryOuts(a, b >> 31, a + b))).as("CF of %x + %x by the sign alone", a, b).isEqualTo(carry);
            assertThat(Flags.sumCarry(32, a, b)).as("CF of %x + %x by 64 bits", a, b).isEqualTo(carry);
            assertThat(Flags.cf(Flags.borrows(a, b, a - b))).as("CF of %x - %x", a, b).isEqualTo(borrow);
            assertThat(Flags.cf(Flags.borrows(a, b >> 31, a - b))).as("CF of %x - %x by the sign alone", a, b).isEqualTo(borrow);
            assertThat(Flags.differenceCarry(32, a, b)).as("CF of %x - %x by 64 bits", a, b).isEqualTo(borrow);
        }
    }
}
