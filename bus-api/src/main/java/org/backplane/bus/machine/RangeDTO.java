package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** A declared range and its counters. */
public class RangeDTO extends DTO {
    /** {@code memory} or {@code port}. */
    public String space;
    /** First address, unsigned. */
    public long first;
    /** Last address, unsigned. */
    public long last;
    /** The range's name within its device. */
    public String name;
    /** The priority; the larger number wins. */
    public int priority;
    /** {@code rw}, {@code r} or {@code w}. */
    public String access;
    /** The wanted memory type by name; empty for ports. */
    public String type;
    /** Widths the guest may use, such as {@code 1,2,4}. */
    public String valid;
    /** Widths the handler wants, written like {@link #valid}. */
    public String implemented;
    /** Whether the range answers; {@code false} if its device is parked, or if its card has not placed it. */
    public boolean live;
    /** Whether processors reach it without a call (a slab window); such accesses are not counted. */
    public boolean direct;
    /** PID of the device. */
    public String pid;
    /** Symbolic name of the device's bundle. */
    public String bundle;
    /** Version of that bundle as text. */
    public String version;
    /** Reads that the handler answered. */
    public long reads;
    /** Writes that the handler took. */
    public long writes;
}
