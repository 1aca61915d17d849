package org.backplane.device.kbd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.bus.role.PointerPort.LEFT;
import static org.backplane.bus.role.PointerPort.MIDDLE;
import static org.backplane.bus.role.PointerPort.RIGHT;

import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mouse: PS/2 "Mouse". */
class MouseTest {
    private final Bench kbd = new Bench();

    private void enable() {
        assertThat(kbd.mouse(0xf4)).isEqualTo("fa");
    }

    @Test
    void itIsSilentUntilItIsEnabled() {
        kbd.move(5, 5, 0, LEFT);
        assertThat(kbd.all()).isEmpty();
        enable();
        kbd.move(3, -4, 0, LEFT);
        assertThat(kbd.all()).as("3 right, 4 up, left button").isEqualTo("09 03 04");
        assertThat(kbd.auxirq.edges()).as("one interrupt a byte, and one for FA").isEqualTo(4);
    }

    @ParameterizedTest(name = "{0} right, {1} down, buttons {2}: {3}")
    @CsvSource({
        "-1, 0, 0, 18 ff 00",
        "0, 1, 0, 28 00 ff",
        "0, -255, 2, 0a 00 ff",
        "255, 256, 4, 2c ff 00",
        "0, 0, 7, 0f 00 00",
    })
    void reportsHaveNineBitCounts(int right, int down, int buttons, String report) {
        enable();
        kbd.move(right, down, 0, buttons);
        assertThat(kbd.all()).isEqualTo(report);
    }

    @Test
    void whatDoesNotFitIntoAReportGoesIntoTheNext() {
        enable();
        kbd.move(600, 0, 0, 0);
        assertThat(kbd.all(50)).isEqualTo("08 ff 00 08 ff 00 08 5a 00");
    }

    @Test
    void aClickThatIsOverBeforeTheNextSampleIsReportedAllTheSame() {
        enable();
        kbd.move(1, 0, 0, 0);
        kbd.move(0, 0, 0, RIGHT);
        kbd.move(0, 0, 0, 0);
        assertThat(kbd.all(50)).isEqualTo("0a 01 00 08 00 00");
        kbd.move(0, 0, 0, MIDDLE);
        kbd.millis(1);
        kbd.move(0, 0, 0, 0);
        assertThat(kbd.all(50)).isEqualTo("0c 00 00 08 00 00");
    }

    @Test
    void reportsComeAtTheSamplingRate() {
        enable();
        assertThat(kbd.mouse(0xf3, 10)).isEqualTo("fa fa");
        kbd.move(1, 0, 0, 0);
        assertThat(kbd.all(10)).isEqualTo("08 01 00");
        for (int i = 0; i < 8; i++) {
            kbd.move(1, 1, 0, 0);
            assertThat(kbd.all(10)).as("less than 100 ms have passed").isEmpty();
        }
        assertThat(kbd.all(20)).isEqualTo("28 08 f8");
    }

    @Test
    void aReportThatNobodyTakesHoldsTheNextOneBack() {
        enable();
        for (int i = 0; i < 100; i++) {
            kbd.move(1, 0, 0, 0);
            kbd.millis(10);
        }
        assertThat(kbd.all(50)).isEqualTo("08 01 00 08 63 00");
    }

    @Test
    void resolutionAndScalingChangeTheCounts() {
        enable();
        assertThat(kbd.mouse(0xe8, 3)).isEqualTo("fa fa");
        kbd.move(5, 0, 0, 0);
        assertThat(kbd.all()).as("8 counts a millimetre").isEqualTo("08 0a 00");
        kbd.mouse(0xe8, 0);
        kbd.move(3, 0, 0, 0);
        assertThat(kbd.all()).as("less than a count").isEmpty();
        kbd.move(1, 0, 0, 0);
        assertThat(kbd.all()).as("1 count a millimetre").isEqualTo("08 01 00");
        kbd.mouse(0xe8, 2, 0xe7);
        int[] counts = {1, 2, 3, 4, 5, 6, 100};
        String[] scaled = {"01", "01", "03", "06", "09", "0c", "c8"};
        for (int i = 0; i < counts.length; i++) {
            kbd.move(counts[i], 0, 0, 0);
            assertThat(kbd.all()).as("%d at 2:1", counts[i]).isEqualTo("08 " + scaled[i] + " 00");
        }
        kbd.move(-4, 0, 0, 0);
        assertThat(kbd.all()).isEqualTo("18 fa 00");
        kbd.mouse(0xe6);
        kbd.move(4, 0, 0, 0);
        assertThat(kbd.all()).isEqualTo("08 04 00");
    }

