package org.backplane.device.ide.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.ide.internal.IdeBench.COMMAND;
import static org.backplane.device.ide.internal.IdeBench.COUNT;
import static org.backplane.device.ide.internal.IdeBench.ERROR;
import static org.backplane.device.ide.internal.IdeBench.HIGH;
import static org.backplane.device.ide.internal.IdeBench.MID;
import static org.backplane.device.ide.internal.IdeBench.STATUS;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The packet interface and the packets: ATA-6 §9.8, SFF-8020i §10.8, MMC-2 §6.1. */
class AtapiCdromTest {
    private final IdeBench ide = IdeBench.cdrom();

    @Test
    void identifyDeviceIsAbortedWithTheSignatureAndIdentifyPacketDeviceAnswers() {
        ide.out(COMMAND, 0xec);
        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x04);
        assertThat(ide.in(MID)).isEqualTo(0x14);
        assertThat(ide.in(HIGH)).isEqualTo(0xeb);

        int[] words = ide.identify(0xa1);

        assertThat(words[0]).isEqualTo(0x85c0);
        assertThat(words[49] & 0x0300).as("DMA and LBA").isEqualTo(0x0300);
        assertThat(words[82] & 0x0210).as("PACKET, DEVICE RESET").isEqualTo(0x0210);
    }

    @Test
    void deviceResetLeavesTheSignatureAndNoInterrupt() {
        ide.sendPacket(0, 0xfffe, 0x28, 0, 0, 0, 0, 0, 0, 0, 1);
        ide.in(STATUS);
        ide.irq.forget();
        ide.out(COMMAND, 0x08);

        assertThat(ide.in(STATUS)).isZero();
        assertThat(ide.in(ERROR)).isEqualTo(0x01);
        assertThat(ide.in(HIGH)).isEqualTo(0xeb);
        assertThat(ide.irq.edges()).isZero();
    }

    @Test
    void thePacketPhaseHasNoInterruptAndTheDataPhasesHave() {
        ide.out(MID, 0x00);
        ide.out(HIGH, 0x08);
        ide.out(COMMAND, 0xa0);
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        assertThat(ide.in(COUNT)).as("C/D").isEqualTo(0x01);
        assertThat(ide.irq.edges()).isZero();
        ide.writeBlock(new byte[] {0x28, 0, 0, 0, 0, 5, 0, 0, 2, 0, 0, 0});
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.settle();

        for (int sector = 5; sector < 7; sector++) {
            assertThat(ide.irq.asserted()).isTrue();
            assertThat(ide.in(STATUS)).isEqualTo(0x58);
            assertThat(ide.in(COUNT)).as("I/O").isEqualTo(0x02);
            assertThat(ide.in(MID) | ide.in(HIGH) << 8).isEqualTo(2048);
            assertThat(ide.readBlock(2048)).isEqualTo(Arrays.copyOfRange(ide.iso, sector * 2048, (sector + 1) * 2048));
        }
        assertThat(ide.irq.asserted()).as("completed").isTrue();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.in(COUNT)).isEqualTo(0x03);
    }

    @Test
    void theByteCountLimitsTheBlocksEvenIfItIsOddOrSilly() {
        ide.sendPacket(0, 1001, 0x28, 0, 0, 0, 0, 5, 0, 0, 1);
        assertThat(ide.in(MID) | ide.in(HIGH) << 8).isEqualTo(1000);
        ide.readBlock(1000);
        ide.readBlock(1000);
        assertThat(ide.in(MID) | ide.in(HIGH) << 8).isEqualTo(48);
        ide.readBlock(48);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);

        ide.sendPacket(0, 1, 0x25);
        assertThat(ide.in(MID) | ide.in(HIGH) << 8).isEqualTo(2);
        ide.readBlock(8);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        ide.sendPacket(0, 0, 0x25);
        assertThat(ide.in(MID) | ide.in(HIGH) << 8).isEqualTo(8);
    }

    @Test
    void aResetIsAUnitAttentionOnce() {
        IdeBench fresh = new IdeBench(IdeBench.drives("primaryMaster", "cdrom:cd.iso"), true);
        assertThat(fresh.packet(0x12, 0, 0, 0, 36)).as("INQUIRY does not care").hasSize(36);
        fresh.packet(0x00);
        assertThat(fresh.in(STATUS)).isEqualTo(0x51);
        assertThat(fresh.in(ERROR)).isEqualTo(0x64);
        assertThat(fresh.sense()).isEqualTo("6/29/00");
        assertThat(fresh.sense()).isEqualTo("0/00/00");
        fresh.packet(0x00);

        assertThat(fresh.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void inquiryCapacityAndReadTwelve() {
        int[] inquiry = ide.packet(0x12, 0, 0, 0, 36);
        assertThat(Arrays.copyOf(inquiry, 5)).containsExactly(0x05, 0x80, 0x00, 0x21, 31);
        assertThat(ide.packet(0x12, 0, 0, 0, 5)).as("allocation length").hasSize(5);
        assertThat(ide.packet(0x25)).containsExactly(0, 0, 0x01, 0xf3, 0, 0, 0x08, 0);
        int[] data = ide.packet(0xa8, 0, 0, 0, 0, 3, 0, 0, 0, 2);

        assertThat(data).hasSize(4096);
        assertThat((byte) data[4095]).isEqualTo(ide.iso[5 * 2048 - 1]);
    }

    @Test
    void aReadOfNoSectorsIsNoError() {
        assertThat(ide.packet(0x28)).isEmpty();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void readingPastTheEndIsOutOfRange() {
        ide.packet(0x28, 0, 0, 0, 0x01, 0xf3, 0, 0, 2);
        assertThat(ide.in(ERROR)).isEqualTo(0x54);
        assertThat(ide.sense()).isEqualTo("5/21/00");
        ide.packet(0xa8, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

        assertThat(ide.sense()).isEqualTo("5/21/00");
    }

    @Test
    void theHostsFailureIsAMediumError() {
        ide.disc.fail(true);
        ide.packet(0x28, 0, 0, 0, 0, 0, 0, 0, 1);

        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x34);
        assertThat(ide.sense()).isEqualTo("3/11/00");
        assertThat(ide.wires.events().host()).singleElement().asString().contains("cd.iso");
    }

    @Test
    void theTableOfContentsHasOneDataTrack() {
        assertThat(ide.packet(0x43, 0, 0, 0, 0, 0, 0, 0, 64))
                .containsExactly(0, 18, 1, 1, 0, 0x14, 1, 0, 0, 0, 0, 0, 0, 0x14, 0xaa, 0, 0, 0, 0x01, 0xf4);
        assertThat(ide.packet(0x43, 2, 0, 0, 0, 0, 0xaa, 0, 64)).as("500 and 150 frames are 8 s and 50 frames")
                .containsExactly(0, 10, 1, 1, 0, 0x14, 0xaa, 0, 0, 0, 8, 50);
        assertThat(ide.packet(0x43, 0, 1, 0, 0, 0, 0, 0, 64))
                .containsExactly(0, 10, 1, 1, 0, 0x14, 1, 0, 0, 0, 0, 0);
        int[] full = ide.packet(0x43, 2, 2, 0, 0, 0, 0, 0, 64);
        assertThat(full).hasSize(4 + 4 * 11).startsWith(0, 46, 1, 1, 1, 0x14, 0, 0xa0);
        assertThat(Arrays.copyOfRange(full, 4 + 22, 4 + 33)).containsExactly(1, 0x14, 0, 0xa2, 0, 0, 0, 0, 0, 8, 50);
        assertThat(ide.packet(0x43, 0, 0, 0, 0, 0, 0, 0, 64, 0x40)).as("the format in the control byte").hasSize(12);
        assertThat(ide.packet(0x43, 0, 0, 0, 0, 0, 2, 0, 64)).as("there is no track 2").isEmpty();
        assertThat(ide.sense()).isEqualTo("5/24/00");
    }

    @Test
    void modeSenseHasTwoPagesOfWhichNothingCanBeChanged() {
        int[] all = ide.packet(0x5a, 0, 0x3f, 0, 0, 0, 0, 0, 255);
        assertThat(all).hasSize(8 + 8 + 20).startsWith(0, 34, 0x01);
        assertThat(ide.packet(0x5a, 0, 0x2a, 0, 0, 0, 0, 0, 255)).hasSize(28);
        int[] changeable = ide.packet(0x5a, 0, 0x41, 0, 0, 0, 0, 0, 255);
        assertThat(Arrays.copyOfRange(changeable, 8, 16)).containsExactly(1, 6, 0, 0, 0, 0, 0, 0);
        assertThat(ide.packet(0x5a, 0, 0xc1, 0, 0, 0, 0, 0, 255)).isEmpty();
        assertThat(ide.sense()).isEqualTo("5/39/00");
        assertThat(ide.packet(0x5a, 0, 0x0e, 0, 0, 0, 0, 0, 255)).isEmpty();
        assertThat(ide.sense()).isEqualTo("5/24/00");
    }

    @Test
    void theTrayOpensUnlessItIsLocked() {
        ide.packet(0x1e, 0, 0, 0, 1);
        ide.packet(0x1b, 0, 0, 0, 0x02);
        assertThat(ide.sense()).isEqualTo("5/53/02");
        ide.packet(0x1e, 0, 0, 0, 0);
        ide.packet(0x1b, 0, 0, 0, 0x02);
        ide.packet(0x00);
        assertThat(ide.sense()).isEqualTo("2/3a/02");
        assertThat(ide.packet(0xbd, 0, 0, 0, 0, 0, 0, 0, 0, 8)).startsWith(0, 0x10);
        assertThat(ide.packet(0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8)).containsExactly(0, 6, 4, 0x10, 1, 0x01, 0, 0);

        ide.packet(0x1b, 0, 0, 0, 0x03);

        assertThat(ide.packet(0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8)).containsExactly(0, 6, 4, 0x10, 2, 0x02, 0, 0);
        assertThat(ide.packet(0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8)).as("told once").containsExactly(0, 6, 4, 0x10, 0, 0x02, 0, 0);
        ide.packet(0x00);
        assertThat(ide.sense()).isEqualTo("6/28/00");
        ide.packet(0x00);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void eventsAreTheMediumsAndPolledOnly() {
        assertThat(ide.packet(0x4a, 1, 0, 0, 0x02, 0, 0, 0, 8)).containsExactly(0, 2, 0x80, 0x10);
        assertThat(ide.packet(0x4a, 0, 0, 0, 0x10, 0, 0, 0, 8)).isEmpty();
        assertThat(ide.sense()).isEqualTo("5/24/00");
    }

    @Test
    void getConfigurationListsProfilesAndFeatures() {
        int[] all = ide.packet(0x46, 0, 0, 0, 0, 0, 0, 0, 255);
        assertThat(Arrays.copyOf(all, 8)).containsExactly(0, 0, 0, all.length - 4, 0, 0, 0, 0x08);
        assertThat(Arrays.copyOfRange(all, 8, 20)).containsExactly(0, 0, 3, 8, 0, 0x10, 0, 0, 0, 0x08, 1, 0);
        assertThat(ide.packet(0x46, 2, 0, 0x1e, 0, 0, 0, 0, 255)).as("a single one").hasSize(16)
                .endsWith(0, 0x1e, 1, 4, 0, 0, 0, 0);
        assertThat(ide.packet(0x46, 1, 0, 0x1f, 0, 0, 0, 0, 255)).as("DVD is not current").hasSize(8);
        assertThat(ide.packet(0x46, 3, 0, 0, 0, 0, 0, 0, 255)).isEmpty();
    }

    @Test
    void discInformationTellsOfAFinishedDisc() {
        assertThat(ide.packet(0x51, 0, 0, 0, 0, 0, 0, 0, 255)).hasSize(34).startsWith(0, 32, 0x0e, 1, 1, 1, 1, 0x20);
    }

    @Test
    void anEmptyDriveHasNoMedium() {
        IdeBench empty = new IdeBench(IdeBench.drives("primaryMaster", "cdrom:"), true);
        empty.packet(0x00);
        for (int code : new int[] {0x00, 0x25, 0x28, 0x2b, 0x43, 0x51, 0xa8}) {
            empty.packet(code);
            assertThat(empty.sense()).as("%x", code).isEqualTo("2/3a/01");
        }
        assertThat(empty.packet(0x46, 0, 0, 0, 0, 0, 0, 0, 8)).as("no profile is current").endsWith(0, 0);
    }

    @Test
    void otherPacketsAndOverlapAreRefused() {
        ide.packet(0xbe, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(ide.sense()).isEqualTo("5/20/00");
        ide.packet(0x12, 1, 0, 0, 36);
        assertThat(ide.sense()).isEqualTo("5/24/00");
        ide.out(IdeBench.FEATURES, 0x02);
        ide.out(COMMAND, 0xa0);

        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x04);
    }
}
