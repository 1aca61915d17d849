package org.backplane.bus.tap;

import org.osgi.annotation.versioning.ProviderType;

/** An access on its way, as a {@link Tap} sees it. Machine thread, within the call of the tap. */
@ProviderType
public interface TapAccess {
    /**
     * Whose range it is.
     *
     * @return the PID of the device
     */
    String pid();

    /**
     * Which range it is.
     *
     * @return the range's name within its device
     */
    String range();

    /**
     * The space that the range lies in.
     *
     * @return {@code memory} or {@code port}
     */
    String space();

    /**
     * Where it is.
     *
     * @return physical address or port of the first byte, unsigned
     */
    long address();

    /**
     * Where it is within the range.
     *
     * @return offset of the first byte from the start of the range
     */
    long offset();

    /**
     * How wide it is.
     *
     * @return 1, 2, 4 or 8 bytes, as the device sees it
     */
    int width();

    /**
     * Its direction.
     *
     * @return {@code true} for a write
     */
    boolean write();

    /**
     * What is written, or was read.
     *
     * @return the value in the low {@code 8 * width} bits; 0 before a read
     */
    long value();

    /**
     * Who makes it.
     *
     * @return linear address of the guest's instruction that is being executed; -1 if none is
     */
    long instruction();

    /**
     * When it is made.
     *
     * @return virtual time in nanoseconds since power-on
     */
    long nanos();

    /**
     * How long the device took.
     *
     * @return nanoseconds of the host's clock; 0 before the device was called, or if it is not called
     */
    long deviceNanos();

    /**
     * Whether the answer is a bus error.
     *
     * @return {@code true} if so; never before a device or another tap has answered
     */
    boolean isBusError();

    /**
     * Changes the value: what the device gets, before a write, or what the guest gets, after a read.
     *
     * @param value the value in the low {@code 8 * width} bits
     * @throws IllegalStateException before a read, where there is none yet, and after a write, where it is too late
     */
    void value(long value);

    /**
     * Before the device only: answers in its place. It is not called; a write is lost.
     *
     * @param value what a read gives
     * @throws IllegalStateException after the device was called
     */
    void answer(long value);

    /**
     * Answers with a bus error. Before the device: it is not called. After it: what it did stays done.
     */
    void busError();
}
