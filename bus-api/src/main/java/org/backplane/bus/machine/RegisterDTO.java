package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** A register of the processor. */
public class RegisterDTO extends DTO {
    /** The manual's name, such as {@code EAX} or {@code CR0}. */
    public String name;
    /** Its width in bits. */
    public int bits;
    /** Its value, zero-extended. */
    public long value;
    /** Its meaning in words where it has fields, such as the flags that are set; otherwise empty. */
    public String text;
}
