package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** A call of a device's handler, in a {@link QuarantineDTO}. */
public class AccessDTO extends DTO {
    /** {@code memory} or {@code port}. */
    public String space;
    /** Address of the first byte, unsigned. */
    public long address;
    /** 1, 2, 4 or 8 bytes, as the handler got it: after the fabric has split an access, if it did. */
    public int width;
    /** Whether it was a write. */
    public boolean write;
    /** What was written, or what the device gave. */
    public long value;
    /** Whether the handler returned. While it has not, a read has no value. */
    public boolean returned;
}
