package org.backplane.device.ide.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.ide.internal.IdeBench.COMMAND;
import static org.backplane.device.ide.internal.IdeBench.CONTROL;
import static org.backplane.device.ide.internal.IdeBench.COUNT;
import static org.backplane.device.ide.internal.IdeBench.DATA;
import static org.backplane.device.ide.internal.IdeBench.DEVICE;
import static org.backplane.device.ide.internal.IdeBench.ERROR;
import static org.backplane.device.ide.internal.IdeBench.FEATURES;
import static org.backplane.device.ide.internal.IdeBench.HIGH;
import static org.backplane.device.ide.internal.IdeBench.LOW;
import static org.backplane.device.ide.internal.IdeBench.MID;
import static org.backplane.device.ide.internal.IdeBench.STATUS;

import java.util.Arrays;
import org.backplane.bus.BlockHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of a disk: ATA-6 §8, §9. */
class AtaDiskTest {
    private final IdeBench ide = IdeBench.disk();

    @Test
    void identifyDeviceTellsSizeGeometryAndFeatures() {
        int[] words = ide.identify(0xec);

        assertThat(words[0]).isEqualTo(0x0040);
        assertThat(new int[] {words[1], words[3], words[6]}).containsExactly(2, 16, 63);
        assertThat(text(words, 10, 10)).startsWith("BP");
        assertThat(text(words, 27, 20)).isEqualTo(String.format("%-40s", "Backplane disk"));
        assertThat(words[47]).isEqualTo(0x8010);
        assertThat(words[49]).isEqualTo(0x0f00);
        assertThat(words[53]).isEqualTo(7);
        assertThat(words[57] | words[58] << 16).isEqualTo(2 * 16 * 63);
        assertThat(words[60] | words[61] << 16).isEqualTo(2880);
        assertThat(words[83] & 0xc400).as("valid, 48-bit").isEqualTo(0x4400);
        assertThat(words[100]).isEqualTo(2880);
        assertThat(Arrays.stream(words).map(word -> (word & 0xff) + (word >> 8)).sum() & 0xff).as("checksum").isZero();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void readSectorsInterruptsForEachSectorAndNotAfterTheLast() {
        ide.command(0x20, 5, 2);
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.settle();
        assertThat(ide.irq.asserted()).isTrue();
        assertThat(ide.in(CONTROL)).as("the alternate status acknowledges nothing").isEqualTo(0x58);
        assertThat(ide.irq.asserted()).isTrue();
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        assertThat(ide.irq.asserted()).isFalse();
        assertThat(ide.readBlock(512)).isEqualTo(ide.sectors(5, 1));
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.settle();
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        assertThat(ide.readBlock(512)).isEqualTo(ide.sectors(6, 1));

        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.irq.edges()).isEqualTo(2);
        assertThat(ide.in(LOW)).as("the last sector").isEqualTo(6);
        assertThat(ide.in(DATA)).as("there is no more").isEqualTo(0xffff);
    }

    @Test
    void aBlockOfReadsEndsWithTheSector() {
        ide.command(0x20, 5, 2);
        byte[] into = new byte[4096];
        BlockHandler command = (BlockHandler) ide.command;
        assertThat(command.readBlock(DATA, 2, into, 2048)).as("while it is busy").isZero();
        ide.settle();
        assertThat(command.readBlock(DATA, 2, into, 10)).isEqualTo(10);
        assertThat(Arrays.copyOf(into, 20)).isEqualTo(Arrays.copyOf(ide.sectors(5, 1), 20));
        assertThat(command.readBlock(DATA, 4, into, 1024)).as("doublewords").isEqualTo((512 - 20) / 4);
        assertThat(Arrays.copyOf(into, 512 - 20)).isEqualTo(Arrays.copyOfRange(ide.sectors(5, 1), 20, 512));
        assertThat(ide.in(STATUS)).as("the next sector is on its way").isEqualTo(0xd0);
        ide.settle();
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        assertThat(command.readBlock(DATA, 1, into, 10)).as("single bytes skip").isZero();
        assertThat(command.readBlock(STATUS, 2, into, 10)).as("another register").isZero();
    }

