package org.backplane.device.cmos.internal;

import java.time.LocalDateTime;
import org.backplane.bus.VirtualClock;

/**
 * The clock of the MC146818: the divider chain that gives one update cycle a second, and the registers A and B that
 * govern it. Nothing runs between accesses; {@link #update} makes up for the cycles that are due.
 */
final class RealTimeClock {
    private static final int A_UIP = 0x80;
    private static final int A_DIVIDER = 0x70;
    private static final int A_DIVIDER_32768_HZ = 0x20;
    private static final int B_SET = 0x80;
    /** PIE, AIE, UIE and SQWE, which RESET# clears. */
    private static final int B_ENABLES = 0x78;

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** UIP rises this long before the update ("t BUC"). */
    private static final long UPDATE_NOTICE_NANOS = 244_000;
    /** From the end of a divider reset to the first update. */
    private static final long DIVIDER_RESET_NANOS = 500_000_000L;

    private final int[] bytes;
    private final CalendarBytes calendar;
    private final VirtualClock clock;
    private long nextUpdateNanos;

    RealTimeClock(int[] bytes, VirtualClock clock) {
        this.bytes = bytes;
        this.calendar = new CalendarBytes(bytes);
        this.clock = clock;
    }

    /** Sets the time of day it is now. */
    void set(LocalDateTime time) {
        calendar.set(time);
        nextUpdateNanos = clock.nanos() + SECOND_NANOS - time.getNano();
    }

    /** Performs the update cycles whose time has come; those that SET inhibits pass without effect. */
    void update() {
        long lateNanos = clock.nanos() - nextUpdateNanos;
        if (dividerRuns() && lateNanos >= 0) {
            long cycles = lateNanos / SECOND_NANOS + 1;
            nextUpdateNanos += cycles * SECOND_NANOS;
            if (!inhibited()) {
                calendar.advance(cycles);
            }
        }
    }

    /** Register A with UIP as it is now; call {@link #update} first. */
    int readA() {
        boolean soon = nextUpdateNanos - clock.nanos() <= UPDATE_NOTICE_NANOS;
        return registerA() | (soon && dividerRuns() && !inhibited() ? A_UIP : 0);
    }

    void writeA(int value) {
        boolean stood = !dividerRuns();
        bytes[CmosRegister.A.address()] = value & ~A_UIP;
        if (stood && dividerRuns()) {
            nextUpdateNanos = clock.nanos() + DIVIDER_RESET_NANOS;
        }
    }

    void writeB(int value) {
        bytes[CmosRegister.B.address()] = value;
    }

    /** RESET#: the interrupts are disabled, time goes on. */
    void reset() {
        bytes[CmosRegister.B.address()] &= ~B_ENABLES;
    }

    private boolean dividerRuns() {
        return (registerA() & A_DIVIDER) == A_DIVIDER_32768_HZ;
    }

    private boolean inhibited() {
        return (bytes[CmosRegister.B.address()] & B_SET) != 0;
    }

    private int registerA() {
        return bytes[CmosRegister.A.address()];
    }
}
