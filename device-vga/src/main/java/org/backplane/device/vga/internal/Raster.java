package org.backplane.device.vga.internal;

import org.backplane.bus.VirtualClock;

/**
 * Where the beam is: virtual time, divided by the dot clock and by the totals of the CRT controller (FreeVGA "VGA Display
 * Generation"). All of it is computed when somebody asks; nothing runs in between.
 */
final class Raster {
    /** Retrace, from which the vertical retrace interrupt is derived too. */
    static final int STATUS_VERTICAL_RETRACE = 0x08;
    /** The display is not enabled: horizontal or vertical retrace or blanking. */
    static final int STATUS_DISPLAY_DISABLED = 0x01;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final VirtualClock clock;
    private final ExternalRegisters external;
    private final Sequencer sequencer;
    private final Crtc crtc;

    Raster(VirtualClock clock, ExternalRegisters external, Sequencer sequencer, Crtc crtc) {
        this.clock = clock;
        this.external = external;
        this.sequencer = sequencer;
        this.crtc = crtc;
    }

    /** Input status 1. */
    int status() {
        long dot = clocks() % clocksPerFrame();
        int line = (int) (dot / clocksPerLine());
        boolean across = dot % clocksPerLine() < (long) crtc.displayedCharacters() * clocksPerCharacter();
        boolean down = line < crtc.displayedLines();
        int sinceRetrace = line - crtc.retraceStartLine();
        boolean retrace = sinceRetrace >= 0 && sinceRetrace < crtc.retraceLines();
        return (across && down ? 0 : STATUS_DISPLAY_DISABLED) | (retrace ? STATUS_VERTICAL_RETRACE : 0);
    }

    /** How many pictures there have been: what cursor and characters blink by. */
    long frames() {
        return clocks() / clocksPerFrame();
    }

    private long clocks() {
        long nanos = clock.nanos();
        long hertz = external.dotClockHz();
        return nanos / SECOND_NANOS * hertz + nanos % SECOND_NANOS * hertz / SECOND_NANOS;
    }

    private long clocksPerFrame() {
        return clocksPerLine() * crtc.verticalTotalLines();
    }

    private long clocksPerLine() {
        return (long) crtc.horizontalTotalCharacters() * clocksPerCharacter();
    }

    private int clocksPerCharacter() {
        return sequencer.characterDots() * sequencer.clocksPerDot();
    }
}
