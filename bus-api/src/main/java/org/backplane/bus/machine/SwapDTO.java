package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** The replacement of a device under a machine. */
public class SwapDTO extends DTO {
    /** PID of the slot. */
    public String pid;
    /** Version of the bundle that went. */
    public String oldVersion;
    /** Version of the bundle that answers now; empty if none does. */
    public String newVersion;
    /**
     * {@code swapped}: the new revision goes on with the state; {@code fresh}: it starts without; {@code refused}: the old
     * one was not disturbed; {@code rolled back}: the new one failed and the old one goes on; {@code fallen}: nobody goes on,
     * accesses meet the slot's absent answer.
     */
    public String outcome;
    /** Why it is not {@code swapped}, in one line; empty if it is. */
    public String reason;
    /** How long the guest stood, in nanoseconds of the host. */
    public long stalledNanos;
    /** Virtual time of the replacement in nanoseconds. */
    public long nanos;
    /** Length of the state in bytes; 0 if there was none. */
    public long stateBytes;
    /** Length of the slabs that the new revision took over, in bytes. */
    public long slabBytes;
    /** Pieces of work, of operators and other cards, that waited for the end of the replacement. */
    public long held;
}
