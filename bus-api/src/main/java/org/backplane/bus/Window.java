package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The place of a range that was declared without an address ({@code "+0x40"}, see {@link BusProperties#MEMORY}): the
 * card puts it where the guest's setting of a register says. Closed at first, and closed again by a reset only if the card
 * does so. Machine thread only.
 *
 * <p>A move takes effect before the next instruction. It never fails: where another range of the same priority answers
 * already, that one goes on answering, the fabric reports the collision with both owners, and this range answers there as
 * soon as the other has gone.
 */
@ProviderType
public interface Window {
    /**
     * Lets the range answer from an address on, and no longer where it did before.
     *
     * @param address physical address or port of the first byte, unsigned; what lies past the end of the space is cut off
     */
    void move(long address);

    /** Lets the range answer nowhere. */
    void close();

    /**
     * Whether the range has a place.
     *
     * @return {@code true} between {@link #move} and {@link #close}
     */
    boolean isOpen();

    /**
     * Where the range was put last.
     *
     * @return the address of its first byte; 0 if it never was
     */
    long address();
}
