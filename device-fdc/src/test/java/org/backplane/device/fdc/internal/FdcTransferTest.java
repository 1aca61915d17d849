package org.backplane.device.fdc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.fdc.internal.FdcBench.DOR;
import static org.backplane.device.fdc.internal.FdcBench.FIFO;
import static org.backplane.device.fdc.internal.FdcBench.MSR;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that read and write: 82077AA §4.2, §5.1, §6.0. */
class FdcTransferTest {
    @ParameterizedTest(name = "an image of {0} bytes at rate {1} has {2} sectors on a track")
    @CsvSource({"1474560, 0, 18, 80", "2949120, 3, 36, 80", "737280, 2, 9, 80", "1228800, 0, 15, 80", "368640, 1, 9, 40"})
    void theLastSectorOfEachFormatIsRead(int bytes, int rate, int sectors, int cylinders) {
        FdcBench fdc = new FdcBench(bytes, false).ready(rate, false);
        fdc.seek(0, cylinders - 1);
        fdc.dma.program(new byte[512], false);

        assertThat(fdc.run(0x46, 0x04, cylinders - 1, 1, sectors, 2, sectors, 0x1b, 0xff))
                .containsExactly(0x04, 0, 0, cylinders, 1, 1, 2);
        assertThat(fdc.dma.memory).isEqualTo(fdc.sectors(bytes / 512 - 1, 1));
        assertThat(fdc.dma.lastChannel).isEqualTo(2);
    }

    @ParameterizedTest(name = "an image of {0} bytes has {2} sectors on a track")
    @CsvSource({"512, 2, 9, 40", "369152, 2, 9, 80", "737792, 0, 15, 80", "1296384, 0, 18, 80", "1475072, 3, 36, 80"})
    void aShortImageIsTheNextLargerFormatWithZeroesAtItsEnd(int bytes, int rate, int sectors, int cylinders) {
        FdcBench fdc = new FdcBench(bytes, false).ready(rate, false);
        fdc.dma.program(new byte[512], false);
        assertThat(fdc.run(0x46, 0x00, 0, 0, 1, 2, sectors, 0x1b, 0xff)).startsWith(0x00, 0, 0);
        assertThat(fdc.dma.memory).as("its beginning").isEqualTo(fdc.sectors(0, 1));

        fdc.seek(0, cylinders - 1);
        byte[] ones = new byte[512];
        Arrays.fill(ones, (byte) -1);
        fdc.dma.program(ones, false);
        assertThat(fdc.run(0x46, 0x04, cylinders - 1, 1, sectors, 2, sectors, 0x1b, 0xff))
                .as("the last sector is there").containsExactly(0x04, 0, 0, cylinders, 1, 1, 2);
        assertThat(fdc.dma.memory).as("behind the end of the image").isEqualTo(new byte[512]);
        assertThat(fdc.wires.events().host()).isEmpty();
    }

    @Test
    void behindTheEndOfAShortImageNothingIsWritten() {
        FdcBench fdc = new FdcBench(2 * 512, false).ready(2, false);
        byte[] data = new byte[512];
        Arrays.fill(data, (byte) 0x5a);
        fdc.dma.program(data, true);
        assertThat(fdc.run(0x45, 0x00, 0, 0, 2, 2, 9, 0x1b, 0xff)).as("its last sector").startsWith(0x00, 0, 0);
        assertThat(fdc.sectors(1, 1)).isEqualTo(data);
        assertThat(fdc.wires.events().host()).isEmpty();

        fdc.dma.program(data, true);
        assertThat(fdc.run(0x45, 0x00, 0, 0, 3, 2, 9, 0x1b, 0xff)).as("the guest is told").startsWith(0x40, 0x20, 0x20);
        assertThat(fdc.wires.events().host()).as("and the operator, once")
                .containsExactly("a.img cannot be written: the image ends before this sector; a file of 368640 bytes has all of them");
        fdc.dma.program(new byte[512], false);
        fdc.run(0x46, 0x00, 0, 0, 3, 2, 9, 0x1b, 0xff);
        assertThat(fdc.dma.memory).as("zeroes as before").isEqualTo(new byte[512]);
    }

