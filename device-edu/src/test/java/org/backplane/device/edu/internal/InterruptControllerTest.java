package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Causes, pin and message: QEMU edu "IRQ controller". */
class InterruptControllerTest {
    private final EduDriver driver = new EduDriver();

    @Test
    void raisedCausesAddUpAndThePinStaysUntilTheLastIsAcknowledged() {
        driver.write(0x60, 0x80000000);
        driver.write(0x60, 0x06);
        assertThat(driver.read(0x24)).isEqualTo(0x80000006);
        assertThat(driver.interrupted()).isTrue();

        driver.write(0x64, 0x06);
        assertThat(driver.read(0x24)).isEqualTo(0x80000000);
        assertThat(driver.interrupted()).as("a cause is left").isTrue();

        driver.write(0x64, -1);
        assertThat(driver.read(0x24)).isZero();
        assertThat(driver.interrupted()).isFalse();
    }

    @Test
    void thePinIsALevelAndHasOneEdgeForSeveralCauses() {
        driver.write(0x60, 1);
        driver.write(0x60, 2);

        assertThat(driver.wires.pin("intx").edges()).isEqualTo(1);
    }

    @Test
    void raisingNothingDoesNothing() {
        driver.wires.pci().enableMessages(true);
        driver.write(0x60, 0);

        assertThat(driver.interrupted()).isFalse();
        assertThat(driver.wires.pci().messages()).isEmpty();
    }

    @Test
    void aMessageGoesOutEachTimeACauseIsRaised() {
        driver.wires.pci().enableMessages(true);
        driver.write(0x60, 1);
        driver.write(0x60, 1);
        driver.write(0x64, 1);

        assertThat(driver.wires.pci().messages()).as("acknowledging sends none").containsExactly(0, 0);
        assertThat(driver.read(0x24)).as("causes are acknowledged with messages too").isZero();
    }

    @Test
    void noMessageGoesOutUnlessTheGuestEnabledThem() {
        driver.write(0x60, 1);

        assertThat(driver.wires.pci().messages()).isEmpty();
    }
}
