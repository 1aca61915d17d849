package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** Accesses of one kind to one place that nothing answered. */
public class UntouchedDTO extends DTO {
    /** {@code memory} or {@code port}. */
    public String space;
    /** Address of the first byte, unsigned. */
    public long address;
    /** 1, 2, 4 or 8 bytes. */
    public int width;
    /** Whether they were writes. */
    public boolean write;
    /** How many there were. */
    public long count;
    /** Linear address of the guest instruction that made the first one; -1 if it was a card's DMA. */
    public long instruction;
}
