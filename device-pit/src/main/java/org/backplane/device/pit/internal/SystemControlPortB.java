package org.backplane.device.pit.internal;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * System control port B of the PC AT (82371AB "NMISC"): the gate of counter 2, the speaker, and what POST looks at.
 *
 * <p>Not modelled: SERR# and IOCHK# with their NMI: bits 2 and 3 hold what is written, bits 6 and 7 read 0. Bit 4 toggles
 * every 18 clock pulses (15 microseconds), the refresh of an AT, whatever counter 1 does.
 */
final class SystemControlPortB implements RangeHandler {
    private static final int GATE_2 = 0x01;
    private static final int SPEAKER_DATA = 0x02;
    private static final int WRITABLE = 0x0f;
    private static final int REFRESH_TOGGLE = 0x10;
    private static final int OUT_2 = 0x20;
    private static final int REFRESH_TICKS = 18;

    private final TickClock clock;
    private final Counter8254 counter;
    private final SpeakerGate speaker;
    private int value;

    /** The way from counter 2 to the speaker. */
    interface SpeakerGate {
        void open(boolean open);
    }

    SystemControlPortB(TickClock clock, Counter8254 counter, SpeakerGate speaker) {
        this.clock = clock;
        this.counter = counter;
        this.speaker = speaker;
    }

    /** The register, for whoever looks at the chip from outside; bits 4 and 5 are the refresh and counter 2. */
    static RegisterMap declared() {
        return RegisterMap.of(Register.of("NMISC", 0, 1, Register.Access.RW).reset(0, ~(REFRESH_TOGGLE | OUT_2))
                .writable(WRITABLE).section("82371AB \"NMISC\""));
    }

    int value() {
        return value;
    }

    /** Counter and speaker know already. */
    void restore(int before) {
        value = before & WRITABLE;
    }

    void reset() {
        set(0);
    }

    @Override
    public long read(long offset, int width) {
        return peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        boolean refresh = (clock.now() / REFRESH_TICKS & 1) != 0;
        return value | (refresh ? REFRESH_TOGGLE : 0) | (counter.out(counter.advance()) ? OUT_2 : 0);
    }

    @Override
    public void write(long offset, int width, long newValue) {
        set((int) newValue & WRITABLE);
    }

    private void set(int newValue) {
        value = newValue;
        counter.gate((value & GATE_2) != 0);
        speaker.open((value & SPEAKER_DATA) != 0);
    }
}
