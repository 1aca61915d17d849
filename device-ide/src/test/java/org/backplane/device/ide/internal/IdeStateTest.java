package org.backplane.device.ide.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.ide.internal.IdeBench.COMMAND;
import static org.backplane.device.ide.internal.IdeBench.COUNT;
import static org.backplane.device.ide.internal.IdeBench.DATA;
import static org.backplane.device.ide.internal.IdeBench.ERROR;
import static org.backplane.device.ide.internal.IdeBench.FEATURES;
import static org.backplane.device.ide.internal.IdeBench.HIGH;
import static org.backplane.device.ide.internal.IdeBench.LOW;
import static org.backplane.device.ide.internal.IdeBench.MID;
import static org.backplane.device.ide.internal.IdeBench.STATUS;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateRecord;
import org.junit.jupiter.api.Test;

/** The card is replaced in every phase of a command, and between any two accesses of a transfer. */
class IdeStateTest {
    private static final int READ_SECTORS = 0x20;
    private static final int WRITE_SECTORS = 0x30;
    private static final int READ_MULTIPLE = 0xc4;
    private static final int READ_DMA_EXT = 0x25;
    private static final int WRITE_DMA_EXT = 0x35;
    private static final int[] READ_10 = {0x28, 0, 0, 0, 0, 5, 0, 0, 3, 0, 0, 0};
    private static final int CD_SECTOR = 2048;
    /** How long the medium takes: less than {@code settle} waits. */
    private static final long ACCESS_NANOS = 20_000;

    private IdeBench ide = IdeBench.disk();

    private void replace() {
        ide = ide.successor();
    }

    /** The phase of device 0 of the first channel, as its state tells it. */
    private Phase phase() {
        StateRecord channels = ((StateKeeper) ide.card).state().values().record("channels");
        return Phase.valueOf(channels.record("0").record("devices").record("0").record("drive").record("common").text("phase"));
    }

    private void replaceSometimes(int offset) {
        if (offset < 4 || offset % 26 == 0) {
            replace();
        }
    }

    private byte[] readReplacing(int bytes) {
        byte[] block = new byte[bytes];
        for (int i = 0; i < bytes; i += 2) {
            int seen = ide.peek(DATA);
            replaceSometimes(i);
            int word = ide.in(DATA);
            assertThat(word).as("word %d", i / 2).isEqualTo(seen);
            block[i] = (byte) word;
            block[i + 1] = (byte) (word >> 8);
        }
        return block;
    }

    private void writeReplacing(byte[] block) {
        for (int i = 0; i < block.length; i += 2) {
            ide.out(DATA, block[i] & 0xff | (block[i + 1] & 0xff) << 8);
            replaceSometimes(i);
        }
    }

