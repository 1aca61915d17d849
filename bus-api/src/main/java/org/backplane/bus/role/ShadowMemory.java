package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The role of main memory that a host bridge can let answer, or not, at addresses where other devices do: shadow RAM behind
 * option ROMs and firmware (PAM registers), SMRAM behind the VGA window. Machine thread only.
 */
@ConsumerType
public interface ShadowMemory {
    /** The granularity in bytes. */
    int SEGMENT_BYTES = 0x4000;

    /**
     * Routes accesses to memory or away from it; takes effect before the next instruction.
     *
     * @param first       first physical address, a multiple of {@link #SEGMENT_BYTES} from A0000h up, below 100000h
     * @param lengthBytes a multiple of {@link #SEGMENT_BYTES}
     * @param reads       whether reads go to memory
     * @param writes      whether writes go to memory
     */
    void route(long first, long lengthBytes, boolean reads, boolean writes);
}
