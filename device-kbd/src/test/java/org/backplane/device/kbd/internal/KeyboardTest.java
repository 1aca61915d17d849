package org.backplane.device.kbd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Reset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keyboard: PS/2 "Keyboard". The guest sees set 2 as it comes unless it switches the translation on. */
class KeyboardTest {
    private static final int A = 0x04;
    private static final int PRINT = 0x46;
    private static final int PAUSE = 0x48;
    private static final int HOME = 0x4a;
    private static final int KEYPAD_SLASH = 0x54;
    private static final int LEFT_CONTROL = 0xe0;
    private static final int LEFT_SHIFT = 0xe1;
    private static final int LEFT_ALT = 0xe2;
    private static final int RIGHT_SHIFT = 0xe5;

    private final Bench kbd = new Bench();

    @BeforeEach
    void untranslated() {
        kbd.commandByte(0x01);
    }

    private void translated() {
        kbd.commandByte(0x41);
    }

    @ParameterizedTest(name = "usage {0}: set 2 {1}, translated {2}")
    @CsvSource({
        "04, 1c / f0 1c,             1e / 9e",
        "28, 5a / f0 5a,             1c / 9c",
        "29, 76 / f0 76,             01 / 81",
        "40, 83 / f0 83,             41 / c1",
        "4f, e0 74 / e0 f0 74,       e0 4d / e0 cd",
        "54, e0 4a / e0 f0 4a,       e0 35 / e0 b5",
        "58, e0 5a / e0 f0 5a,       e0 1c / e0 9c",
        "e4, e0 14 / e0 f0 14,       e0 1d / e0 9d",
        "e6, e0 11 / e0 f0 11,       e0 38 / e0 b8",
        "46, e0 12 e0 7c / e0 f0 7c e0 f0 12, e0 2a e0 37 / e0 b7 e0 aa",
        "48, e1 14 77 e1 f0 14 f0 77 / '',    e1 1d 45 e1 9d c5 / ''",
    })
    void keysMakeTheirCodes(String usage, String plain, String translated) {
        int key = Integer.parseInt(usage, 16);
        assertThat(kbd.stroke(key).trim()).isEqualTo(plain.replace("''", "").trim());
        translated();
        assertThat(kbd.stroke(key).trim()).isEqualTo(translated.replace("''", "").trim());
    }

    @Test
    void setOneOfTheKeyboardIsWhatTheControllerTranslates() {
        for (Key key : Key.all()) {
            kbd.commandByte(0x41);
            assertThat(kbd.keyboard(0xf0, 2)).isEqualTo("fa fa");
            String translated = kbd.stroke(key.usage());
            kbd.commandByte(0x01);
            assertThat(kbd.keyboard(0xf0, 1)).isEqualTo("fa fa");
            assertThat(kbd.stroke(key.usage())).as("usage %02x", key.usage()).isEqualTo(translated);
        }
    }

    @Test
    void everyUsageWithoutAKeyIsIgnored() {
        for (int usage : new int[] {-1, 0, 3, 0x67, 0x86, 0xdf, 0xe8, 0xff, 0x100, Integer.MAX_VALUE}) {
            assertThat(kbd.stroke(usage)).as("usage %x", usage).isEqualTo(" / ");
        }
        assertThat(Key.all()).hasSize(112);
    }

    @Test
    void greyKeysTakeBackAShiftThatIsHeld() {
        kbd.press(LEFT_SHIFT);
        kbd.all();
        assertThat(kbd.stroke(HOME)).isEqualTo("e0 f0 12 e0 6c / e0 f0 6c e0 12");
        kbd.press(RIGHT_SHIFT);
        kbd.all();
        assertThat(kbd.stroke(KEYPAD_SLASH)).isEqualTo("e0 f0 12 e0 f0 59 e0 4a / e0 f0 4a e0 59 e0 12");
    }

    @Test
    void greyKeysPressAShiftWhileNumLockIsOn() {
        assertThat(kbd.keyboard(0xed, 0x02)).isEqualTo("fa fa");
        assertThat(kbd.stroke(HOME)).isEqualTo("e0 12 e0 6c / e0 f0 6c e0 f0 12");
        assertThat(kbd.stroke(KEYPAD_SLASH)).isEqualTo("e0 4a / e0 f0 4a");
        kbd.press(LEFT_SHIFT);
        kbd.all();
        assertThat(kbd.stroke(HOME)).isEqualTo("e0 6c / e0 f0 6c");
    }