    @Test
    void terminalCountEndsAReadNormallyAndTheResultTellsTheNextSector() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[1024], false);
        fdc.irq.forget();

        assertThat(fdc.run(0x46, 0x00, 0, 0, 3, 2, 18, 0x1b, 0xff)).containsExactly(0, 0, 0, 0, 0, 5, 2);
        assertThat(fdc.dma.memory).isEqualTo(fdc.sectors(2, 2));
        assertThat(fdc.irq.edges()).isEqualTo(1);
        assertThat(fdc.irq.asserted()).as("reading the first result lowers it").isFalse();
    }

    @Test
    void terminalCountInASectorEndsAReadAfterIt() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[600], false);

        assertThat(fdc.run(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).containsExactly(0, 0, 0, 0, 0, 3, 2);
        assertThat(fdc.dma.memory).isEqualTo(Arrays.copyOf(fdc.image, 600));
    }

    @Test
    void withoutTerminalCountTheEndOfTheCylinderEndsAbnormally() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[4096], false);

        assertThat(fdc.run(0x46, 0x00, 0, 0, 17, 2, 18, 0x1b, 0xff)).containsExactly(0x40, 0x80, 0, 1, 0, 1, 2);
        assertThat(fdc.dma.position).isEqualTo(1024);
    }

    @Test
    void multiTrackGoesOnWithTheOtherHead() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[1536], false);

        assertThat(fdc.run(0xc6, 0x00, 0, 0, 17, 2, 18, 0x1b, 0xff)).containsExactly(0x04, 0, 0, 0, 1, 2, 2);
        assertThat(fdc.dma.memory).isEqualTo(fdc.sectors(16, 3));
    }

    @Test
    void aWholeCylinderEndsWithTheNextOne() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[36 * 512], false);

        assertThat(fdc.run(0xc6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).containsExactly(0, 0, 0, 1, 0, 1, 2);
        assertThat(fdc.dma.memory).isEqualTo(fdc.sectors(0, 36));
    }

    @Test
    void writtenSectorsAreInTheImageWhenTheInterruptComes() {
        FdcBench fdc = FdcBench.readyForDma();
        byte[] data = new byte[1024];
        Arrays.fill(data, (byte) 0x5a);
        fdc.dma.program(data, true);

        assertThat(fdc.run(0x45, 0x00, 0, 0, 2, 2, 18, 0x1b, 0xff)).containsExactly(0, 0, 0, 0, 0, 4, 2);
        assertThat(fdc.sectors(1, 2)).isEqualTo(data);
        assertThat(fdc.image[512 * 3]).isNotEqualTo((byte) 0x5a);
    }

    @Test
    void terminalCountInAWrittenSectorFillsItWithZeroes() {
        FdcBench fdc = FdcBench.readyForDma();
        byte[] data = {1, 2, 3};
        fdc.dma.program(data, true);
        fdc.run(0x49, 0x00, 0, 0, 2, 2, 18, 0x1b, 0xff);

        assertThat(fdc.sectors(1, 1)).isEqualTo(Arrays.copyOf(data, 512));
    }

    @Test
    void aWriteProtectedDiskIsNotWritten() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.disk.writable(false);
        fdc.dma.program(new byte[512], true);
        byte[] before = fdc.image.clone();

        assertThat(fdc.run(0x45, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).containsExactly(0x40, 0x02, 0, 0, 0, 1, 2);
        assertThat(fdc.run(0x4d, 0x00, 2, 18, 0x54, 0xf6)).startsWith(0x40, 0x02);
        assertThat(fdc.image).isEqualTo(before);
        assertThat(fdc.wires.events().host()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sector 19,           46 00 00 00 13 02 13, 40 04 00",
        "sector 0,            46 00 00 00 00 02 12, 40 04 00",
        "another cylinder,    46 00 01 00 01 02 12, 40 04 10",
        "another head's ID,   46 00 00 01 01 02 12, 40 04 00",
        "1024-byte sectors,   46 00 00 00 01 03 12, 40 04 00",
        "single density,      06 00 00 00 01 02 12, 40 01 00",
    })
    void aSectorThatIsNotThereIsSearchedForInVain(String what, String command, String status) {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[512], false);
        int[] bytes = Arrays.copyOf(hex(command), 9);

        assertThat(fdc.run(bytes).subList(0, 3)).as(what)
                .containsExactly(Arrays.stream(hex(status)).boxed().toArray(Integer[]::new));
        assertThat(fdc.dma.position).isZero();
    }

    @Test
    void theWrongDataRateFindsNoAddressMark() {
        FdcBench fdc = new FdcBench().ready(2, false);

        assertThat(fdc.run(0x4a, 0x00)).startsWith(0x40, 0x01, 0x00);
    }

    @Test
    void anEmptyDriveAndAStandingMotorEndWithoutAddressMarkAndAreReported() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.out(DOR, 0x2d);
        assertThat(fdc.run(0x4a, 0x01)).startsWith(0x41, 0x01, 0x00);
        assertThat(fdc.run(0x4a, 0x00)).startsWith(0x40, 0x01, 0x00);

        assertThat(fdc.wires.events().guest()).hasSize(2)
                .anyMatch(text -> text.contains("drive 1 has no disk")).anyMatch(text -> text.contains("motor off"));
    }

    @Test
    void theHostsFailureIsADataErrorAndReported() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.disk.fail(true);
        fdc.dma.program(new byte[512], false);
        assertThat(fdc.run(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).containsExactly(0x40, 0x20, 0x20, 0, 0, 1, 2);
        fdc.dma.program(new byte[512], true);
        assertThat(fdc.run(0x45, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).containsExactly(0x40, 0x20, 0x20, 0, 0, 1, 2);

        assertThat(fdc.wires.events().host()).hasSize(2).allMatch(text -> text.contains("a.img"));
        fdc.disk.fail(false);
        fdc.dma.program(new byte[512], false);
        assertThat(fdc.run(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).as("and works again").startsWith(0, 0, 0);
    }

    @Test
    void anImpliedSeekMovesTheHeadFirst() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.command(0x13, 0x00, 0x57, 0x00);
        fdc.dma.program(new byte[512], false);

        assertThat(fdc.run(0x46, 0x00, 7, 0, 1, 2, 18, 0x1b, 0xff)).containsExactly(0, 0, 0, 7, 0, 2, 2);
        assertThat(fdc.dma.memory).isEqualTo(fdc.sectors(7 * 36, 1));
        assertThat(fdc.run(0x08)).as("it has no interrupt of its own").containsExactly(0x80);
    }

    @Test
    void readDeletedDataFindsOrdinaryMarks() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[2048], false);
        assertThat(fdc.run(0x4c, 0x00, 0, 0, 3, 2, 18, 0x1b, 0xff)).as("one sector, and the control mark")
                .containsExactly(0, 0, 0x40, 0, 0, 4, 2);
        assertThat(fdc.dma.position).isEqualTo(512);

        assertThat(fdc.run(0x6c, 0x00, 0, 0, 3, 2, 18, 0x1b, 0xff)).as("SK skips them all")
                .containsExactly(0x40, 0x80, 0x40, 1, 0, 1, 2);
        assertThat(fdc.dma.position).isEqualTo(512);
    }

    @Test
    void readIdGivesASectorOfTheTrack() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.seek(0, 33);
        List<Integer> id = fdc.run(0x4a, 0x04);

        assertThat(id.subList(0, 5)).containsExactly(0x04, 0, 0, 33, 1);
        assertThat(id.get(5)).isBetween(1, 18);
        assertThat(id.get(6)).isEqualTo(2);
    }

    @Test
    void formattingFillsTheSectorsWhoseIdsTheHostGives() {
        FdcBench fdc = FdcBench.readyForDma();
        byte[] ids = new byte[18 * 4];
        for (int i = 0; i < 18; i++) {
            ids[4 * i + 1] = 1;
            ids[4 * i + 2] = (byte) (18 - i);
            ids[4 * i + 3] = 2;
        }
        fdc.dma.program(ids, true);
        byte[] filled = new byte[18 * 512];
        Arrays.fill(filled, (byte) 0xf6);

        assertThat(fdc.run(0x4d, 0x04, 2, 18, 0x54, 0xf6)).startsWith(0x04, 0, 0);
        assertThat(fdc.sectors(18, 18)).isEqualTo(filled);
        assertThat(fdc.image[17 * 512]).as("the other side").isNotEqualTo((byte) 0xf6);
    }

    @Test
    void aFormatThatTheImageCannotHoldFailsTheEquipmentCheck() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.dma.program(new byte[] {0, 0, 19, 2}, true);

        assertThat(fdc.run(0x4d, 0x00, 2, 1, 0x54, 0xf6)).startsWith(0x50, 0, 0);
        assertThat(fdc.wires.events().guest()).singleElement().asString().contains("FORMAT TRACK");
    }

    @Test
    void withoutDmaTheBytesComeThroughTheDataRegisterOneByOne() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.irq.forget();
        fdc.command(0x46, 0x00, 0, 0, 18, 2, 18, 0x1b, 0xff);
        assertThat(fdc.in(MSR)).as("busy, non-DMA, no byte yet").isEqualTo(0x30);
        fdc.wires.advance(1_000_000);
        byte[] read = new byte[512];
        for (int i = 0; i < 512; i++) {
            assertThat(fdc.in(MSR)).isEqualTo(0xf0);
            assertThat(fdc.irq.asserted()).isTrue();
            read[i] = (byte) fdc.in(FIFO);
        }
        assertThat(fdc.irq.edges()).as("without FIFO each byte interrupts").isEqualTo(512);
        assertThat(read).isEqualTo(fdc.sectors(17, 1));
        fdc.wires.advance(1_000_000);

        assertThat(fdc.results()).as("no terminal count").containsExactly(0x40, 0x80, 0, 1, 0, 1, 2);
    }

    @Test
    void theFifoThresholdMakesBursts() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.command(0x13, 0x00, 0x07, 0x00);
        fdc.irq.forget();
        fdc.command(0x46, 0x00, 0, 0, 18, 2, 18, 0x1b, 0xff);
        fdc.wires.advance(1_000_000);
        for (int i = 0; i < 512; i++) {
            fdc.in(FIFO);
        }

        assertThat(fdc.irq.edges()).as("threshold 8 leaves bursts of 8").isEqualTo(64);
    }

    @Test
    void withoutDmaTheBytesAreWrittenThroughTheDataRegister() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.command(0x45, 0x00, 0, 0, 18, 2, 18, 0x1b, 0xff);
        fdc.wires.advance(1_000_000);
        assertThat(fdc.in(MSR)).isEqualTo(0xb0);
        for (int i = 0; i < 512; i++) {
            fdc.out(FIFO, i & 0xff);
        }
        assertThat(fdc.in(MSR)).isEqualTo(0x30);
        fdc.wires.advance(1_000_000);

        assertThat(fdc.results()).startsWith(0x40, 0x80);
        assertThat(fdc.sectors(17, 1)[511]).isEqualTo((byte) 0xff);
    }

    @Test
    void pacedDrivesTakeTheirTime() {
        FdcBench fdc = new FdcBench(FdcBench.SIZE_1440K, true).ready(0, false);
        fdc.dma.program(new byte[512], false);
        fdc.command(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
        // Head load time 1 is 2 ms at 500 kbps, half a turn is 100 ms, a sector an 18th of 200 ms.
        fdc.wires.advance(102_000_000 + 11_111_111 - 1);
        assertThat(fdc.irq.asserted()).isFalse();
        fdc.wires.advance(1);

        assertThat(fdc.irq.asserted()).isTrue();
        assertThat(fdc.results()).startsWith(0, 0, 0);
    }

    @Test
    void aHostThatDoesNotServeAPacedSectorGetsAnOverrun() {
        FdcBench paced = new FdcBench(FdcBench.SIZE_1440K, true).ready(0, true);
        assertThat(paced.run(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).startsWith(0x40, 0x10, 0);

        FdcBench patient = FdcBench.readyForPio();
        assertThat(patient.run(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff)).as("the other one waits").isEmpty();
        assertThat(patient.in(MSR)).isEqualTo(0xf0);
    }

    @Test
    void aPacedMotorSpinsUpFirst() {
        FdcBench fdc = new FdcBench(FdcBench.SIZE_1440K, true).ready(0, false);
        fdc.out(DOR, 0x0c);
        fdc.out(DOR, 0x1c);
        fdc.command(0x4a, 0x00);
        fdc.wires.advance(500_000_000);
        assertThat(fdc.irq.asserted()).isFalse();
        fdc.wires.advance(102_000_000);

        assertThat(fdc.irq.asserted()).isTrue();
    }

    @Test
    void aControllerThatComesLateServesTheRequest() {
        FdcBench fdc = FdcBench.readyForDma();
        fdc.wires.unplug("device.dma");
        fdc.command(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
        fdc.wires.advance(FdcBench.SECOND);
        assertThat(fdc.in(MSR)).isEqualTo(0x10);

        fdc.dma.program(new byte[512], false);
        fdc.wires.plug("device.dma", fdc.dma);
        fdc.wires.advance(FdcBench.SECOND);

        assertThat(fdc.results()).startsWith(0, 0, 0);
    }

    @Test
    void aResetInTheMiddleOfATransferEndsIt() {
        FdcBench fdc = FdcBench.readyForPio();
        fdc.command(0x45, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
        fdc.wires.advance(1_000_000);
        fdc.out(FIFO, 0x77);
        byte[] before = fdc.image.clone();
        fdc.out(DOR, 0x18);
        fdc.wires.advance(FdcBench.SECOND);

        assertThat(fdc.in(MSR)).isZero();
        assertThat(fdc.image).isEqualTo(before);
    }

    @Test
    void anotherDmaChannelCanBeSoldered() {
        FdcBench fdc = new FdcBench(FdcBench.SIZE_1440K, Map.of("dmaChannel", 3, "image", new String[] {"a.img"}));
        fdc.ready(0, false);
        fdc.dma.program(new byte[512], false);
        fdc.run(0x46, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);

        assertThat(fdc.dma.lastChannel).isEqualTo(3);
    }

    private static int[] hex(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(value -> Integer.parseInt(value, 16)).toArray();
    }
}
