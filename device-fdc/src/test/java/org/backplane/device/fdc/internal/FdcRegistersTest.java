package org.backplane.device.fdc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.fdc.internal.FdcBench.CCR;
import static org.backplane.device.fdc.internal.FdcBench.DIR;
import static org.backplane.device.fdc.internal.FdcBench.DOR;
import static org.backplane.device.fdc.internal.FdcBench.DSR;
import static org.backplane.device.fdc.internal.FdcBench.FIFO;
import static org.backplane.device.fdc.internal.FdcBench.MSR;
import static org.backplane.device.fdc.internal.FdcBench.TDR;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backplane.bus.Reset;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.Test;

/** Registers, reset and the commands without an execution phase: 82077AA §2.1, §5.2. */
class FdcRegistersTest {
    private final FdcBench fdc = new FdcBench();

    @Test
    void resetHoldsTheChipUntilDorLetsItGo() {
        assertThat(fdc.in(DOR)).isZero();
        assertThat(fdc.in(MSR)).isZero();
        fdc.out(FIFO, 0x10);
        assertThat(fdc.wires.events().guest()).singleElement().asString().contains("reset");

        fdc.out(DOR, 0x0c);

        assertThat(fdc.in(MSR)).isEqualTo(0x80);
        assertThat(fdc.in(DOR)).isEqualTo(0x0c);
    }

    @Test
    void theFirstPollAfterAResetInterruptsAndIsSensedFourTimes() {
        fdc.out(DOR, 0x0c);
        fdc.wires.advance(1_024_000 - 1);
        assertThat(fdc.irq.asserted()).isFalse();
        fdc.wires.advance(1);
        assertThat(fdc.irq.asserted()).isTrue();

        for (int drive = 0; drive < 4; drive++) {
            fdc.command(0x08);
            assertThat(fdc.irq.asserted()).as("the first sense lowers the pin").isFalse();
            assertThat(fdc.in(MSR)).isEqualTo(0xd0);
            assertThat(fdc.results()).containsExactly(0xc0 | drive, 0);
        }

        assertThat(fdc.run(0x08)).as("nothing waits any more: invalid").containsExactly(0x80);
        assertThat(fdc.irq.edges()).isEqualTo(1);
    }

    @Test
    void withPollingDisabledThereIsNoInterruptAfterAReset() {
        fdc.ready(0, false);
        fdc.command(0x13, 0x00, 0x10 | 0x07, 0x00);
        fdc.command(0x94);
        fdc.results();
        fdc.irq.forget();
        fdc.out(DSR, 0x80);
        fdc.wires.advance(10_000_000);
        assertThat(fdc.irq.edges()).as("a reset enables polling again, locked or not").isEqualTo(1);
        assertThat(fdc.run(0x0e).get(8)).as("EFIFO and FIFOTHR are locked, POLL is not").isEqualTo(0x07);
    }

    @Test
    void dmaGateHoldsTheInterruptBack() {
        fdc.out(DOR, 0x04);
        fdc.wires.advance(2_000_000);
        assertThat(fdc.irq.asserted()).isFalse();

        fdc.out(DOR, 0x0c);

        assertThat(fdc.irq.asserted()).isTrue();
    }

    @Test
    void statusRegistersAAndBAreNotThereInAtMode() {
        assertThat(fdc.in(0)).isEqualTo(0xff);
        assertThat(fdc.in(1)).isEqualTo(0xff);
        fdc.out(0, 1);
        assertThat(fdc.wires.events().guest()).singleElement().asString().contains("SRA");
    }

    @Test
    void theTapeDriveRegisterKeepsTwoBits() {
        fdc.out(TDR, 0xff);

        assertThat(fdc.in(TDR)).isEqualTo(0x03);
    }

    @Test
    void theChangeLineIsResetByAStepWithADiskInTheDrive() {
        fdc.ready(0, false);
        assertThat(fdc.in(DIR)).isEqualTo(0xff);
        fdc.command(0x07, 0x00);
        fdc.wires.advance(FdcBench.SECOND);
        assertThat(fdc.in(DIR)).as("recalibrating on track 0 is no step").isEqualTo(0xff);
        fdc.seek(0, 1);
        assertThat(fdc.in(DIR)).isEqualTo(0x7f);

        fdc.out(DOR, 0x2d);
        fdc.seek(1, 1);

        assertThat(fdc.in(DIR)).as("drive B is empty").isEqualTo(0xff);
    }