    @Test
    void printScreenIsPlainWithShiftOrControlAndSystemRequestWithAlt() {
        kbd.press(LEFT_CONTROL);
        kbd.all();
        assertThat(kbd.stroke(PRINT)).isEqualTo("e0 7c / e0 f0 7c");
        kbd.release(LEFT_CONTROL);
        kbd.press(LEFT_ALT);
        kbd.all();
        assertThat(kbd.stroke(PRINT)).isEqualTo("84 / f0 84");
        translated();
        assertThat(kbd.stroke(PRINT)).isEqualTo("54 / d4");
    }

    @Test
    void pauseWithControlIsBreak() {
        kbd.press(LEFT_CONTROL);
        kbd.all();
        assertThat(kbd.stroke(PAUSE)).isEqualTo("e0 7e e0 f0 7e / ");
    }

    @Test
    void aKeyThatIsAlreadyDownOrUpSaysNothing() {
        kbd.press(A);
        assertThat(kbd.all()).isEqualTo("1c");
        kbd.press(A);
        assertThat(kbd.all()).isEmpty();
        kbd.release(A);
        kbd.all();
        kbd.release(A);
        assertThat(kbd.all()).isEmpty();
    }

    @Test
    void setThreeHasTypesOfKeysThatCanBeChanged() {
        kbd.keyboard(0xf0, 3);
        assertThat(kbd.stroke(A)).as("typematic: no break").isEqualTo("1c / ");
        assertThat(kbd.stroke(LEFT_SHIFT)).as("make/break").isEqualTo("12 / f0 12");
        assertThat(kbd.stroke(PAUSE)).as("make").isEqualTo("62 / ");

        assertThat(kbd.keyboard(0xfc, 0x1c, 0x62)).isEqualTo("fa fa fa");
        assertThat(kbd.stroke(A)).as("between two options the keyboard waits").isEqualTo(" / ");
        assertThat(kbd.keyboard(0xf4)).isEqualTo("fa");
        assertThat(kbd.stroke(A)).isEqualTo("1c / f0 1c");
        assertThat(kbd.stroke(PAUSE)).isEqualTo("62 / f0 62");
        kbd.keyboard(0xf9);
        assertThat(kbd.stroke(LEFT_SHIFT)).isEqualTo("12 / ");
        kbd.keyboard(0xf8);
        assertThat(kbd.stroke(A)).isEqualTo("1c / f0 1c");
        kbd.keyboard(0xf6);
        assertThat(kbd.stroke(A)).as("defaults, set 2 again").isEqualTo("1c / f0 1c");
        assertThat(kbd.stroke(PAUSE)).isEqualTo("e1 14 77 e1 f0 14 f0 77 / ");
    }

    @Test
    void keysInSetThreeRepeatByTheirType() {
        kbd.keyboard(0xf0, 3, 0xf9);
        kbd.press(A);
        assertThat(kbd.all(2000)).as("make only").isEqualTo("1c");
        kbd.keyboard(0xfa);
        kbd.release(A);
        kbd.press(A);
        assertThat(kbd.all(550)).as("all").isEqualTo("f0 1c 1c 1c");
    }

    @Test
    void aHeldKeyRepeatsAfterHalfASecondAtElevenCharactersASecond() {
        kbd.press(A);
        assertThat(kbd.all(499)).isEqualTo("1c");
        assertThat(kbd.all(1000).split(" ")).as("after 501, 593, ... 1419 ms").hasSize(11);
        kbd.release(A);
        assertThat(kbd.all(1000)).isEqualTo("f0 1c");
    }

    @Test
    void rateAndDelayCanBeSet() {
        assertThat(kbd.keyboard(0xf3, 0x00)).isEqualTo("fa fa");
        kbd.press(A);
        assertThat(kbd.all(249)).isEqualTo("1c");
        assertThat(kbd.all(1000).split(" ")).as("30 a second: 8 x 4.17 ms").hasSize(30);
        kbd.keyboard(0xf3, 0x7f);
        kbd.release(A);
        kbd.press(0x05);
        assertThat(kbd.all(999)).as("one second").isEqualTo("f0 1c 32");
        assertThat(kbd.all(1005).split(" ")).as("2 a second: 15 x 8 x 4.17 ms").hasSize(3);
    }

