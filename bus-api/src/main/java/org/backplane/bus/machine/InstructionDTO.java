package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/** A disassembled instruction. */
public class InstructionDTO extends DTO {
    /** Its linear address. */
    public long linear;
    /** Its bytes. */
    public byte[] bytes;
    /** Its text in the notation of the Intel manuals. */
    public String text;
}
