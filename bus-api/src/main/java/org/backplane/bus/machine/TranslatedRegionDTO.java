package org.backplane.bus.machine;

import org.osgi.dto.DTO;

/**
 * A piece of guest code that was translated ({@link TranslatorDTO#hottest}).
 *
 * @since 1.1
 */
public class TranslatedRegionDTO extends DTO {
    /** Linear address of its first instruction. */
    public long linear;
    /** Physical address of its first instruction when it was translated. */
    public long physical;
    /** How many guest instructions it is made of. */
    public int instructions;
    /** How many bytes of guest code. */
    public int guestBytes;
    /** Its bytecode in bytes. */
    public int bytecodeBytes;
    /** Which of its codes is entered: {@code quick}, {@code best}, or {@code trial} while none is faster than the interpreter. */
    public String tier;
    /** How often it was entered. */
    public long entries;
    /** Guest instructions that were executed in it. */
    public long executed;
}
