package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Input status 1 by virtual time: mode 3 has 900 by 449 cycles of 28.322 MHz a picture, mode 12h 800 by 525 of 25.175 MHz. */
class RasterTest {
    private static final int RETRACE = 0x08;
    private static final int DISABLED = 0x01;

    private final Bench vga = new Bench();

    /** Lets the beam go to a place in the picture, counted from power-on. */
    private int statusAt(double hertz, long cycle) {
        long nanos = (long) Math.ceil(cycle * 1e9 / hertz);
        vga.wires.advance(nanos - vga.wires.clock().nanos());
        return vga.in(Bench.STATUS_1) & (RETRACE | DISABLED);
    }

    @Test
    void textModeRetracesSeventyTimesASecond() {
        ModeTable.TEXT_80.set(vga);
        double hertz = 28.322e6;
        long line = 900;
        assertThat(statusAt(hertz, 10)).as("first line").isZero();
        assertThat(statusAt(hertz, 719)).as("last dot").isZero();
        assertThat(statusAt(hertz, 721)).as("right of the picture").isEqualTo(DISABLED);
        assertThat(statusAt(hertz, 399 * line + 10)).as("last line").isZero();
        assertThat(statusAt(hertz, 401 * line + 10)).as("below it").isEqualTo(DISABLED);
        assertThat(statusAt(hertz, 412 * line + 10)).as("retrace starts at line 19Ch").isEqualTo(DISABLED | RETRACE);
        assertThat(statusAt(hertz, 413 * line + 10)).isEqualTo(DISABLED | RETRACE);
        assertThat(statusAt(hertz, 414 * line + 10)).as("and ends at ..Eh").isEqualTo(DISABLED);
        assertThat(statusAt(hertz, 449 * line + 10)).as("the next picture").isZero();
    }

    @Test
    void graphicsModeRetracesSixtyTimesASecond() {
        ModeTable.VGA_640_480.set(vga);
        int retraces = 0;
        boolean before = false;
        for (int step = 0; step < 100_000; step++) {
            vga.wires.advance(10_000);
            boolean now = (vga.in(Bench.STATUS_1) & RETRACE) != 0;
            retraces += now && !before ? 1 : 0;
            before = now;
        }
        assertThat(retraces).as("in one second: 25,175,000 / 420,000 = 59.9").isBetween(59, 60);
    }

    @Test
    void theClockDoesNotOverflowAfterYears() {
        ModeTable.TEXT_80.set(vga);
        vga.wires.advance(3L * 365 * 86_400 * 1_000_000_000L);
        boolean seen = false;
        for (int step = 0; step < 2000; step++) {
            vga.wires.advance(10_000);
            seen |= (vga.in(Bench.STATUS_1) & RETRACE) != 0;
        }
        assertThat(seen).isTrue();
    }

    @Test
    void anUnprogrammedCardAnswersToo() {
        assertThat(vga.in(0x3ba) & ~(RETRACE | DISABLED)).isZero();
    }
}