    @Test
    void theLastKeyRepeatsAndOnlyTheCodeOfTheKeyItself() {
        kbd.press(A);
        kbd.press(PRINT);
        assertThat(kbd.all(550)).isEqualTo("1c e0 12 e0 7c e0 7c");
        kbd.release(A);
        assertThat(kbd.all(92)).as("another key's release does not stop it").contains("f0 1c").contains("e0 7c");
        kbd.press(PAUSE);
        assertThat(kbd.all(2000)).as("Pause does not repeat, and ends the other").endsWith("f0 77");
    }

    @Test
    void sixteenBytesAreBufferedAndTheSeventeenthIsTheOverrunCode() {
        kbd.command(0xad);
        for (int key = 0; key < 8; key++) {
            kbd.press(0x04 + key);
            kbd.release(0x04 + key);
        }
        kbd.command(0xae);
        assertThat(kbd.all()).isEqualTo("1c f0 1c 32 f0 32 21 f0 21 23 f0 23 24 f0 24 2b 00");
        kbd.release(0x09);
        assertThat(kbd.stroke(A)).as("there is room again").isEqualTo("1c / f0 1c");
    }

    @Test
    void theOverrunCodeOfSetOneIsFf() {
        kbd.keyboard(0xf0, 1);
        kbd.command(0xad);
        for (int key = 0; key < 20; key++) {
            kbd.press(0x04 + key);
        }
        kbd.command(0xae);
        assertThat(kbd.all()).startsWith("1e 30 2e").hasSize(17 * 3 - 1).endsWith(" ff");
    }

    @Test
    void theIndicatorsAreLines() {
        kbd.keyboard(0xed, 0x05);
        assertThat(kbd.wires.pin("scroll-lock").asserted()).isTrue();
        assertThat(kbd.wires.pin("num-lock").asserted()).isFalse();
        assertThat(kbd.wires.pin("caps-lock").asserted()).isTrue();
        kbd.card.reset(Reset.HARD);
        assertThat(kbd.wires.pin("caps-lock").asserted()).isFalse();
    }

    @Test
    void commandsAnswer() {
        assertThat(kbd.keyboard(0xee)).isEqualTo("ee");
        assertThat(kbd.keyboard(0xf2)).isEqualTo("fa ab 83");
        assertThat(kbd.keyboard(0xf0, 0x00)).isEqualTo("fa fa 02");
        assertThat(kbd.keyboard(0xfe)).as("resend").isEqualTo("02");
        assertThat(kbd.keyboard(0xf0, 0x04)).as("there is no such set").isEqualTo("fa fe");
        assertThat(kbd.keyboard(0x00)).as("no command").isEqualTo("fe");
        assertThat(kbd.keyboard(0xed, 0xee)).as("a command in place of an option").isEqualTo("fa ee");
        translated();
        assertThat(kbd.keyboard(0xf2)).as("the controller translates the ID too").isEqualTo("fa ab 41");
        assertThat(kbd.wires.events().guest()).hasSize(2);
    }

    @Test
    void disabledItIsSilentAndForgetsWhatItHad() {
        kbd.command(0xad);
        kbd.press(A);
        assertThat(kbd.keyboard(0xf5)).isEqualTo("fa");
        assertThat(kbd.stroke(0x05)).isEqualTo(" / ");
        assertThat(kbd.keyboard(0xf4)).isEqualTo("fa");
        assertThat(kbd.all(2000)).as("a key held meanwhile does not repeat").isEmpty();
    }

    @Test
    void resetTestsForThreeTenthsOfASecondAndRestoresTheDefaults() {
        kbd.keyboard(0xf0, 1, 0xed, 7);
        assertThat(kbd.keyboard(0xff)).isEqualTo("fa");
        assertThat(kbd.all(285)).isEmpty();
        assertThat(kbd.all(20)).isEqualTo("aa");
        assertThat(kbd.stroke(A)).as("set 2, scanning").isEqualTo("1c / f0 1c");
        assertThat(kbd.wires.pin("num-lock").asserted()).isFalse();
    }

    @Test
    void aCommandEndsTheAnswerToTheOneBefore() {
        kbd.data(0xf2);
        assertThat(kbd.in()).isEqualTo(0xfa);
        assertThat(kbd.keyboard(0xee)).isEqualTo("ee");
    }
}
