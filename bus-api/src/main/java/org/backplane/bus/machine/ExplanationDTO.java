package org.backplane.bus.machine;

import org.backplane.bus.pci.PciDecodeDTO;
import org.osgi.dto.DTO;

/** All that lies between an address and the register that answers there ({@link Machine#explain}). */
public class ExplanationDTO extends DTO {
    /** How the processor translates it; {@code null} if the question was not about a linear address. */
    public TranslationDTO translation;
    /** {@code memory} or {@code port}. */
    public String space;
    /** The physical address or port; -1 if the page is not present, and nothing below is known then. */
    public long address;
    /** The base address registers that hold a range with this address, whether they decode it or not. */
    public PciDecodeDTO[] decodes;
    /** The ranges that have this address, the one that answers reads first. */
    public RangeDTO[] ranges;
    /** Offset in the range that answers. */
    public long offset;
    /** The registers that it declares there, in words; empty if it declares none. */
    public String[] registers;
    /** What a read of a width that is valid there would give, as far as the device tells without side effects. */
    public long value;
    /** The width of {@link #value} in bytes; 0 if nothing answers. */
    public int width;
}
