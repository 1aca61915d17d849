package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.role.Frame;
import org.junit.jupiter.api.Test;

/** What a display sees: text, blinking, and that nothing is painted twice. */
class ScreenTest {
    private static final long FRAME_NANOS = 14_268_061;
    private static final int TEXT = 0xb8000;

    private final Bench vga = new Bench();
    private final Frame frame = new Frame();

    private void text(int cell, String text, int attribute) {
        for (int i = 0; i < text.length(); i++) {
            vga.poke(TEXT + 2 * (cell + i), 2, text.charAt(i) | attribute << 8);
        }
    }

    private void textMode() {
        ModeTable.TEXT_80.set(vga);
        TestFont.load(vga, 0, false);
    }

    @Test
    void textIsTheScreensRows() {
        textMode();
        text(0, "HELLO   ", 0x07);
        text(80 * 24 + 75, "WORLD", 0x07);
        text(80, "\u00c4\u00b3", 0x07);
        String[] rows = vga.text();
        assertThat(rows).hasSize(25);
        assertThat(rows[0]).as("without trailing blanks").isEqualTo("HELLO");
        assertThat(rows[1]).as("code page 437").isEqualTo("─│");
        assertThat(rows[24]).isEqualTo(" ".repeat(75) + "WORLD");
    }

    @Test
    void textFollowsTheStartAddress() {
        textMode();
        text(0, "FIRST", 0x07);
        text(80, "SECOND", 0x07);
        vga.indexed(Bench.CRTC, 0x0d, 80);
        assertThat(vga.text()[0]).isEqualTo("SECOND");
    }

    /** What GRUB as firmware writes, in its order; the rest is as reset left it. */
    @Test
    void textIsShownThatNoBiosHasSetUp() {
        vga.out(Bench.MISCELLANEOUS, 0x01);
        vga.indexed(Bench.SEQUENCER, 2, 0x04);
        vga.indexed(Bench.GRAPHICS, 8, 0xff);
        for (int row = 0; row < 16; row++) {
            vga.poke(0xa0000 + 'A' * 32 + row, 0xff);
        }
        vga.indexed(Bench.GRAPHICS, 6, 0x0c);
        vga.indexed(Bench.GRAPHICS, 5, 0x10);
        vga.indexed(Bench.SEQUENCER, 2, 0x03);
        vga.indexed(Bench.CRTC, 0x09, 0x0f);
        vga.indexed(Bench.CRTC, 0x01, 0x4f);
        vga.indexed(Bench.CRTC, 0x13, 0x28);
        vga.indexed(Bench.CRTC, 0x12, 0x90);
        vga.indexed(Bench.CRTC, 0x07, 0x02);
        vga.attribute(7, 7);
        vga.colour(7, 0xa8, 0xa8, 0xa8);
        vga.showPicture();
        vga.poke(0xb8000, 'A');
        vga.poke(0xb8001, 0x07);
        assertThat(vga.text()[0]).isEqualTo("A");
        Frame frame = vga.paint();
        assertThat(frame.width()).isEqualTo(720);
        assertThat(frame.height()).as("VERTICAL_DISPLAY_END 190h").isEqualTo(401);
        assertThat(frame.pixels()[15 * 720]).as("the last row of A").isEqualTo(0xa2a2a2);
        assertThat(frame.pixels()[16 * 720]).as("the row below is empty").isZero();
    }

    @Test
    void thereIsNoPictureAfterAReset() {
        vga.showPicture();
        assertThat(vga.text()).isEmpty();
        assertThat(vga.paint().width()).isEqualTo(640);
    }

    @Test
    void graphicsModesHaveNoText() {
        ModeTable.VGA_640_480.set(vga);
        assertThat(vga.text()).isEmpty();
    }

    @Test
    void everyCodeHasACharacterOfCodePage437() {
        assertThat(CodePage437.of(0x00)).isEqualTo(' ');
        assertThat(CodePage437.of(0x41)).isEqualTo('A');
        assertThat(CodePage437.of(0x7e)).isEqualTo('~');
        assertThat(CodePage437.of(0x80)).isEqualTo('Ç');
        assertThat(CodePage437.of(0xb0)).isEqualTo('░');
        assertThat(CodePage437.of(0xe0)).isEqualTo('α');
        assertThat(CodePage437.of(0xff)).isEqualTo(' ');
    }

    @Test
    void nothingIsPaintedWhileNothingChanges() {
        textMode();
        vga.indexed(Bench.CRTC, 0x0a, 0x20);
        assertThat(vga.paint(frame)).isTrue();
        assertThat(vga.paint(frame)).isFalse();
        vga.poke(TEXT, 2, 0x1f41);
        assertThat(vga.paint(frame)).as("memory").isTrue();
        assertThat(vga.paint(frame)).isFalse();
        vga.colour(0, 1, 2, 3);
        assertThat(vga.paint(frame)).as("a colour").isTrue();
        vga.indexed(Bench.CRTC, 0x0d, 1);
        assertThat(vga.paint(frame)).as("the start address").isTrue();
        vga.indexed(Bench.CRTC, 0x0d, 1);
        assertThat(vga.paint(frame)).as("the same again").isFalse();
    }

    @Test
    void eachFrameGetsItsOwnChanges() {
        textMode();
        Frame other = new Frame();
        vga.paint(frame);
        vga.poke(TEXT, 2, 0x1f41);
        vga.paint(other);
        assertThat(vga.paint(frame)).as("another display took the change first").isTrue();
        assertThat(frame.pixels()).isEqualTo(other.pixels());
    }

    @Test
    void onlyChangedRowsOfALinearModeArePainted() {
        vga.dispi(1, 1024);
        vga.dispi(2, 768);
        vga.dispi(3, 32);
        vga.dispi(4, 0x41);
        vga.showPicture();
        vga.in(0x3ba);
        vga.out(Bench.ATTRIBUTE, 0x20);
        vga.paint(frame);
        frame.pixels()[0] = 0x123456;
        vga.linear.write(4096 * 100, 4, 0xff0000);
        assertThat(vga.paint(frame)).isTrue();
        assertThat(frame.pixels()[100 * 1024]).isEqualTo(0xff0000);
        assertThat(frame.pixels()[0]).as("row 0 was left alone").isEqualTo(0x123456);
    }

    @Test
    void theCursorBlinksEveryEightPicturesAndCharactersEverySixteen() {
        textMode();
        text(0, " ", 0x07);
        text(1, "\u00db", 0x87);
        StringBuilder cursor = new StringBuilder();
        StringBuilder character = new StringBuilder();
        for (int eight = 0; eight < 8; eight++) {
            vga.paint(frame);
            cursor.append(frame.pixels()[14 * 720] == 0 ? '.' : '#');
            character.append(frame.pixels()[9] == 0 ? '.' : '#');
            vga.wires.advance(8 * FRAME_NANOS);
        }
        assertThat(cursor).hasToString("#.#.#.#.");
        assertThat(character).hasToString("##..##..");
    }

    @Test
    void aCursorThatEndsBeforeItBeginsIsNotShown() {
        textMode();
        text(0, " ", 0x07);
        vga.indexed(Bench.CRTC, 0x0a, 0x0e);
        vga.indexed(Bench.CRTC, 0x0b, 0x0d);
        vga.paint(frame);
        for (int row = 0; row < 16; row++) {
            assertThat(frame.pixels()[row * 720]).isZero();
        }
    }
}
