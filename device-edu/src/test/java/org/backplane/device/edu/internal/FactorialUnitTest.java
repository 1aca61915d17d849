package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** FACTORIAL and STATUS: QEMU edu "MMIO area spec". */
class FactorialUnitTest {
    private static final long LONG_ENOUGH = 34 * FactorialUnit.NANOS_PER_FACTOR;

    private final EduDriver driver = new EduDriver();

    @Test
    void itComputesForAMicrosecondEachFactor() {
        driver.write(0x08, 5);
        driver.wires.advance(4_999);
        assertThat(driver.read(0x20)).as("computing").isEqualTo(0x01);
        assertThat(driver.read(0x08)).as("still the operand").isEqualTo(5);

        driver.wires.advance(1);
        assertThat(driver.read(0x20)).isZero();
        assertThat(driver.read(0x08)).isEqualTo(120);
        assertThat(driver.interrupted()).as("nobody asked for an interrupt").isFalse();
    }

    @Test
    void zeroTakesTimeTooSoThatADriverSeesItComputing() {
        driver.write(0x08, 0);
        assertThat(driver.read(0x20)).isEqualTo(0x01);
        driver.wires.advance(FactorialUnit.NANOS_PER_FACTOR);

        assertThat(driver.read(0x08)).isEqualTo(1);
    }

    @Test
    void itInterruptsIfTold() {
        driver.write(0x20, 0xff);
        assertThat(driver.read(0x20)).as("one bit can be written").isEqualTo(0x80);
        driver.write(0x08, 4);
        driver.wires.advance(LONG_ENOUGH);

        assertThat(driver.interrupted()).isTrue();
        assertThat(driver.read(0x24)).isEqualTo(0x01);
        assertThat(driver.read(0x20)).as("the bit stays for the next one").isEqualTo(0x80);
    }

    @Test
    void whetherItInterruptsIsDecidedWhenItIsDone() {
        driver.write(0x08, 4);
        driver.write(0x20, 0x80);
        assertThat(driver.read(0x20)).as("still computing").isEqualTo(0x81);
        driver.wires.advance(LONG_ENOUGH);

        assertThat(driver.interrupted()).isTrue();
    }

    @Test
    void anOperandThatComesTooEarlyIsLostAndReported() {
        driver.write(0x08, 5);
        driver.write(0x08, 6);
        driver.wires.advance(LONG_ENOUGH);

        assertThat(driver.read(0x08)).isEqualTo(120);
        assertThat(driver.wires.events().guest()).singleElement().asString().contains("write while busy", "8h", "FACTORIAL");
    }

    @Test
    void theLargestOperandKeepsNobodyWaiting() {
        driver.write(0x08, -1);
        driver.wires.advance(LONG_ENOUGH);

        assertThat(driver.read(0x20)).isZero();
        assertThat(driver.read(0x08)).isZero();
    }

    @Property(tries = 100)
    void theResultIsTheFactorialIn32Bits(@ForAll @IntRange(max = 100) int operand) {
        BigInteger expected = BigInteger.ONE;
        for (int factor = 2; factor <= operand; factor++) {
            expected = expected.multiply(BigInteger.valueOf(factor));
        }
        EduDriver any = new EduDriver();
        any.write(0x08, operand);
        any.wires.advance(LONG_ENOUGH);

        assertThat(any.read(0x08)).isEqualTo(expected.intValue());
    }
}
