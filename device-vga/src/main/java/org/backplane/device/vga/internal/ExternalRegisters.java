package org.backplane.device.vga.internal;

/**
 * The registers outside the chip's blocks: miscellaneous output, feature control, input status 0 (FreeVGA "External
 * Registers").
 *
 * <p>Not modelled: what the feature control bits and the sleep bit of port 3C3h switch (both can be read back), the vertical
 * interrupt's bit in input status 0, the page bit for odd and even addresses (IBM: "for diagnostic use"), the polarities of
 * the synchronization pulses, and bit 1 of miscellaneous output, which an IBM VGA needs before it answers in its window. The
 * adapter of these PCI ids answers without it (measured: QEMU 7.2), and GRUB as firmware writes 01h and relies on that.
 */
final class ExternalRegisters {
    /** A colour monitor: the switch that is being asked answers 1. */
    static final int INPUT_STATUS_0 = 0x10;

    private static final int MISCELLANEOUS_WRITABLE = 0xef;
    private static final int MISCELLANEOUS_COLOR_PORTS = 0x01;
    private static final int MISCELLANEOUS_CLOCK_28 = 0x04;
    private static final int FEATURE_WRITABLE = 0x0b;
    static final int SLEEP_WRITABLE = 0x01;
    private static final long CLOCK_25_HZ = 25_175_000;
    private static final long CLOCK_28_HZ = 28_322_000;

    private int miscellaneous;
    private int feature;
    private int awake;

    void reset() {
        miscellaneous = 0;
        feature = 0;
        awake = 0;
    }

    int miscellaneous() {
        return miscellaneous;
    }

    void miscellaneous(int value) {
        miscellaneous = value & MISCELLANEOUS_WRITABLE;
    }

    /** Whether CRT controller and input status 1 are at 3Dxh rather than at 3Bxh. */
    boolean colourPorts() {
        return (miscellaneous & MISCELLANEOUS_COLOR_PORTS) != 0;
    }

    /** The dot clock; the two selections for other crystals than IBM's are taken for 25.175 and 28.322 MHz again. */
    long dotClockHz() {
        return (miscellaneous & MISCELLANEOUS_CLOCK_28) != 0 ? CLOCK_28_HZ : CLOCK_25_HZ;
    }

    int feature() {
        return feature;
    }

    void feature(int value) {
        feature = value & FEATURE_WRITABLE;
    }

    int awake() {
        return awake;
    }

    void awake(int value) {
        awake = value & SLEEP_WRITABLE;
    }
}
