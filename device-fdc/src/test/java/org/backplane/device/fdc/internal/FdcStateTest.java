package org.backplane.device.fdc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostDisk;
import org.backplane.bus.testkit.FakeHostDisks;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class FdcStateTest {
    private static final int MSR_DATA_IN = 0xc0;
    private static final int[] READ = {0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff};

    @Test
    void aCommandHalfGivenIsGivenToItsEnd() {
        for (int given = 1; given < READ.length; given++) {
            FdcBench fdc = FdcBench.readyForDma();
            fdc.command(Arrays.copyOf(READ, given));

            FdcBench next = fdc.successor(false);
            next.dma.program(new byte[1024], false);
            next.command(Arrays.copyOfRange(READ, given, READ.length));
            next.wires.advance(FdcBench.SECOND);

            assertThat(next.dma.memory).as(given + " bytes before").isEqualTo(next.sectors(0, 2));
            assertThat(next.irq.asserted()).isTrue();
        }
    }

    @Test
    void resultsHalfReadAreReadToTheirEnd() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[1024], false);
        fdc.command(READ);
        fdc.wires.advance(FdcBench.SECOND);
        assertThat(fdc.in(FdcBench.FIFO)).as("ST0").isZero();

        FdcBench next = fdc.successor(false);

        assertThat(next.results()).isEqualTo(List.of(0, 0, 0, 0, 3, 2));
        assertThat(next.irq.asserted()).isFalse();
    }

    @Test
    void aSeekOnItsWayEndsInTime() {
        FdcBench fdc = new FdcBench(FdcBench.SIZE_1440K, true).ready(0, false);
        fdc.command(0x0f, 0, 40);
        fdc.wires.advance(10_000_000);

        FdcBench next = fdc.successor(true);
        assertThat(next.in(FdcBench.MSR) & 1).as("drive A seeks").isEqualTo(1);
        fdc.wires.advance(FdcBench.SECOND);
        next.wires.advance(FdcBench.SECOND);

        assertThat(next.irq.changes().get(next.irq.changes().size() - 1)).as("as the first card would have")
                .isEqualTo(fdc.irq.changes().get(fdc.irq.changes().size() - 1));
        next.command(0x08);
        assertThat(next.results()).isEqualTo(List.of(0x20, 40));
    }

    @Test
    void aTransferThroughTheDataRegisterIsCutAtAnyByte() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.command(0x46, 0, 0, 0, 1, 2, 2, 0x1b, 0xff);
        byte[] read = new byte[1024];
        int count = 0;
        while (count < read.length) {
            fdc.wires.advance(FdcBench.SECOND);
            while (count < read.length && (fdc.in(FdcBench.MSR) & MSR_DATA_IN) == MSR_DATA_IN) {
                read[count++] = (byte) fdc.in(FdcBench.FIFO);
                if (count % 100 == 0) {
                    fdc = fdc.successor(false);
                }
            }
        }
        fdc.wires.advance(FdcBench.SECOND);

        assertThat(read).isEqualTo(fdc.sectors(0, 2));
        assertThat(fdc.results()).as("without terminal count the last sector is the end of the cylinder")
                .isEqualTo(List.of(0x40, 0x80, 0, 1, 0, 1, 2));
    }

    @Test
    void aDmaTransferThatWaitsForItsChannelAsksTheControllerAgain() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.command(READ);
        fdc.wires.advance(FdcBench.SECOND);
        assertThat(fdc.dma.requested).as("the channel is not programmed").isTrue();

        FdcBench next = fdc.successor(false);
        assertThat(next.dma.requested).isTrue();
        next.dma.program(new byte[1024], false);
        next.wires.unplug("device.dma");
        next.wires.plug("device.dma", next.dma);
        next.wires.advance(FdcBench.SECOND);

        assertThat(next.dma.memory).isEqualTo(next.sectors(0, 2));
        assertThat(next.dma.terminalCounts).isEqualTo(1);
        assertThat(next.results()).startsWith(0, 0, 0);
    }

    @Test
    void formattingATrackGoesOnWithTheNextSector() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.command(0x4d, 0, 2, 18, 0x54, 0xf6);
        for (int sector = 1; sector <= 18; sector++) {
            fdc.wires.advance(FdcBench.SECOND);
            for (int value : new int[] {0, 0, sector, 2}) {
                fdc.out(FdcBench.FIFO, value);
            }
            fdc = fdc.successor(false);
        }
        fdc.wires.advance(FdcBench.SECOND);

        byte[] formatted = new byte[18 * 512];
        Arrays.fill(formatted, (byte) 0xf6);
        assertThat(fdc.sectors(0, 18)).isEqualTo(formatted);
        assertThat(fdc.results()).startsWith(0, 0, 0);
    }

    @Test
    void aWriteEndsWithAnErrorIfTheNextCardFindsTheDriveEmpty() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.command(0x45, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        fdc.wires.advance(FdcBench.SECOND);
        fdc.out(FdcBench.FIFO, 0x5a);

        FdcBench next = fdc.successor(false, "");
        for (int i = 1; i < 512; i++) {
            next.out(FdcBench.FIFO, 0x5a);
        }
        next.wires.advance(5 * FdcBench.SECOND);

        assertThat(next.results()).as("abnormal end, missing address mark").startsWith(0x40, 0x01);
    }

    @Test
    void aCardThatGoesLetsItsRequestGo() {
        for (boolean followed : new boolean[] {false, true}) {
            FdcBench fdc = FdcBench.readyForDma();
            fdc.command(READ);
            fdc.wires.advance(FdcBench.SECOND);
            assertThat(fdc.dma.requested).as("the channel has no count").isTrue();
            if (followed) {
                ((StateKeeper) fdc.card).handOver();
            } else {
                fdc.card.unplug();
            }
            assertThat(fdc.dma.requested).isFalse();
        }
    }

    @Test
    void theDisketteIsLeftToTheNextCard() {
        FdcBench fdc = FdcBench.readyForPio();
        ((StateKeeper) fdc.card).handOver();

        assertThat(fdc.disk.left()).as("an overlay would be lost if it were closed").isTrue();
        assertThat(fdc.disk.closed()).isFalse();
    }

    @Test
    void aCardThatCannotGoOnLeavesTheDisketteToWhomItBelongs() {
        FakeHostDisks disks = new FakeHostDisks();
        FakeHostDisk disk = disks.add("overlay:a.img", new byte[FdcBench.SIZE_1440K]);
        FdcComponent component = new FdcComponent(disks, ComponentConfig.of(FdcComponent.Config.class,
                Map.of("image", new String[] {"overlay:a.img", "b.img"})));
        DeviceState state = ((StateKeeper) FdcBench.readyForPio().card).state();

        assertThatThrownBy(() -> component.plug(new FakeWires(), state)).hasMessage("b.img: there is no such image");
        assertThat(disk.left()).isTrue();
        assertThat(disk.closed()).isFalse();
    }
}
