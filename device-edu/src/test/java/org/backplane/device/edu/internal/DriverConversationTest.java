package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** All that a driver says to the card, from finding it to taking its results, with the interrupt handler that it has. */
class DriverConversationTest {
    private final EduDriver driver = new EduDriver();

    /** What a driver does when the interrupt comes: reads the causes and acknowledges them. */
    private int handleInterrupt() {
        assertThat(driver.interrupted()).as("the interrupt has come").isTrue();
        int causes = driver.read(0x24);
        driver.write(0x64, causes);
        assertThat(driver.interrupted()).as("a handler that acknowledges is not called again").isFalse();
        return causes;
    }

    @Test
    void probesComputesAndTransfers() {
        // Probe: is this the device, and does it answer?
        assertThat(driver.read(0x00) & 0xffff).isEqualTo(0x00ed);
        driver.write(0x04, 0xcafe);
        assertThat(driver.read(0x04)).isEqualTo(~0xcafe);

        // Is the interrupt connected?
        driver.write(0x60, 0xbeef);
        assertThat(handleInterrupt()).isEqualTo(0xbeef);

        // Compute, once by polling and once by interrupt.
        driver.write(0x08, 10);
        while ((driver.read(0x20) & 0x01) != 0) {
            driver.wires.advance(1_000);
        }
        assertThat(driver.read(0x08)).isEqualTo(3_628_800);
        driver.write(0x20, 0x80);
        driver.write(0x08, 12);
        driver.wires.advance(12_000);
        assertThat(handleInterrupt()).isEqualTo(0x01);
        assertThat(driver.read(0x08)).isEqualTo(479_001_600);

        // Send a text to the card and fetch it back to another place.
        byte[] text = "edu".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, driver.memory, 0, text.length);
        driver.transfer(0x10_0000, 0x40800, text.length, 0x05);
        assertThat(handleInterrupt()).isEqualTo(0x100);
        driver.transfer(0x40800, 0x10_0800, text.length, 0x07);
        assertThat(handleInterrupt()).isEqualTo(0x100);
        assertThat(new String(driver.memory, 0x800, text.length, StandardCharsets.US_ASCII)).isEqualTo("edu");

        assertThat(driver.wires.events().guest()).as("a driver that does it right is not reported").isEmpty();
    }

    @Test
    void theCardCanBePulledWhileItWorks() {
        driver.write(0x08, 10);
        driver.write(0x98, 0x05);
        driver.write(0x60, 1);
        driver.wires.revoke();
        driver.card.unplug();
        driver.wires.advance(1_000_000_000);

        assertThat(driver.interrupted()).as("its pin drops with it").isFalse();
        assertThat(driver.wires.armedTimers()).isEmpty();
    }
}
