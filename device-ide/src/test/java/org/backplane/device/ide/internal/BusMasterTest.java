package org.backplane.device.ide.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.ide.internal.IdeBench.ERROR;
import static org.backplane.device.ide.internal.IdeBench.STATUS;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** DMA with the descriptor table: SFF-8038i, with its table of how a transfer can end. */
class BusMasterTest {
    private static final int ACTIVE = 0x01;
    private static final int FAILED = 0x02;
    private static final int INTERRUPT = 0x04;

    private final IdeBench ide = IdeBench.disk();

    @Test
    void aReadFillsTheRegionsAndEndsWithAnInterrupt() {
        ide.command(0xc8, 3, 3);
        ide.startBusMaster(true, 0x20000, 1000, 0x30000, 536);
        assertThat(ide.inBusMaster(2)).isEqualTo(ACTIVE);
        ide.settle();

        assertThat(ide.inBusMaster(2)).isEqualTo(INTERRUPT);
        assertThat(ide.irq.asserted()).isTrue();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.memory(0x20000, 1000)).isEqualTo(Arrays.copyOf(ide.sectors(3, 3), 1000));
        assertThat(ide.memory(0x30000, 536)).isEqualTo(Arrays.copyOfRange(ide.sectors(3, 3), 1000, 1536));
        ide.outBusMaster(2, 1, INTERRUPT);
        assertThat(ide.inBusMaster(2)).isZero();
    }

    @Test
    void theDriveMayBeReadyFirst() {
        ide.command(0x25, 3, 1);
        ide.settle();
        assertThat(ide.in(STATUS)).as("DMARQ is pending").isEqualTo(0x58);
        ide.startBusMaster(true, 0x20000, 512);

        assertThat(ide.inBusMaster(2)).isEqualTo(INTERRUPT);
        assertThat(ide.memory(0x20000, 512)).isEqualTo(ide.sectors(3, 1));
    }

    @Test
    void aLargeReadGoesInBlocks() {
        ide.command(0x25, 0, 300);
        ide.startBusMaster(true, 0x20000, 0, 0x30000, 0, 0x40000, 300 * 512 - 0x20000);
        for (int i = 0; i < 3; i++) {
            ide.settle();
        }

        assertThat(ide.inBusMaster(2)).isEqualTo(INTERRUPT);
        assertThat(ide.memory(0x20000, 300 * 512)).as("a count of 0 is 64 KiB").isEqualTo(ide.sectors(0, 300));
    }

    @Test
    void aWriteIsInTheImageWhenTheInterruptComes() {
        Arrays.fill(ide.memory, 0x20000, 0x20400, (byte) 0x99);
        ide.command(0xca, 8, 2);
        ide.startBusMaster(false, 0x20000, 1024);
        assertThat(ide.irq.asserted()).isFalse();
        ide.settle();

        assertThat(ide.inBusMaster(2)).isEqualTo(INTERRUPT);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.sectors(8, 2)).containsOnly(0x99);
    }

    @Test
    void regionsThatAreLongerThanTheTransferLeaveTheBusMasterActive() {
        ide.command(0xc8, 0, 1);
        ide.startBusMaster(true, 0x20000, 1024);
        ide.settle();

        assertThat(ide.inBusMaster(2)).isEqualTo(INTERRUPT | ACTIVE);
        ide.outBusMaster(0, 1, 0);
        assertThat(ide.inBusMaster(2)).isEqualTo(INTERRUPT);
    }

    @Test
    void regionsThatAreShorterLeaveTheDriveWaiting() {
        ide.command(0xc8, 0, 2);
        ide.startBusMaster(true, 0x20000, 512);
        ide.settle();

        assertThat(ide.inBusMaster(2)).as("neither active nor interrupt").isZero();
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        ide.out(IdeBench.CONTROL, 0x04);
        ide.out(IdeBench.CONTROL, 0x00);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void aRegionWithoutMemoryIsAnError() {
        ide.command(0xc8, 0, 1);
        ide.startBusMaster(true, 0x7fff_0000, 512);
        ide.settle();

        assertThat(ide.inBusMaster(2) & (ACTIVE | FAILED)).isEqualTo(FAILED);
        assertThat(ide.wires.pci().statusBits()).as("received master abort").isEqualTo(0x2000);
    }

    @Test
    void aTableWithoutMemoryIsAnErrorAndNothingIsWritten() {
        byte[] before = ide.image.clone();
        ide.command(0xca, 0, 1);
        ide.outBusMaster(4, 4, 0xfff0_0000L);
        ide.outBusMaster(0, 1, 0x01);
        ide.settle();

        assertThat(ide.inBusMaster(2)).isEqualTo(FAILED);
        assertThat(ide.image).isEqualTo(before);
        ide.outBusMaster(2, 1, FAILED);
        assertThat(ide.inBusMaster(2)).isZero();
    }

    @Test
    void theWrongDirectionMovesNothingAndIsReported() {
        ide.command(0xc8, 0, 1);
        ide.startBusMaster(false, 0x20000, 512);
        ide.settle();

        assertThat(ide.inBusMaster(2)).isEqualTo(ACTIVE);
        assertThat(ide.wires.events().guest()).anyMatch(text -> text.contains("wrong direction"));
    }

    @Test
    void aRegionThatCrosses64KibWrapsAndIsReported() {
        ide.command(0xc8, 0, 1);
        ide.startBusMaster(true, 0x2ff00, 512);
        ide.settle();

        assertThat(ide.memory(0x2ff00, 256)).isEqualTo(Arrays.copyOf(ide.sectors(0, 1), 256));
        assertThat(ide.memory(0x20000, 256)).isEqualTo(Arrays.copyOfRange(ide.sectors(0, 1), 256, 512));
        assertThat(ide.wires.events().guest()).singleElement().asString().contains("64 KiB");
    }

    @Test
    void theHostsFailureEndsTheCommandWithAnError() {
        ide.disk.fail(true);
        ide.command(0xc8, 5, 1);
        ide.startBusMaster(true, 0x20000, 512);
        ide.settle();

        assertThat(ide.inBusMaster(2)).as("the interrupt, and regions left").isEqualTo(INTERRUPT | ACTIVE);
        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x40);
    }

    @Test
    void registersKeepWhatTheyHave() {
        ide.outBusMaster(4, 4, 0x12345677L);
        ide.outBusMaster(2, 1, 0xff);
        ide.outBusMaster(0, 1, 0xf8);
        ide.outBusMaster(12, 4, 0x89abcdefL);

        assertThat(ide.card.range("bar4").read(4, 4)).isEqualTo(0x12345674L);
        assertThat(ide.inBusMaster(2)).isEqualTo(0x60);
        assertThat(ide.inBusMaster(0)).isEqualTo(0x08);
        assertThat(ide.card.range("bar4").read(12, 4)).isEqualTo(0x89abcdecL);
        assertThat(ide.card.range("bar4").peek(0, 4)).isEqualTo(0x00600008);
    }

    @Test
    void aPacketCommandReadsByDma() {
        IdeBench cdrom = IdeBench.cdrom();
        cdrom.sendPacket(0x01, 0, 0x28, 0, 0, 0, 0, 7, 0, 0, 40);
        cdrom.startBusMaster(true, 0x20000, 0, 0x30000, 40 * 2048 - 0x10000);
        cdrom.settle();

        assertThat(cdrom.inBusMaster(2)).isEqualTo(INTERRUPT);
        assertThat(cdrom.in(STATUS)).isEqualTo(0x50);
        assertThat(cdrom.memory(0x20000, 40 * 2048)).isEqualTo(Arrays.copyOfRange(cdrom.iso, 7 * 2048, 47 * 2048));
    }
}
