package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** A slot and what sits in it. */
public class SlotDTO extends DTO {
    /** The slot's name: the PID of the device. */
    public String pid;
    /**
     * {@code live}, {@code held} (the guest stands for the next revision), {@code parked}, {@code invalid}, {@code failed}
     * (it could not be plugged in), {@code quarantined} (it answered and misbehaved), {@code ejected} (a PCI function that was taken out
     * while the guest runs) or {@code empty}.
     */
    public String state;
    /** Why the slot is not live, in one line; empty if it is. */
    public String reason;
    /** Symbolic name of the device's bundle; empty if the slot is. */
    public String bundle;
    /** Version of that bundle as text. */
    public String version;
    /** Id of that bundle, -1 if the slot is empty. */
    public long bundleId;
    /** The ranges the device declares. */
    public RangeDTO[] ranges;
    /** Output pins, {@code pin=line}. */
    public String[] drives;
    /** Input pins, {@code pin=line}. */
    public String[] senses;
}