    @Test
    void aBlockOfWritesEndsWithTheSector() {
        byte[] data = new byte[1024];
        Arrays.fill(data, (byte) 0x3c);
        ide.command(0x30, 7, 1);
        BlockHandler command = (BlockHandler) ide.command;
        assertThat(command.writeBlock(DATA, 2, data, 512)).isEqualTo(256);
        assertThat(command.writeBlock(DATA, 2, data, 256)).as("the drive is busy").isZero();
        ide.settle();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.sectors(7, 1)).isEqualTo(Arrays.copyOf(data, 512));
    }

    @Test
    void writeSectorsAsksForTheFirstSectorWithoutAnInterrupt() {
        byte[] data = new byte[1024];
        Arrays.fill(data, (byte) 0x3c);
        ide.command(0x30, 7, 2);
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        assertThat(ide.irq.edges()).isZero();
        ide.writeBlock(Arrays.copyOf(data, 512));
        assertThat(ide.in(STATUS)).isEqualTo(0xd0);
        ide.settle();
        assertThat(ide.irq.edges()).isEqualTo(1);
        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        ide.writeBlock(Arrays.copyOf(data, 512));
        ide.settle();

        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.irq.edges()).isEqualTo(2);
        assertThat(ide.sectors(7, 2)).isEqualTo(data);
        assertThat(ide.disk.flushes()).isZero();
    }

    @Test
    void aWriteWithoutWriteCacheIsFlushedBeforeItCompletes() {
        feature(0x82, 0);
        ide.command(0x30, 7, 1);
        ide.writeBlock(new byte[512]);
        ide.settle();

        assertThat(ide.disk.flushes()).isEqualTo(1);
        assertThat(ide.identify(0xec)[85] & 0x20).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x24})
    void cylindersHeadsAndSectorsAndBothKindsOfLbaGiveTheSameSectors(int code) {
        ide.command(code, 1008 + 63 + 4, 1);
        ide.settle();
        byte[] byLba = ide.readBlock(512);
        ide.out(COUNT, 1);
        ide.out(LOW, 5);
        ide.out(MID, 1);
        ide.out(HIGH, 0);
        ide.out(DEVICE, 0xa1);
        ide.out(COMMAND, 0x20);
        ide.settle();

        assertThat(ide.readBlock(512)).isEqualTo(byLba).isEqualTo(ide.sectors(1075, 1));
    }

    @Test
    void initializeDeviceParametersChangesTheTranslation() {
        ide.out(COUNT, 9);
        ide.out(DEVICE, 0xa1);
        ide.out(COMMAND, 0x91);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        ide.out(COUNT, 1);
        ide.out(LOW, 3);
        ide.out(MID, 10);
        ide.out(DEVICE, 0xa1);
        ide.out(COMMAND, 0x20);
        ide.settle();

        assertThat(ide.readBlock(512)).isEqualTo(ide.sectors(10 * 18 + 9 + 2, 1));
        int[] words = ide.identify(0xec);
        assertThat(new int[] {words[1], words[3], words[6]}).as("the default one stays").containsExactly(2, 16, 63);
        assertThat(new int[] {words[54], words[55], words[56]}).containsExactly(160, 2, 9);
        ide.out(COUNT, 0);
        ide.out(COMMAND, 0x91);
        assertThat(ide.in(STATUS)).isEqualTo(0x51);
    }

    @Test
    void hobShowsThePreviousContent() {
        ide.command(0x27, 0x123456789aL, 0x5678);
        assertThat(ide.in(LOW)).isEqualTo(2879 & 0xff);
        assertThat(ide.in(MID)).isEqualTo(2879 >> 8);
        ide.out(COUNT, 0x11);
        ide.out(COUNT, 0x22);
        ide.out(CONTROL, 0x80);
        assertThat(ide.in(COUNT)).isEqualTo(0x11);
        ide.out(CONTROL, 0x00);

        assertThat(ide.in(COUNT)).isEqualTo(0x22);
        ide.out(CONTROL, 0x80);
        ide.out(LOW, 0);
        assertThat(ide.in(COUNT)).as("a write to the command block clears HOB").isEqualTo(0x22);
    }

    @Test
    void aCountOfZeroMeans256Or65536() {
        ide.command(0x20, 0, 0);
        for (int i = 0; i < 256; i++) {
            ide.settle();
            assertThat(ide.in(STATUS)).isEqualTo(0x58);
            ide.readBlock(512);
        }
        assertThat(ide.in(STATUS)).isEqualTo(0x50);

        ide.command(0x24, 0, 0);
        assertThat(ide.in(STATUS)).as("65536 are more than the disk has").isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x10);
    }

    @Test
    void multipleTransfersBlocksWithOneInterruptEach() {
        ide.command(0xc4, 0, 1);
        assertThat(ide.in(STATUS)).as("not set yet").isEqualTo(0x51);
        ide.out(COUNT, 4);
        ide.out(COMMAND, 0xc6);
        assertThat(ide.identify(0xec)[59]).isEqualTo(0x0104);
        ide.in(STATUS);
        ide.irq.forget();

        ide.command(0xc4, 10, 6);
        ide.settle();
        assertThat(ide.readBlock(4 * 512)).isEqualTo(ide.sectors(10, 4));
        ide.in(STATUS);
        ide.settle();
        assertThat(ide.readBlock(2 * 512)).as("the rest").isEqualTo(ide.sectors(14, 2));
        assertThat(ide.irq.edges()).isEqualTo(2);

        ide.command(0x39, 20, 2);
        ide.writeBlock(new byte[1024]);
        ide.settle();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.sectors(20, 2)).containsOnly(0);
        ide.out(COUNT, 3);
        ide.out(COMMAND, 0xc6);
        assertThat(ide.in(STATUS)).as("no power of two").isEqualTo(0x51);
    }

    @Test
    void anAddressBeyondTheEndIsNotFound() {
        ide.command(0x20, 2879, 2);
        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x10);
        assertThat(ide.in(LOW) | ide.in(MID) << 8).as("the first sector that is not there").isEqualTo(2880);
        ide.out(LOW, 0);
        ide.out(DEVICE, 0xa0);
        ide.out(COMMAND, 0x20);

        assertThat(ide.in(ERROR)).as("there is no sector 0").isEqualTo(0x10);
    }

    @Test
    void verifyReadsAndTransfersNothing() {
        ide.command(0x40, 100, 200);
        ide.settle();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
        assertThat(ide.irq.edges()).isEqualTo(1);
        ide.disk.fail(true);
        ide.command(0x42, 100, 200);
        ide.settle();

        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x40);
    }

    @Test
    void theHostsFailureIsAnUncorrectableErrorWithItsAddress() {
        ide.disk.fail(true);
        ide.command(0x20, 9, 3);
        ide.settle();
        assertThat(ide.irq.asserted()).isTrue();
        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x40);
        assertThat(ide.in(LOW)).isEqualTo(9);
        assertThat(ide.in(COUNT)).as("so many were not transferred").isEqualTo(3);

        byte[] before = ide.image.clone();
        ide.command(0x30, 12, 1);
        ide.writeBlock(new byte[512]);
        ide.settle();

        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x40);
        assertThat(ide.in(LOW)).isEqualTo(12);
        assertThat(ide.image).isEqualTo(before);
        ide.out(COMMAND, 0xe7);
        ide.settle();
        assertThat(ide.in(STATUS)).as("a flush that fails is a device fault").isEqualTo(0x71);
        assertThat(ide.wires.events().host()).hasSize(3).allMatch(text -> text.contains("hd.img"));
    }

    @Test
    void aReadOnlyDiskAbortsWritesAsWriteProtected() {
        ide.disk.writable(false);
        ide.command(0x35, 0, 1);

        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x44);
        assertThat(ide.wires.events().host()).isEmpty();
    }

    @Test
    void flushMakesTheDiskSafe() {
        ide.out(COMMAND, 0xe7);
        ide.settle();
        ide.out(COMMAND, 0xea);
        ide.settle();

        assertThat(ide.disk.flushes()).isEqualTo(2);
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void featuresThatTheDiskDoesNotHaveAreAborted() {
        assertThat(feature(0x03, 0x22)).as("multiword DMA 2").isEqualTo(0x50);
        assertThat(ide.identify(0xec)[63]).isEqualTo(0x0407);
        assertThat(feature(0x03, 0x45)).as("Ultra DMA 5").isEqualTo(0x50);
        assertThat(ide.identify(0xec)[88]).isEqualTo(0x203f);
        assertThat(feature(0x03, 0x46)).isEqualTo(0x51);
        assertThat(feature(0x03, 0x0c)).as("PIO 4").isEqualTo(0x50);
        assertThat(feature(0x03, 0x0d)).isEqualTo(0x51);
        assertThat(feature(0x03, 0x98)).isEqualTo(0x51);
        assertThat(feature(0x55, 0)).isEqualTo(0x50);
        assertThat(ide.identify(0xec)[85] & 0x40).isZero();
        assertThat(feature(0x05, 0x80)).as("advanced power management").isEqualTo(0x51);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x08, 0x22, 0x92, 0xa0, 0xa1, 0xb0, 0xf1, 0xf9, 0xff})
    void otherCommandsAreAborted(int code) {
        ide.out(COMMAND, code);

        assertThat(ide.in(STATUS)).isEqualTo(0x51);
        assertThat(ide.in(ERROR)).isEqualTo(0x04);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x1f, 0x70, 0x7f, 0xe0, 0xe1, 0xe2, 0xe3, 0x94, 0x95, 0x96, 0x97})
    void commandsWithoutDataSucceedWithAnInterrupt(int code) {
        ide.out(COMMAND, code);

        assertThat(ide.irq.asserted()).isTrue();
        assertThat(ide.in(STATUS)).isEqualTo(0x50);
    }

    @Test
    void checkPowerModeTellsWhetherTheDiskStandsBy() {
        ide.out(COMMAND, 0xe5);
        assertThat(ide.in(COUNT)).isEqualTo(0xff);
        ide.out(COMMAND, 0xe0);
        ide.out(COMMAND, 0x98);
        assertThat(ide.in(COUNT)).isEqualTo(0x00);
        ide.command(0x40, 0, 1);
        ide.settle();
        ide.out(COMMAND, 0xe5);

        assertThat(ide.in(COUNT)).as("an access to the medium wakes it").isEqualTo(0xff);
    }

    @Test
    void aDiskThatSleepsHearsOfAResetOnly() {
        ide.out(COMMAND, 0xe6);
        ide.in(STATUS);
        ide.irq.forget();
        ide.out(COMMAND, 0xec);
        assertThat(ide.irq.edges()).isZero();
        assertThat(ide.wires.events().guest()).singleElement().asString().contains("sleeps");
        ide.out(CONTROL, 0x04);
        ide.out(CONTROL, 0x00);

        assertThat(ide.identify(0xec)[0]).isEqualTo(0x0040);
    }

    @Test
    void theSectorBufferIsWrittenAndRead() {
        byte[] data = IdeBench.pattern(512);
        ide.out(COMMAND, 0xe8);
        ide.writeBlock(data);
        ide.out(COMMAND, 0xe4);

        assertThat(ide.readBlock(512)).isEqualTo(data);
    }

    @Test
    void readNativeMaxAddressGivesTheLastSector() {
        ide.out(DEVICE, 0xe0);
        ide.out(COMMAND, 0xf8);

        assertThat(ide.in(LOW) | ide.in(MID) << 8 | ide.in(HIGH) << 16 | (ide.in(DEVICE) & 0x0f) << 24).isEqualTo(2879);
    }

    @Test
    void aCommandInTheMiddleOfAnotherReplacesIt() {
        ide.command(0x20, 0, 1);
        ide.out(COMMAND, 0xec);
        ide.settle();

        assertThat(ide.in(DATA)).isEqualTo(0x0040);
    }

    @Test
    void aCommandClearsTheErrorOfTheOneBefore() {
        ide.out(COMMAND, 0xff);
        ide.out(COMMAND, 0xec);

        assertThat(ide.in(STATUS)).isEqualTo(0x58);
        assertThat(ide.in(ERROR)).isZero();
    }

    private int feature(int feature, int value) {
        ide.out(FEATURES, feature);
        ide.out(COUNT, value);
        ide.out(COMMAND, 0xef);
        return ide.in(STATUS);
    }

    private static String text(int[] words, int first, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i < first + length; i++) {
            text.append((char) (words[i] >> 8)).append((char) (words[i] & 0xff));
        }
        return text.toString();
    }

    @Test
    void peekOfTwoWordsTellsWhatAReadWouldGive() {
        IdeBench ide = IdeBench.disk();
        ide.command(0x20, 3, 1);
        ide.settle();
        for (int i = 0; i < 127; i++) {
            long seen = ide.command.peek(0, 4);
            assertThat(ide.command.read(0, 4)).as("doubleword %d", i).isEqualTo(seen);
        }
        ide.in(DATA);
        assertThat(ide.command.peek(0, 4)).as("the block ends between them").isEqualTo(-1);
    }
}
