package org.backplane.device.dma.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Transfers: 8237A "Operating Modes", "Transfer Types", "Autoinitialize", "Priority". */
class DmaTransferTest {
    private static final int DEMAND_WRITE = 0x04;
    private static final int SINGLE_WRITE = 0x44;
    private static final int SINGLE_READ = 0x48;
    private static final int SINGLE_VERIFY = 0x40;
    private static final int BLOCK_WRITE = 0x84;
    private static final int AUTO = 0x10;
    private static final int DOWN = 0x20;

    private final DmaBench dma = new DmaBench();

    @Test
    void aWriteTransferFillsMemoryUpToTerminalCountAndMasksTheChannel() {
        dma.program(2, 0x12340, 3, SINGLE_WRITE);
        dma.request(2, true);

        assertThat(dma.memory(0x1233f, 6)).containsExactly(0, 1, 2, 3, 4, 0);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
        assertThat(dma.in(0x0f)).isEqualTo(0x0f);
        assertThat(dma.in(0x08)).isEqualTo(0x44);
        dma.out(0x0c, 0);
        assertThat(dma.word(0x04)).as("one past the last byte").isEqualTo(0x2344);
        assertThat(dma.word(0x05)).as("rolled over").isEqualTo(0xffff);
    }

    @Test
    void aReadTransferGivesMemoryToThePeripheral() {
        Arrays.fill(dma.memory, 0x2000, 0x2005, (byte) 0x77);
        dma.program(1, 0x2000, 4, SINGLE_READ);
        dma.request(1, true);

        assertThat(dma.peripheral.taken).containsExactly(0x77, 0x77, 0x77, 0x77, 0x77);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void aVerifyTransferCountsAndTouchesNoMemory() {
        dma.program(2, 0x3000, 7, SINGLE_VERIFY);
        dma.request(2, true);

        assertThat(dma.peripheral.given).isEqualTo(8);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
        assertThat(dma.memory(0x3000, 8)).containsOnly(0);
    }

    @Test
    void aPeripheralThatRunsDryContinuesWithItsNextRequest() {
        dma.program(2, 0x1000, 9, DEMAND_WRITE);
        dma.peripheral.supply = 4;
        dma.request(2, true);
        assertThat(dma.memory(0x1000, 6)).containsExactly(1, 2, 3, 4, 0, 0);
        dma.request(2, false);
        assertThat(dma.peripheral.terminalCounts).isZero();

        dma.peripheral.supply = 100;
        dma.request(2, true);

        assertThat(dma.memory(0x1000, 11)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void aPeripheralThatLetsItsPinGoWithTheLastByteStillHearsOfTerminalCount() {
        dma.program(2, 0x1000, 3, SINGLE_WRITE);
        dma.peripheral.onTransfer = () -> dma.request(2, false);
        dma.request(2, true);

        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
        assertThat(dma.in(0x08)).isEqualTo(0x04);
    }

    @Test
    void inBlockModeTheRequestHasToLastUntilTheAcknowledgeOnly() {
        dma.program(1, 0x0000, 0x2fff, BLOCK_WRITE);
        dma.peripheral.onTransfer = () -> dma.request(1, false);
        dma.request(1, true);

        assertThat(dma.peripheral.given).isEqualTo(0x3000);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void inDemandModeTheTransferStopsWithTheRequest() {
        dma.program(1, 0x0000, 0x2fff, DEMAND_WRITE);
        dma.peripheral.onTransfer = () -> dma.request(1, false);
        dma.request(1, true);

        assertThat(dma.peripheral.calls).isEqualTo(1);
        assertThat(dma.peripheral.terminalCounts).isZero();
    }

    @Test
    void addressesCanCountDown() {
        dma.program(3, 0x1003, 3, SINGLE_WRITE | DOWN);
        dma.request(3, true);

        assertThat(dma.memory(0x0fff, 6)).containsExactly(0, 4, 3, 2, 1, 0);
        dma.out(0x0c, 0);
        assertThat(dma.word(0x06)).isEqualTo(0x0fff);
    }

    @Test
    void addressesWrapWithinThePage() {
        dma.program(2, 0x1fffe, 3, SINGLE_WRITE);
        dma.request(2, true);

        assertThat(dma.memory(0x1fffe, 2)).containsExactly(1, 2);
        assertThat(dma.memory(0x10000, 2)).containsExactly(3, 4);
        assertThat(dma.memory(0x20000, 1)).containsExactly(0);
    }

    @Test
    void autoInitializationReloadsBothRegistersAndLeavesTheChannelUnmasked() {
        dma.program(1, 0x1000, 3, SINGLE_WRITE | AUTO);
        dma.peripheral.supply = 6;
        dma.request(1, true);
        assertThat(dma.memory(0x1000, 5)).as("the first round").containsExactly(1, 2, 3, 4, 0);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);

        dma.wires.advance(0);

        assertThat(dma.memory(0x1000, 5)).as("the second began").containsExactly(5, 6, 3, 4, 0);
        assertThat(dma.in(0x0f)).isEqualTo(0x0d);
        dma.out(0x0c, 0);
        assertThat(dma.word(0x02)).isEqualTo(0x1002);
        assertThat(dma.word(0x03)).isEqualTo(1);
    }

    @Test
    void aPeripheralThatAlwaysHasMoreDoesNotKeepTheMachine() {
        dma.program(1, 0x1000, 0xff, SINGLE_WRITE | AUTO);
        dma.request(1, true);

        assertThat(dma.peripheral.given).as("one round, and the guest goes on").isEqualTo(0x100);
        assertThat(dma.wires.armedTimers()).containsExactly("auto-initialized");
    }

    @Test
    void sixteenBitChannelsCountWords() {
        dma.programWords(5, 0x03, 0x0100, 1, SINGLE_WRITE);
        dma.request(5, true);

        assertThat(dma.memory(0x201ff, 6)).as("bit 0 of the page does not count").containsExactly(0, 1, 2, 3, 4, 0);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
        assertThat(dma.in(0xd0)).isEqualTo(0x22);
    }

    @Test
    void sixteenBitChannelsReachAll128KibOfAPage() {
        dma.programWords(7, 0x02, 0xffff, 1, SINGLE_WRITE);
        dma.request(7, true);

        assertThat(dma.memory(0x3fffe, 2)).containsExactly(1, 2);
        assertThat(dma.memory(0x20000, 2)).as("and wrap there").containsExactly(3, 4);
    }

    @Test
    void wordsCountDownAsWords() {
        dma.programWords(6, 0x02, 0x0001, 1, SINGLE_WRITE | DOWN);
        dma.request(6, true);

        assertThat(dma.memory(0x20000, 4)).containsExactly(3, 4, 1, 2);
    }

    @Test
    void anOddByteOnASixteenBitChannelIsLost() {
        dma.programWords(5, 0x00, 0x0100, 3, SINGLE_WRITE);
        dma.peripheral.supply = 3;
        dma.request(5, true);

        assertThat(dma.memory(0x200, 4)).containsExactly(1, 2, 0, 0);
        dma.out(0xd8, 0);
        assertThat(dma.word(0xc4)).isEqualTo(0x0101);
    }

    @Test
    void aMaskedChannelWaitsUntilItIsUnmasked() {
        dma.program(2, 0x1000, 0, SINGLE_WRITE);
        dma.out(0x0a, 0x06);
        dma.request(2, true);
        assertThat(dma.peripheral.calls).isZero();
        assertThat(dma.in(0x08)).as("the request shows").isEqualTo(0x40);

        dma.out(0x0a, 0x02);

        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void aDisabledControllerWaitsToo() {
        dma.program(2, 0x1000, 0, SINGLE_WRITE);
        dma.out(0x08, 0x04);
        dma.request(2, true);
        assertThat(dma.peripheral.calls).isZero();

        dma.out(0x08, 0x00);

        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void theFirstControllerGetsTheBusThroughTheCascadeOnly() {
        dma.program(2, 0x1000, 0, SINGLE_WRITE);
        dma.out(0xd4, 0x04);
        dma.request(2, true);
        assertThat(dma.peripheral.calls).isZero();
        assertThat(dma.wires.events().guest()).singleElement().asString().contains("channel 4 is masked");

        dma.out(0xd4, 0x00);

        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
    }

    @Test
    void aChannelInCascadeModeMovesNothing() {
        dma.program(1, 0x1000, 0, 0xc4);
        dma.request(1, true);

        assertThat(dma.peripheral.calls).isZero();
    }

    @Test
    void theRequestBitStartsATransferWithoutAPeripheralInSpiteOfTheMask() {
        dma.program(0, 0x1000, 1, BLOCK_WRITE);
        dma.out(0x0a, 0x04);
        dma.out(0x09, 0x04);

        assertThat(dma.memory(0x1000, 3)).as("nobody drives the bus").containsExactly(0xff, 0xff, 0);
        assertThat(dma.in(0x08)).as("terminal count clears the bit").isEqualTo(0x01);
        assertThat(dma.peripheral.calls).isZero();
    }

    @Test
    void anIllegalTransferTypeIsAVerifyAndReported() {
        dma.program(2, 0x1000, 3, 0x4c);
        dma.request(2, true);

        assertThat(dma.memory(0x1000, 4)).containsOnly(0);
        assertThat(dma.peripheral.terminalCounts).isEqualTo(1);
        assertThat(dma.wires.events().guest()).singleElement().asString().contains("illegal");
    }

    @Test
    void theLowestChannelGoesFirstUnlessPriorityRotates() {
        for (int rotating = 0; rotating <= 0x10; rotating += 0x10) {
            DmaBench bench = new DmaBench();
            bench.out(0x08, 0x04 | rotating);
            bench.program(0, 0x1000, 0, SINGLE_WRITE);
            bench.program(1, 0x2000, 0, SINGLE_WRITE);
            bench.request(0, true);
            bench.out(0x08, rotating);
            bench.request(0, false);
            bench.program(0, 0x1000, 0, SINGLE_WRITE);
            bench.out(0x0f, 0x0f);
            bench.request(0, true);
            bench.request(1, true);

            bench.out(0x0e, 0);

            int first = bench.memory(0x1000, 1)[0];
            assertThat(first).as("after channel 0 was served once").isEqualTo(rotating == 0 ? 2 : 3);
        }
    }
}
