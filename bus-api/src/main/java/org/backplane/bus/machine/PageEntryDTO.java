package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** An entry of the paging structures on the way of a translation. */
public class PageEntryDTO extends DTO {
    /** The structure and the index, such as {@code PTE 01c}. */
    public String name;
    /** Its physical address. */
    public long address;
    /** Its value. */
    public long value;
    /** Its bits by name, such as {@code P=1 RW=1 US=0 PWT=1 PCD=1}. */
    public String bits;
}
