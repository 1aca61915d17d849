package org.backplane.device.rtc.internal;

import java.time.LocalDateTime;
import org.backplane.bus.Timer;
import org.backplane.bus.Wires;

/**
 * The clock of the MC146818: update cycles, alarm and periodic interrupt, and the registers A, B and C that govern them.
 * Nothing runs between accesses; {@link #update} makes up for what is due. A timer is armed only for an event that will
 * raise the interrupt line.
 */
final class RealTimeClock {
    static final int A_UIP = 0x80;
    private static final int A_DIVIDER = 0x70;
    private static final int A_DIVIDER_32768_HZ = 0x20;
    private static final int A_RATE = 0x0f;
    private static final int B_SET = 0x80;
    static final int B_UIE = 0x10;
    /** PIE, AIE, UIE and SQWE, which RESET# clears. */
    static final int B_ENABLES = 0x78;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final int[] bytes;
    private final CalendarBytes calendar;
    private final Alarm alarm;
    private final DividerChain chain;
    private final InterruptFlags flags;
    private final Timer timer;
    private long edgesSeen;

    RealTimeClock(int[] bytes, Wires wires) {
        this.bytes = bytes;
        this.calendar = new CalendarBytes(bytes);
        this.alarm = new Alarm(bytes, calendar);
        this.chain = new DividerChain(wires.clock());
        this.flags = new InterruptFlags(bytes, wires.line("irq"));
        this.timer = wires.timer("interrupt", deadlineNanos -> {
            update();
            changed();
        });
    }

    /** What the clock remembers beside the bytes. */
    record State(DividerChain.State chain, int flags, long edgesSeen, long interruptNanos) {
    }

    State state() {
        return new State(chain.state(), flags.flags(), edgesSeen, timer.deadlineNanos());
    }

    /** Goes on where another clock stopped; the bytes are there already. */
    void restore(State state) {
        chain.restore(state.chain);
        edgesSeen = state.edgesSeen;
        flags.restore(state.flags);
        if (state.interruptNanos >= 0) {
            timer.arm(state.interruptNanos);
        } else {
            timer.cancel();
        }
    }

    /** Sets the time of day it is now. */
    void set(LocalDateTime time) {
        calendar.set(time);
        chain.start(SECOND_NANOS - time.getNano());
        edgesSeen = chain.edges(rate());
        changed();
    }

    /** Performs what has become due; updates that SET inhibits pass without effect. */
    void update() {
        if (!dividerRuns()) {
            return;
        }
        long edges = chain.edges(rate());
        if (edges != edgesSeen) {
            edgesSeen = edges;
            flags.set(InterruptFlags.PF);
        }
        long updates = chain.takeUpdates();
        if (updates > 0 && !inhibited()) {
            boolean match = alarm.updatesUntilMatch() <= updates;
            calendar.advance(updates);
            flags.set(match ? InterruptFlags.UF | InterruptFlags.AF : InterruptFlags.UF);
        }
    }

    /** Something that decides about the next interrupt has changed; call {@link #update} before the change. */
    void changed() {
        flags.drive();
        long next = nextInterruptNanos();
        if (next == NEVER) {
            timer.cancel();
        } else {
            timer.arm(next);
        }
    }

    /** When the line will rise; never while it is up or nothing is enabled. */
    private long nextInterruptNanos() {
        long next = NEVER;
        if (flags.requesting() || !dividerRuns()) {
            return next;
        }
        if (flags.enabled(InterruptFlags.PF) && rate() != 0) {
            next = chain.nextEdgeNanos(rate());
        }
        if (flags.enabled(InterruptFlags.UF) && !inhibited()) {
            next = Math.min(next, chain.updateNanos(1));
        }
        if (flags.enabled(InterruptFlags.AF) && !inhibited()) {
            long updates = alarm.updatesUntilMatch();
            next = updates == Alarm.NEVER ? next : Math.min(next, chain.updateNanos(updates));
        }
        return next;
    }

    /** Register A with UIP as it is now; call {@link #update} first. */
    int readA() {
        return registerA() | (dividerRuns() && !inhibited() && chain.updateIsNear() ? A_UIP : 0);
    }

    void writeA(int value) {
        boolean stood = !dividerRuns();
        bytes[CmosRegister.A.address()] = value & ~A_UIP;
        if (stood && dividerRuns()) {
            chain.release();
        }
        edgesSeen = chain.edges(rate());
    }

    /** SET going high clears UIE (MC146818 "Register B"). */
    void writeB(int value) {
        boolean setGoesHigh = !inhibited() && (value & B_SET) != 0;
        bytes[CmosRegister.B.address()] = setGoesHigh ? value & ~B_UIE : value;
    }

    /** Register C; call {@link #update} first. */
    int peekC() {
        return flags.value();
    }

    /** A read of register C clears all its flags. */
    void readC() {
        flags.clear();
        changed();
    }

    /** RESET#: the interrupts are disabled and their flags cleared, time goes on. */
    void reset() {
        update();
        bytes[CmosRegister.B.address()] &= ~B_ENABLES;
        flags.clear();
        changed();
    }

    private boolean dividerRuns() {
        return (registerA() & A_DIVIDER) == A_DIVIDER_32768_HZ;
    }

    private boolean inhibited() {
        return (bytes[CmosRegister.B.address()] & B_SET) != 0;
    }

    private int rate() {
        return registerA() & A_RATE;
    }

    private int registerA() {
        return bytes[CmosRegister.A.address()];
    }
}
