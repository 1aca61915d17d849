package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** How a processor translates a linear address. */
public class TranslationDTO extends DTO {
    /** The linear address. */
    public long linear;
    /** Whether paging is on; without it the address is physical already. */
    public boolean paging;
    /** The entries of the paging structures in the order of the walk; the last one maps the page, or is not present. */
    public PageEntryDTO[] entries;
    /** The physical address; -1 if the page is not present. */
    public long physical;
    /** The effective {@link org.backplane.bus.MemoryType} by name; empty if the page is not present, or it is not known. */
    public String type;
    /** What the type comes from, in a few words; empty if it is not known. */
    public String typeFrom;
}
