package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** What a device did wrong last, and what was done about it. It is text and numbers only and holds on to no class. */
public class QuarantineDTO extends DTO {
    /** PID of the slot. */
    public String pid;
    /** Symbolic name of the device's bundle. */
    public String bundle;
    /** Version of that bundle as text. */
    public String version;
    /**
     * {@code open}: the slot is a dead card; {@code half-open}: it was put back and has to prove itself, the next misdeed
     * opens at once; {@code closed}: it has; {@code watched}: it is as it was, because all that is done about a hang is to
     * report it.
     */
    public String state;
    /** {@code threw}, {@code interrupt storm}, {@code dma}, {@code re-entrance} or {@code hang}. */
    public String misdeed;
    /** What happened, in one line. */
    public String text;
    /** How often the slot has been quarantined. */
    public long count;
    /** Virtual time in nanoseconds. */
    public long nanos;
    /** Linear address of the guest instruction that was being executed; -1 if there was none. */
    public long instruction;
    /** The access that was under way; {@code null} if none was, in a timer say. */
    public AccessDTO access;
    /** The last accesses to the slot, oldest first, {@link #access} included. */
    public AccessDTO[] last;
    /** What was thrown, with its stack, or where the machine thread was; one frame a line. Empty if it does not matter. */
    public String[] trace;
}
