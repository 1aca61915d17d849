package org.backplane.bus.pci;

import org.osgi.dto.DTO;

/** A base address register, what the guest wrote to it, and what keeps the function from decoding it. */
public class PciDecodeDTO extends DTO {
    /** PID of the function's device. */
    public String pid;
    /** Name of the range that answers at the register's address: {@code bar0} to {@code bar5}, {@code rom}. */
    public String range;
    /** First address, unsigned. */
    public long first;
    /** Last address, unsigned. */
    public long last;
    /** The function's command register. */
    public int command;
    /** Whether the function decodes it: the command register lets it, and a ROM's own enable bit does. */
    public boolean enabled;
    /** The bridges in front of the function, from the root bus on. */
    public PciWindowDTO[] bridges;
}