    @Test
    void aPioReadGoesOnWithTheNextWord() {
        ide.command(READ_SECTORS, 7, 3);
        for (int sector = 7; sector < 10; sector++) {
            assertThat(phase()).isEqualTo(Phase.PREPARE);
            replace();
            assertThat(ide.in(STATUS)).as("BSY").isEqualTo(0xd0);
            ide.settle();
            assertThat(phase()).isEqualTo(Phase.DATA_TRANSFER);
            replace();
            assertThat(ide.irq.asserted()).as("the interrupt that nobody has acknowledged").isTrue();
            assertThat(ide.in(STATUS)).isEqualTo(0x58);
            assertThat(ide.irq.asserted()).isFalse();
            assertThat(readReplacing(512)).isEqualTo(ide.sectors(sector, 1));
        }
        assertThat(phase()).isEqualTo(Phase.IDLE);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.irq.edges()).as("no interrupt comes twice").isZero();
    }

    @Test
    void theMediumIsReachedWhenItWouldHaveBeen() {
        ide.command(READ_SECTORS, 7, 1);
        ide.wires.advance(ACCESS_NANOS - 1);
        replace();
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.wires.advance(1);

        assertThat(ide.in(STATUS)).isEqualTo(0x58);
    }

    @Test
    void aPioWriteGoesOnWithTheNextWordAndReachesTheMedium() {
        byte[] written = IdeBench.pattern(2048);
        ide.command(WRITE_SECTORS, 100, 4);
        for (int sector = 0; sector < 4; sector++) {
            assertThat(phase()).isEqualTo(Phase.DATA_TRANSFER);
            writeReplacing(Arrays.copyOfRange(written, sector * 512, (sector + 1) * 512));
            assertThat(phase()).as("the sector is on its way to the medium").isEqualTo(Phase.PREPARE);
            replace();
            ide.settle();
            assertThat(ide.in(STATUS)).isEqualTo(sector < 3 ? 0x58 : 0x50);
        }
        assertThat(ide.sectors(100, 4)).isEqualTo(written);
    }

    @Test
    void aBlockOfReadMultipleGoesOn() {
        ide.out(COUNT, 4);
        ide.out(COMMAND, 0xc6);
        replace();
        ide.command(READ_MULTIPLE, 30, 6);
        ide.settle();
        assertThat(readReplacing(4 * 512)).isEqualTo(ide.sectors(30, 4));
        ide.settle();
        assertThat(readReplacing(2 * 512)).isEqualTo(ide.sectors(34, 2));
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void aDmaReadGoesOnInTheMiddleOfARegion() {
        ide.command(READ_DMA_EXT, 0, 300);
        replace();
        ide.startBusMaster(true, 0x20000, 0, 0x30000, 50_000, 0x50000, 300 * 512 - 0x10000 - 50_000);
        for (int block = 0; block < 3; block++) {
            assertThat(phase()).isEqualTo(Phase.PREPARE);
            assertThat(ide.inBusMaster(2)).as("active").isEqualTo(0x01);
            replace();
            ide.wires.advance(ACCESS_NANOS);
        }

        assertThat(ide.inBusMaster(2)).as("interrupt, not active").isEqualTo(0x04);
        assertThat(ide.irq.asserted()).isTrue();
        assertThat(ide.memory(0x20000, 0x10000)).isEqualTo(ide.sectors(0, 128));
        byte[] rest = Arrays.copyOf(ide.memory(0x30000, 50_000), 300 * 512 - 0x10000);
        System.arraycopy(ide.memory, 0x50000, rest, 50_000, rest.length - 50_000);
        assertThat(rest).isEqualTo(ide.sectors(128, 172));
    }

    @Test
    void aDriveThatRequestsDmaGoesOnRequesting() {
        ide.command(READ_DMA_EXT, 3, 2);
        ide.settle();
        assertThat(phase()).isEqualTo(Phase.DATA_TRANSFER);
        replace();
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        ide.startBusMaster(true, 0x20000, 700);
        assertThat(ide.inBusMaster(2)).as("the regions end before the transfer").isZero();
        replace();
        ide.outBusMaster(0, 1, 0);
        ide.startBusMaster(true, 0x30000, 324);

        assertThat(ide.memory(0x20000, 700)).isEqualTo(Arrays.copyOf(ide.sectors(3, 2), 700));
        assertThat(ide.memory(0x30000, 324)).isEqualTo(Arrays.copyOfRange(ide.sectors(3, 2), 700, 1024));
        assertThat(ide.inBusMaster(2)).isEqualTo(0x04);
    }

    @Test
    void aDmaWriteReachesTheMediumInEveryBlock() {
        byte[] written = IdeBench.pattern(200 * 512);
        System.arraycopy(written, 0, ide.memory, 0x20000, written.length);
        ide.command(WRITE_DMA_EXT, 50, 200);
        replace();
        ide.startBusMaster(false, 0x20000, 0, 0x30000, 200 * 512 - 0x10000);
        for (int block = 0; block < 2; block++) {
            assertThat(phase()).as("the block has been fetched from memory").isEqualTo(Phase.PREPARE);
            replace();
            Arrays.fill(ide.memory, 0x20000, block == 0 ? 0x30000 : 0x40000, (byte) 0);
            ide.wires.advance(ACCESS_NANOS);
        }

        assertThat(ide.inBusMaster(2)).isEqualTo(0x04);
        assertThat(ide.sectors(50, 200)).isEqualTo(written);
    }

    @Test
    void sectorsThatDoNotComeFromTheMediumGoOn() {
        int[] words = ide.identify(0xec);
        ide.out(COMMAND, 0xec);
        assertThat(phase()).isEqualTo(Phase.BUFFER_READ);
        byte[] again = readReplacing(512);
        for (int i = 0; i < 256; i++) {
            assertThat(again[2 * i] & 0xff | (again[2 * i + 1] & 0xff) << 8).isEqualTo(words[i]);
        }
        ide.out(COMMAND, 0xe8);
        assertThat(phase()).isEqualTo(Phase.BUFFER_WRITE);
        writeReplacing(IdeBench.pattern(512));
        replace();
        ide.out(COMMAND, 0xe4);
        assertThat(readReplacing(512)).isEqualTo(IdeBench.pattern(512));
    }

    @Test
    void theCacheIsFlushedOnce() {
        ide.out(COMMAND, 0xe7);
        assertThat(phase()).isEqualTo(Phase.COMMAND_EXECUTION);
        replace();
        ide.settle();
        replace();
        ide.settle();

        assertThat(ide.disk.flushes()).isEqualTo(1);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void aPacketHalfGivenIsGivenToItsEndAndItsDataGoesOn() {
        ide = IdeBench.cdrom();
        ide.out(MID, 0xe8);
        ide.out(HIGH, 0x03);
        ide.out(COMMAND, 0xa0);
        assertThat(phase()).isEqualTo(Phase.RECEIVE_PACKET);
        byte[] packet = new byte[READ_10.length];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = (byte) READ_10[i];
        }
        writeReplacing(packet);
        assertThat(phase()).isEqualTo(Phase.PACKET_PREPARE);
        replace();
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.settle();

        byte[] data = new byte[0];
        while (data.length < 3 * CD_SECTOR) {
            assertThat(phase()).isEqualTo(Phase.PACKET_DATA_TRANSFER);
            assertThat(ide.in(STATUS)).isEqualTo(0x58);
            int count = ide.in(MID) | ide.in(HIGH) << 8;
            assertThat(count).as("the byte count of 1000 stays").isEqualTo(Math.min(1000, 3 * CD_SECTOR - data.length));
            byte[] block = readReplacing(count);
            data = Arrays.copyOf(data, data.length + count);
            System.arraycopy(block, 0, data, data.length - count, count);
        }
        assertThat(data).isEqualTo(Arrays.copyOfRange(ide.iso, 5 * CD_SECTOR, 8 * CD_SECTOR));
        assertThat(ide.in(COUNT)).as("completed").isEqualTo(0x03);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void aPacketsDmaGoesOnBetweenTheBlocks() {
        ide = IdeBench.cdrom();
        ide.out(FEATURES, 0x01);
        ide.out(COMMAND, 0xa0);
        int[] packet = READ_10.clone();
        packet[8] = 40;
        for (int i = 0; i < packet.length; i += 2) {
            ide.out(DATA, packet[i] | packet[i + 1] << 8);
        }
        ide.startBusMaster(true, 0x20000, 0, 0x30000, 40 * CD_SECTOR - 0x10000);
        for (int block = 0; block < 2; block++) {
            assertThat(phase()).isEqualTo(Phase.PACKET_PREPARE);
            replace();
            ide.wires.advance(ACCESS_NANOS);
        }

        assertThat(ide.memory(0x20000, 40 * CD_SECTOR)).isEqualTo(Arrays.copyOfRange(ide.iso, 5 * CD_SECTOR, 45 * CD_SECTOR));
        assertThat(ide.inBusMaster(2)).isEqualTo(0x04);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void senseAndTrayStay() {
        ide = new IdeBench(Map.of("primaryMaster", "cdrom:cd.iso"), true);
        replace();
        assertThat(ide.sense()).as("the unit attention after the reset").isEqualTo("6/29/00");
        ide.packet(0x1b, 0, 0, 0, 2);
        replace();
        ide.packet(0);
        assertThat(ide.in(ERROR) >> 4).as("not ready").isEqualTo(2);
        replace();
        assertThat(ide.sense()).as("tray open").isEqualTo("2/3a/02");
        ide.packet(0x1b, 0, 0, 0, 3);
        replace();
        ide.packet(0);
        assertThat(ide.sense()).as("the disc may be another one").isEqualTo("6/28/00");
    }

    @Test
    void whatAHostHasSetStays() {
        ide.out(COUNT, 0x22);
        ide.out(FEATURES, 0x03);
        ide.out(COMMAND, 0xef);
        ide.out(COUNT, 8);
        ide.out(COMMAND, 0xc6);
        ide.out(COUNT, 20);
        ide.out(IdeBench.DEVICE, 0xa3);
        ide.out(COMMAND, 0x91);
        ide.out(COMMAND, 0xe0);
        int[] before = ide.identify(0xec);
        replace();

        assertThat(ide.identify(0xec)).isEqualTo(before);
        ide.out(COMMAND, 0xe5);
        assertThat(ide.in(COUNT)).as("standby").isZero();
    }

    @Test
    void theTaskFileStaysWithItsPreviousContents() {
        for (int value : new int[] {0x12, 0x34}) {
            for (int register : new int[] {COUNT, LOW, MID, HIGH}) {
                ide.out(register, value + register);
            }
        }
        ide.out(IdeBench.CONTROL, 0x80);
        replace();
        for (int register : new int[] {COUNT, LOW, MID, HIGH}) {
            assertThat(ide.in(register)).as("the high order byte of %d", register).isEqualTo(0x12 + register);
        }
    }

    @Test
    void resetAndTheDisabledInterruptStay() {
        ide.out(IdeBench.CONTROL, 0x02);
        replace();
        ide.command(READ_SECTORS, 0, 1);
        ide.settle();
        assertThat(ide.irq.asserted()).as("nIEN").isFalse();
        ide.out(IdeBench.CONTROL, 0x06);
        replace();
        assertThat(ide.in(STATUS)).as("in reset").isEqualTo(0x80);
        ide.out(IdeBench.CONTROL, 0x00);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void imagesAreLeftToTheNextCardAndUnplugClosesThem() {
        replace();
        assertThat(ide.disk.left()).as("opened again").isFalse();
        ((StateKeeper) ide.card).handOver();
        assertThat(ide.disk.left()).isTrue();
        assertThat(ide.disk.closed()).isFalse();
        IdeBench other = IdeBench.disk();
        other.card.unplug();
        assertThat(other.disk.closed()).isTrue();
    }

    @Test
    void otherDrivesThanThoseOfTheStateAreRefusedAndLeftToWhomTheyBelong() {
        for (Map<String, String> drives : Set.of(Map.of("primaryMaster", "cdrom:"), Map.<String, String>of(),
                Map.of("primarySlave", "hd.img"), Map.of("primaryMaster", "hd.img", "primarySlave", "cdrom:"),
                Map.of("primaryMaster", "small.img"))) {
            ide.disks.add("small.img", new byte[512]);
            assertThatThrownBy(() -> ide.successor(drives)).as(drives.toString()).isInstanceOf(StateException.class)
                    .hasMessageMatching("[^\\n]+");
            assertThat(ide.disk.closed()).isFalse();
            assertThat(ide.disk.left()).isTrue();
            replace();
            ide.command(READ_SECTORS, 1, 1);
            ide.settle();
            assertThat(ide.readBlock(512)).isEqualTo(ide.sectors(1, 1));
        }
    }
}
