package org.backplane.bus.pci;

import org.osgi.dto.DTO;

/**
 * A slot of the root bus that has, or had, something in it.
 *
 * @since 1.1
 */
public class PciSlotDTO extends DTO {
    /** Device number. */
    public int device;
    /** PIDs of the functions in it, the lowest first; of those that were in it last if it is empty. */
    public String[] pids;
    /**
     * {@code present}; {@code requested} while the guest is asked to let go; {@code refused} or {@code timed-out} if it does not, so
     * that the function is still there; {@code released} if it did, {@code torn-out} if the function went without it.
     */
    public String state;
    /** How that came, in one line. */
    public String reason;
    /** Virtual time of the last change in nanoseconds. */
    public long nanos;
}
