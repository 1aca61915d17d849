package org.backplane.device.rtc.internal;

import org.backplane.bus.Line;

/**
 * Register C. A flag is set by its event whether or not register B enables its interrupt; IRQF, and with it the line, is
 * set while a flag and its enable are (MC146818 "Interrupts", "Register C").
 */
final class InterruptFlags {
    /** Periodic interrupt; its enable PIE has the same bit, like those of the other two. */
    static final int PF = 0x40;
    /** Alarm. */
    static final int AF = 0x20;
    /** Update ended. */
    static final int UF = 0x10;
    private static final int IRQF = 0x80;

    private final int[] bytes;
    private final Line irq;
    private int flags;

    InterruptFlags(int[] bytes, Line irq) {
        this.bytes = bytes;
        this.irq = irq;
    }

    /** The flags without IRQF, which follows from them. */
    int flags() {
        return flags;
    }

    void restore(int before) {
        flags = before;
        drive();
    }

    void set(int flag) {
        flags |= flag;
        drive();
    }

    void clear() {
        flags = 0;
        drive();
    }

    int value() {
        return flags | (requesting() ? IRQF : 0);
    }

    /** Whether register B enables the interrupt of a flag. */
    boolean enabled(int flag) {
        return (bytes[CmosRegister.B.address()] & flag) != 0;
    }

    boolean requesting() {
        return enabled(flags);
    }

    /** The flags or their enables have changed. */
    void drive() {
        irq.set(requesting());
    }
}