    @Test
    void theStatusTellsModeButtonsResolutionAndRate() {
        assertThat(kbd.mouse(0xe9)).isEqualTo("fa 00 02 64");
        kbd.move(0, 0, 0, LEFT | MIDDLE);
        assertThat(kbd.mouse(0xe7, 0xe8, 1, 0xf3, 200, 0xf4, 0xe9)).endsWith("fa 36 01 c8");
        assertThat(kbd.mouse(0xf0, 0xe9)).isEqualTo("fa fa 76 01 c8");
        assertThat(kbd.mouse(0xf6, 0xe9)).isEqualTo("fa fa 06 02 64");
    }

    @Test
    void inRemoteModeItAnswersReadDataOnly() {
        enable();
        kbd.mouse(0xf0, 0xe7);
        kbd.move(4, 0, 0, LEFT);
        assertThat(kbd.all()).isEmpty();
        assertThat(kbd.mouse(0xeb)).as("not scaled").isEqualTo("fa 09 04 00");
        assertThat(kbd.mouse(0xeb)).isEqualTo("fa 09 00 00");
        kbd.mouse(0xea);
        kbd.move(1, 0, 0, LEFT);
        assertThat(kbd.all()).isEqualTo("09 01 00");
    }

    @Test
    void inWrapModeItEchoes() {
        enable();
        assertThat(kbd.mouse(0xee, 0xf2, 0x12, 0xe9, 0xf3)).isEqualTo("fa f2 12 e9 f3");
        kbd.move(1, 0, 0, 0);
        assertThat(kbd.all()).isEmpty();
        assertThat(kbd.mouse(0xec)).isEqualTo("fa");
        assertThat(kbd.mouse(0xf2)).isEqualTo("fa 00");
    }

    @Test
    void theKnockMakesItAnIntelliMouse() {
        assertThat(kbd.mouse(0xf3, 200, 0xf3, 100, 0xf3, 80, 0xf2)).isEqualTo("fa fa fa fa fa fa fa 03");
        enable();
        kbd.move(1, 0, 1, 0);
        assertThat(kbd.all()).isEqualTo("08 01 00 01");
        kbd.move(0, 0, -10, 0);
        assertThat(kbd.all(50)).as("seven notches a report").isEqualTo("08 00 00 f9 08 00 00 fd");
        kbd.mouse(0xff);
        kbd.all(400);
        assertThat(kbd.mouse(0xf2)).as("reset makes it a standard mouse").isEqualTo("fa 00");
        assertThat(kbd.mouse(0xf3, 200, 0xf3, 200, 0xf3, 80, 0xf2)).endsWith("fa 00");
    }

    @Test
    void aStandardMouseHasNoWheel() {
        enable();
        kbd.move(0, 0, 3, 0);
        assertThat(kbd.all()).isEmpty();
    }

    @Test
    void badBytesAreAskedForAgainOnceAndThenAnError() {
        assertThat(kbd.mouse(0x55, 0x56)).isEqualTo("fe fc");
        assertThat(kbd.mouse(0xf3, 33, 100)).as("the option is awaited again").isEqualTo("fa fe fa");
        assertThat(kbd.mouse(0xe8, 4, 4, 0xf2)).isEqualTo("fa fe fc fa 00");
        assertThat(kbd.wires.events().guest()).hasSize(5);
    }

    @Test
    void resetTestsForThreeTenthsOfASecond() {
        enable();
        assertThat(kbd.mouse(0xff)).isEqualTo("fa");
        assertThat(kbd.all(280)).isEmpty();
        assertThat(kbd.all(30)).isEqualTo("aa 00");
        kbd.move(1, 0, 0, 0);
        assertThat(kbd.all()).as("disabled").isEmpty();
        enable();
        kbd.card.reset(Reset.HARD);
        kbd.move(1, 0, 0, 0);
        assertThat(kbd.all()).isEmpty();
    }

    @Test
    void keyboardAndMouseShareTheBufferByteByByte() {
        enable();
        kbd.move(1, 2, 0, 0);
        kbd.press(0x04);
        assertThat(kbd.all().replace(" ", "")).as("all of both").hasSize(8);
        assertThat(kbd.irq.edges()).isEqualTo(1);
    }
}
