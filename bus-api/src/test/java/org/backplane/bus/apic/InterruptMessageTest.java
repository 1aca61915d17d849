package org.backplane.bus.apic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptMessageTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, FIXED", "1, LOWEST_PRIORITY", "2, SMI", "3, RESERVED", "4, NMI", "5, INIT", "6, START_UP", "7, EXT_INT",
        "12, NMI"})
    void theDeliveryModeIsAFieldOfThreeBits(int code, Delivery delivery) {
        assertThat(Delivery.of(code)).isEqualTo(delivery);
    }

    @Test
    void destinationAndVectorHaveEightBits() {
        assertThat(new InterruptMessage(255, true, Delivery.FIXED, 255, true).vector()).isEqualTo(255);
        assertThatThrownBy(() -> new InterruptMessage(256, false, Delivery.FIXED, 0, false))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("destination 256, vector 0");
        assertThatThrownBy(() -> new InterruptMessage(0, false, Delivery.FIXED, -1, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InterruptMessage(0, false, null, 0, false)).isInstanceOf(NullPointerException.class);
    }
}
