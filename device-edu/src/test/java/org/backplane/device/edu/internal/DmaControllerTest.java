package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Transfers: QEMU edu "DMA controller". */
class DmaControllerTest {
    private final EduDriver driver = new EduDriver();

    @Test
    void theExampleOfTheDocumentMovesBytesToTheBufferAndBack() {
        for (int i = 0; i < 100; i++) {
            driver.memory[i] = (byte) (i + 1);
        }
        driver.transfer(0x10_0000, 0x40000, 100, 1);
        driver.transfer(0x40000, 0x10_0000 + 100, 100, 3);

        assertThat(Arrays.copyOfRange(driver.memory, 100, 200)).isEqualTo(Arrays.copyOf(driver.memory, 100));
        assertThat(driver.memory[200]).as("and not one more").isZero();
        assertThat(driver.wires.events().guest()).isEmpty();
    }

    @Test
    void theStartBitReadsAsOneUntilTheTransferIsOver() {
        driver.transfer(0x10_0000, 0x40000, 1, 0);
        driver.write(0x98, 0x05);
        driver.wires.advance(DmaController.TRANSFER_NANOS - 1);
        assertThat(driver.read(0x98)).isEqualTo(0x05);
        assertThat(driver.interrupted()).isFalse();

        driver.wires.advance(1);
        assertThat(driver.read(0x98)).isEqualTo(0x04);
        assertThat(driver.read(0x24)).as("the cause of DMA").isEqualTo(0x100);
        assertThat(driver.interrupted()).isTrue();
    }

    @Test
    void aCommandWithoutTheStartBitIsNotKept() {
        driver.write(0x98, 0x06);

        assertThat(driver.read(0x98)).isZero();
        assertThat(driver.wires.armedTimers()).isEmpty();
    }

    @Test
    void nothingCanBeChangedWhileItRuns() {
        driver.transfer(0x10_0000, 0x40000, 7, 0);
        driver.write(0x98, 1);
        for (int offset : new int[] {0x80, 0x88, 0x90, 0x98}) {
            driver.write(offset, 3);
        }

        assertThat(driver.read(0x80)).isEqualTo(0x10_0000);
        assertThat(driver.read(0x88)).isEqualTo(0x40000);
        assertThat(driver.read(0x90)).isEqualTo(7);
        assertThat(driver.read(0x98)).isEqualTo(1);
        assertThat(driver.wires.events().guest()).hasSize(4).allMatch(text -> text.contains("DMA_"));
    }

    @Test
    void addressesBeyond28BitsWrapUnlessConfigured() {
        driver.memory[0] = 0x11;
        driver.transfer(0x1010_0000, 0x40000, 1, 1);
        driver.transfer(0x40000, 0x10_0001, 1, 3);
        assertThat(driver.memory[1]).as("bit 28 is lost").isEqualTo((byte) 0x11);
        assertThat(driver.wires.events().guest()).singleElement().asString().contains("10100000h", "100000h");

        EduDriver wide = new EduDriver(64);
        byte[] high = {0x22};
        wide.wires.dma().map(0x12_3456_7000L, high);
        wide.transfer(0x12_3456_7000L, 0x40000, 1, 1);
        wide.transfer(0x40000, 0x10_0000, 1, 3);
        assertThat(wide.memory[0]).isEqualTo((byte) 0x22);
    }

    @Test
    void nothingMovesWithoutBusMastering() {
        driver.memory[0] = 0x33;
        driver.wires.pci().enableBusMaster(false);
        driver.transfer(0x10_0000, 0x40000, 1, 5);
        assertThat(driver.read(0x24)).as("it ends all the same").isEqualTo(0x100);
        assertThat(driver.wires.events().guest()).singleElement().asString().contains("bus master");

        driver.wires.pci().enableBusMaster(true);
        driver.transfer(0x40000, 0x10_0001, 1, 3);
        assertThat(driver.memory[1]).as("the buffer got nothing").isZero();
    }

    @Test
    void whereNobodyAnswersItReadsAllOnesAndNotesTheMasterAbort() {
        driver.transfer(0x20_0000, 0x40000, 2, 1);
        assertThat(driver.wires.pci().statusBits()).isEqualTo(1 << 13);
        driver.transfer(0x40000, 0x10_0000, 2, 3);

        assertThat(driver.memory).startsWith(0xff, 0xff, 0x00);
    }

    @Test
    void theWholeBufferCanBeMoved() {
        Arrays.fill(driver.memory, (byte) 0x44);
        driver.transfer(0x10_0000, 0x40000, 4096, 1);
        Arrays.fill(driver.memory, (byte) 0);
        driver.transfer(0x40000, 0x10_0000, 4096, 3);

        assertThat(driver.memory).containsOnly(0x44);
        assertThat(driver.wires.events().guest()).isEmpty();
    }

    @Property(tries = 1000)
    void whatDoesNotFitIntoTheBufferMovesNothing(@ForAll long address, @ForAll long bytes) {
        EduDriver any = new EduDriver();
        Arrays.fill(any.memory, (byte) 0x55);
        boolean fits = address >= 0x40000 && address <= 0x41000 && bytes >= 0 && bytes <= 0x41000 - address;
        any.transfer(address, 0x10_0000, bytes, 3);

        assertThat(any.memory[0]).isEqualTo((byte) (fits && bytes > 0 ? 0 : 0x55));
        assertThat(any.wires.events().guest()).hasSize(fits ? 0 : 1);
        assertThat(any.read(0x98)).as("it ends in any case").isEqualTo(0x02);
    }
}
