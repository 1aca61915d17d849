package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;

/** The registers against what the documents say of each. */
class RegistersTest {
    private final Bench vga = new Bench();

    @Test
    void theFlipFlopTakesIndexAndDataInTurn() {
        vga.in(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x01);
        vga.out(Bench.ATTRIBUTE, 0x15);
        vga.out(Bench.ATTRIBUTE, 0x01);
        assertThat(vga.in(Bench.ATTRIBUTE_READ)).as("the third write was an index again").isEqualTo(0x15);
        assertThat(vga.in(Bench.ATTRIBUTE)).as("the index reads back").isEqualTo(0x01);
    }

    @Test
    void readingInputStatus1MakesTheNextWriteAnIndex() {
        vga.out(Bench.ATTRIBUTE, 0x01);
        vga.in(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x02);
        assertThat(vga.in(Bench.ATTRIBUTE)).isEqualTo(0x02);
    }

    @Test
    void peekingInputStatus1LeavesTheFlipFlopAlone() {
        vga.in(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x01);
        vga.peek(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x2a);
        assertThat(vga.in(Bench.ATTRIBUTE_READ)).as("it was data for register 1").isEqualTo(0x2a);
    }

    @Test
    void thePaletteIsLockedWhileItFeedsThePicture() {
        vga.in(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x21);
        vga.out(Bench.ATTRIBUTE, 0x3f);
        assertThat(vga.in(Bench.ATTRIBUTE_READ)).as("PAS was 1").isZero();
        assertThat(vga.wires.events().guest()).singleElement().asString().contains("PALETTE_1").contains("PAS");
    }

    @Test
    void otherAttributeRegistersCanBeWrittenWhileThePaletteFeedsThePicture() {
        vga.in(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x31);
        vga.out(Bench.ATTRIBUTE, 0x3f);
        assertThat(vga.in(Bench.ATTRIBUTE_READ)).isEqualTo(0x3f);
    }

    @Test
    void miscellaneousOutputMovesTheCrtController() {
        vga.indexed(0x3b4, 0x0e, 0x12);
        assertThat(vga.indexed(0x3d4, 0x0e)).as("nothing answers at 3D4h while bit 0 is 0").isEqualTo(0xff);
        vga.out(Bench.MISCELLANEOUS, 0x01);
        assertThat(vga.indexed(0x3d4, 0x0e)).isEqualTo(0x12);
        assertThat(vga.indexed(0x3b4, 0x0e)).isEqualTo(0xff);
        assertThat(vga.in(0x3ba)).as("input status 1 has moved too").isEqualTo(0xff);
        assertThat(vga.in(Bench.MISCELLANEOUS_READ)).isEqualTo(0x01);
    }

    @Test
    void theProtectBitLocksTheFirstEightRegistersExceptForLineCompare() {
        vga.out(Bench.MISCELLANEOUS, 0x01);
        vga.indexed(Bench.CRTC, 0x00, 0x5f);
        vga.indexed(Bench.CRTC, 0x07, 0x00);
        vga.indexed(Bench.CRTC, 0x11, 0x80);
        vga.indexed(Bench.CRTC, 0x00, 0x11);
        vga.indexed(Bench.CRTC, 0x07, 0xff);
        vga.indexed(Bench.CRTC, 0x08, 0x05);
        assertThat(vga.indexed(Bench.CRTC, 0x00)).isEqualTo(0x5f);
        assertThat(vga.indexed(Bench.CRTC, 0x07)).as("only bit 8 of line compare").isEqualTo(0x10);
        assertThat(vga.indexed(Bench.CRTC, 0x08)).isEqualTo(0x05);
        vga.indexed(Bench.CRTC, 0x07, 0x00);
        assertThat(vga.indexed(Bench.CRTC, 0x07)).as("it can be cleared again, too").isZero();
    }

    @Test
    void registersThatDoNotExistReadZeroAndAreReported() {
        vga.out(Bench.MISCELLANEOUS, 0x01);
        vga.indexed(Bench.CRTC, 0x25, 0x77);
        assertThat(vga.indexed(Bench.CRTC, 0x25)).isZero();
        assertThat(vga.wires.events().guest())
                .isEqualTo(List.of("register 25 of the CRT controller written with 77; there is none"));
    }

    @Test
    void colourMonitorAnswersTheSense() {
        assertThat(vga.in(Bench.MISCELLANEOUS) & 0x10).as("input status 0, switch sense").isEqualTo(0x10);
    }

    @Test
    void featureControlReadsBackAtItsOwnPort() {
        vga.out(Bench.MISCELLANEOUS, 0x01);
        vga.out(Bench.STATUS_1, 0x03);
        assertThat(vga.in(0x3ca)).isEqualTo(0x03);
    }

    @Test
    void theDacCountsThreeComponentsAColour() {
        vga.colour(5, 1, 2, 3);
        vga.out(Bench.DAC_DATA, 0x7f);
        assertThat(vga.in(Bench.DAC_WRITE)).as("the fourth byte is the next colour's").isEqualTo(6);
        vga.out(Bench.DAC_READ, 5);
        assertThat(List.of(vga.in(Bench.DAC_DATA), vga.in(Bench.DAC_DATA), vga.in(Bench.DAC_DATA))).isEqualTo(List.of(1, 2, 3));
        assertThat(vga.in(Bench.DAC_DATA)).as("six bits").isEqualTo(0x3f);
    }

    @Test
    void peekingTheDacDoesNotCount() {
        vga.colour(5, 1, 2, 3);
        vga.out(Bench.DAC_READ, 5);
        assertThat(vga.peek(Bench.DAC_DATA)).isEqualTo(1);
        assertThat(vga.peek(Bench.DAC_DATA)).isEqualTo(1);
    }

    @Test
    void theDacSaysWhichAddressWasWrittenLast() {
        vga.out(Bench.DAC_READ, 5);
        assertThat(vga.in(Bench.DAC_READ)).isEqualTo(3);
        vga.out(Bench.DAC_WRITE, 5);
        assertThat(vga.in(Bench.DAC_READ)).isZero();
    }

    @Test
    void theWriteAddressWrapsAfterTheLastColour() {
        vga.colour(255, 1, 2, 3);
        assertThat(vga.in(Bench.DAC_WRITE)).isZero();
    }

    @Test
    void aResetClearsRegistersAndOnlyPowerOnClearsMemory() {
        ModeTable.TEXT_80.set(vga);
        vga.poke(0xb8000, 0x41);
        vga.card.reset(Reset.INIT);
        assertThat(vga.in(Bench.MISCELLANEOUS_READ)).as("INIT is the processor's").isEqualTo(0x67);
        vga.card.reset(Reset.HARD);
        assertThat(vga.in(Bench.MISCELLANEOUS_READ)).isZero();
        assertThat(vga.wires.window("window-32k").isOpen()).as("the window is the first of four again").isFalse();
        assertThat(vga.linear.read(0, 1)).isEqualTo(0x41);
        vga.card.reset(Reset.POWER_ON);
        assertThat(vga.linear.read(0, 1)).isZero();
    }

    @Test
    void portsWithoutARegisterReadAllOnes() {
        assertThat(vga.in(0x3cd)).isEqualTo(0xff);
        assertThat(vga.in(0x3cb)).isEqualTo(0xff);
    }
}
