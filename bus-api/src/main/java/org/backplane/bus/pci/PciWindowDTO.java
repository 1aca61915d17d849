package org.backplane.bus.pci;

import org.osgi.dto.DTO;

/** What a bridge forwards of an address space, and whether that includes a range behind it. */
public class PciWindowDTO extends DTO {
    /** PID of the bridge. */
    public String bridge;
    /** The windows of the space in words, such as {@code memory e0000000-e00fffff, prefetchable closed}. */
    public String windows;
    /** Whether the range goes through whole. */
    public boolean passes;
}