    @Test
    void versionLockAndDumpregTellWhatTheChipIs() {
        fdc.ready(0, false);
        assertThat(fdc.run(0x10)).containsExactly(0x90);
        assertThat(fdc.run(0x94)).containsExactly(0x10);
        assertThat(fdc.run(0x14)).containsExactly(0x00);
        fdc.command(0x13, 0x00, 0x5a, 0x21);
        fdc.command(0x12, 0x84);
        fdc.seek(0, 5);

        assertThat(fdc.run(0x0e)).containsExactly(5, 0, 0, 0, 0xdf, 0x02, 0x00, 0x04, 0x5a, 0x21);
    }

    @Test
    void lockProtectsTheFifoFromASoftwareReset() {
        fdc.ready(0, false);
        fdc.command(0x13, 0x00, 0x47, 0x11);
        fdc.out(DSR, 0x80);
        fdc.wires.advance(10_000_000);
        assertThat(fdc.run(0x0e).subList(8, 10)).as("not locked").containsExactly(0x20, 0x00);

        fdc.command(0x13, 0x00, 0x47, 0x11);
        fdc.run(0x94);
        fdc.out(DSR, 0x80);
        fdc.wires.advance(10_000_000);

        assertThat(fdc.run(0x0e).subList(8, 10)).as("locked: all but the implied seek").containsExactly(0x07, 0x11);
        fdc.card.reset(Reset.HARD);
        fdc.ready(0, false);
        assertThat(fdc.run(0x0e).subList(8, 10)).as("RESET unlocks").containsExactly(0x20, 0x00);
    }

    @Test
    void anInvalidCommandHasOneResultAndNoInterrupt() {
        fdc.ready(0, false);
        fdc.irq.forget();

        assertThat(fdc.run(0x18)).containsExactly(0x80);
        assertThat(fdc.irq.edges()).isZero();
        assertThat(fdc.wires.events().guest()).singleElement().asString().contains("18 is no command");
    }

    @Test
    void driveStatusShowsTrack0AndWriteProtection() {
        fdc.ready(0, false);
        assertThat(fdc.run(0x04, 0x04)).containsExactly(0x3c);
        fdc.disk.writable(false);
        fdc.seek(0, 3);

        assertThat(fdc.run(0x04, 0x00)).containsExactly(0x68);
        assertThat(fdc.run(0x04, 0x02)).as("there is no third drive").containsExactly(0x2a);
    }

    @Test
    void seeksRunSideBySideAndAreSensedOneByOne() {
        fdc.ready(0, false);
        fdc.irq.forget();
        fdc.command(0x0f, 0x05, 10);
        fdc.command(0x0f, 0x00, 20);
        assertThat(fdc.in(MSR)).isEqualTo(0x83);
        fdc.wires.advance(FdcBench.SECOND);
        assertThat(fdc.in(MSR)).isEqualTo(0x80);
        assertThat(fdc.irq.asserted()).isTrue();

        fdc.command(0x08);
        assertThat(fdc.results()).containsExactly(0x20, 20);
        assertThat(fdc.irq.asserted()).as("the other one waits").isTrue();
        fdc.command(0x08);

        assertThat(fdc.results()).as("with its head").containsExactly(0x25, 10);
        assertThat(fdc.irq.asserted()).isFalse();
    }

    @Test
    void recalibratingADriveThatIsNotThereFailsTheEquipmentCheck() {
        fdc.ready(0, false);
        fdc.command(0x07, 0x03);
        fdc.wires.advance(FdcBench.SECOND);
        fdc.command(0x08);

        assertThat(fdc.results()).containsExactly(0x73, 0);
        fdc.command(0x07, 0x01);
        fdc.wires.advance(FdcBench.SECOND);
        fdc.command(0x08);
        assertThat(fdc.results()).as("an empty drive has a track 0").containsExactly(0x21, 0);
    }

