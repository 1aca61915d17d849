package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** A report, with the number of times it was made. */
public class EventDTO extends DTO {
    /** PID of the slot it concerns. */
    public String pid;
    /** {@code guest}, {@code host} or {@code fabric}. */
    public String kind;
    /** What happened, in one line. */
    public String text;
    /** How often. */
    public long count;
    /** Virtual time of the first one in nanoseconds. */
    public long nanos;
    /** Linear address of the guest instruction at the first one; -1 if there was none. */
    public long instruction;
}
