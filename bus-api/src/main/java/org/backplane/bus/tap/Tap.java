package org.backplane.bus.tap;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees the accesses to ranges of a machine and may change them; registered as a service. Its properties say which machine
 * ({@code bus.machine}, {@code main} if absent) and which ranges: {@link #TARGET} or {@link #RANGES}, and those that both
 * choose if both are there. With neither it sees every range.
 *
 * <p>It sees what the device sees: after the fabric has split or merged an access of the guest, of a card's DMA, or of
 * whoever operates the machine; {@code peek} passes it by. A range of memory that processors reach without a call (RAM, ROM,
 * video memory) is reached by calls while it is tapped, which is slow.
 *
 * <p>Several taps on one range see an access in the order in which they came, and afterwards in the opposite order. Accesses
 * that a tap makes itself pass it by. One that throws is reported and taken out, what it did to this access is undone, and
 * the device never hears of it.
 *
 * <p>Machine thread, out of an instruction: a tap must be quick and must not wait for the machine.
 */
@ConsumerType
public interface Tap {
    /**
     * Service property: an LDAP filter over the properties of {@link org.backplane.bus.machine.LiveRange}, such as
     * {@code (&(range.space=memory)(range.device=org.backplane.device.uart*))}.
     */
    String TARGET = "tap.target";

    /**
     * Service property: names of ranges, {@code PID/range} as in {@code org.backplane.device.edu/bar0}, or a PID alone for all
     * ranges of the device; a text or several.
     */
    String RANGES = "tap.ranges";

    /**
     * Service property, a {@code Boolean}: whether the tap is there to change an access. If it has changed none when it goes,
     * that is reported and listed among the machine's advice, so that a test of a fault cannot pass because the fault did not
     * happen.
     */
    String MUST_FIRE = "tap.must.fire";

    /**
     * An access is about to reach the device.
     *
     * @param access the access; valid until this method returns
     */
    default void before(TapAccess access) {
    }

    /**
     * An access has been answered, by the device or in its place.
     *
     * @param access the same access with its outcome; valid until this method returns
     */
    default void after(TapAccess access) {
    }
}