    @Test
    void recalibrationGivesUpAfter79Steps() {
        fdc.ready(0, false);
        fdc.seek(0, 82);
        fdc.command(0x07, 0x00);
        fdc.wires.advance(FdcBench.SECOND);
        fdc.command(0x08);
        assertThat(fdc.results()).containsExactly(0x70, 0);

        fdc.command(0x07, 0x00);
        fdc.wires.advance(FdcBench.SECOND);
        fdc.command(0x08);

        assertThat(fdc.results()).containsExactly(0x20, 0);
    }

    @Test
    void aPacedSeekTakesItsSteps() {
        FdcBench paced = new FdcBench(FdcBench.SIZE_1440K, true).ready(0, false);
        paced.irq.forget();
        paced.command(0x0f, 0x00, 10);
        paced.wires.advance(10 * 3_000_000 - 1);
        assertThat(paced.irq.asserted()).as("SRT Dh is 3 ms a step").isFalse();

        paced.wires.advance(1);

        assertThat(paced.irq.asserted()).isTrue();
    }

    @Test
    void peekHasNoSideEffect() {
        fdc.ready(0, false);
        fdc.command(0x10);

        assertThat(fdc.peek(FIFO)).isEqualTo(fdc.peek(FIFO)).isEqualTo(0x90);
        assertThat(fdc.peek(MSR)).isEqualTo(0xd0);
        assertThat(fdc.peek(DIR)).isEqualTo(0xff);
        assertThat(fdc.in(FIFO)).isEqualTo(0x90);
        assertThat(fdc.in(FIFO)).as("there is no more").isZero();
    }

    @Test
    void badOptionsAreNamed() {
        assertThatThrownBy(() -> new FdcBench(0, false)).hasMessageContaining("image: 'a.img' has 0 bytes");
        assertThatThrownBy(() -> new FdcBench(2_949_632, false)).hasMessageContaining("image: 'a.img' has 2949632 bytes");
        assertThatThrownBy(() -> new FdcBench(FdcBench.SIZE_1440K, Map.of("dmaChannel", 4)))
                .hasMessageContaining("dmaChannel: 4");
        assertThatThrownBy(() -> new FdcBench(FdcBench.SIZE_1440K, Map.of("image", new String[3])))
                .hasMessageContaining("image: 3 images");
        assertThatThrownBy(() -> new FdcBench(FdcBench.SIZE_1440K, Map.of("image", new String[] {"a.img", "none.img"})))
                .isInstanceOf(HostStreamException.class);
    }

    @Test
    void unpluggingClosesTheImagesAsAFailedPlugDoes() {
        fdc.wires.revoke();
        fdc.card.unplug();

        assertThat(fdc.disk.closed()).isTrue();
    }

    @Property(tries = 300)
    void anyTrafficKeepsTheChipConsistent(@ForAll @Size(max = 300) List<@IntRange(max = 0xffff) Integer> steps,
            @ForAll boolean paced) {
        FdcBench bench = new FdcBench(FdcBench.SIZE_1440K, paced).ready(0, steps.size() % 2 == 0);
        bench.dma.program(new byte[700], steps.size() % 3 == 0);
        for (int step : steps) {
            int value = step & 0xff;
            switch (step >> 8 & 0x0f) {
                case 0 -> bench.out(DOR, value | 0x0c);
                case 1 -> bench.wires.advance(value * 1_000_000L);
                case 2 -> bench.out(CCR, value & 3);
                case 3 -> bench.out(DSR, value & 0x83);
                case 4, 5, 6 -> assertThat(bench.peek(FIFO)).isEqualTo(bench.in(FIFO)).isBetween(0, 0xff);
                case 7 -> bench.out(FIFO, new int[] {0xe6, 0xc5, 0x4a, 0x4d, 0x0f, 0x07, 0x08, 0x03}[value & 7]);
                default -> bench.out(FIFO, value & 0x1f);
            }
            int status = bench.in(MSR);
            assertThat(status & 0xc0).as("DIO without RQM after %x", step).isNotEqualTo(0x40);
        }
        bench.out(DOR, 0x00);
        assertThat(bench.irq.asserted()).isFalse();
        assertThat(bench.dma.requested).isFalse();
        bench.ready(0, false);
        assertThat(bench.run(0x10)).as("a reset always brings it back").containsExactly(0x90);
    }
}
