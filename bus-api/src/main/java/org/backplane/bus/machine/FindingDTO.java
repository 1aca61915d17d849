package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** Something that the guest does and real hardware would punish without a word ({@link Machine#advice}). */
public class FindingDTO extends DTO {
    /**
     * {@code memory-type}: a mapping has another memory type than its range wants; {@code width}: a width that is not valid
     * there; {@code decode-disabled}: the address of a base address register whose function does not decode it;
     * {@code no-register}: a place where the device declares no register; {@code read-only}: a write to a read-only register;
     * {@code write-only}: a read of a write-only register; {@code tap-not-fired}: a fault that was to be injected and was not.
     */
    public String kind;
    /** {@code wrong}: it can fail on real hardware; {@code slow}: it works, at a cost. */
    public String severity;
    /** PID of the device; for {@code tap-not-fired} the name of the tap. */
    public String pid;
    /** The range's name within the device; empty if it is no matter of one range. */
    public String range;
    /** {@code memory} or {@code port}; empty if it is no matter of an address. */
    public String space;
    /** Address of the first access, unsigned. */
    public long address;
    /** Offset of the first access in the range. */
    public long offset;
    /** Its width in bytes; 0 for a mapping. */
    public int width;
    /** Whether it is about writes. */
    public boolean write;
    /** Name of the register, if it is about one; otherwise empty. */
    public String register;
    /** First linear address of the mapping; -1 if it is not about one. */
    public long linear;
    /** The page-table entry to blame, name, address, value and bits; empty if there is none. */
    public String entry;
    /** What happened, in one line. */
    public String text;
    /** What the driver should have done, in one line. */
    public String advice;
    /** How often: accesses, or for a mapping the translations that were looked up in the page tables. */
    public long count;
    /** Linear address of the guest instruction at the first one; -1 if there was none. */
    public long firstInstruction;
    /** Linear address of the guest instruction at the last one; -1 if there was none. */
    public long lastInstruction;
    /** Virtual time of the first one in nanoseconds. */
    public long nanos;
}
