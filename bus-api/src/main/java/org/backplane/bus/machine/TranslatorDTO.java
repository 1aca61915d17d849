package org.backplane.bus.machine;

import java.util.Map;
import org.osgi.dto.DTO;

/**
 * How a processor executes instructions, and what it has translated ({@link Machine#translator}). Counts are those since the
 * processor was plugged in. All but {@link #engine} and {@link #instructions} is 0 or empty if it translates nothing.
 *
 * @since 1.1
 */
public class TranslatorDTO extends DTO {
    /** {@code interpreter}, {@code translator} or {@code check}; empty if the processor does not tell, or there is none. */
    public String engine = "";
    /** Guest instructions that the processor has executed. */
    public long instructions;
    /** Of these, how many in translated code. */
    public long regionInstructions;
    /** Host time in nanoseconds for which the processor executed instructions, accesses to devices included. */
    public long runNanos;
    /** Of this, the time in translated code, as samples tell. */
    public long regionNanos;
    /** Host time in nanoseconds for which code was translated, by another thread. */
    public long compileNanos;
    /** Regions that can be entered now. */
    public int regions;
    /** Regions that wait to be translated, or are being translated now. */
    public int queued;
    /** Classes that were made. */
    public long compiled;
    /** Of these, how many replaced others because much was executed there. */
    public long promoted;
    /** Regions that could ever be entered. */
    public long installed;
    /** Regions that found no place in the queue; they come again when they are hot again. */
    public long refused;
    /** Bytecode of the regions that can be entered now, in bytes. */
    public long bytecodeBytes;
    /** Guest code that it was made of, in bytes. */
    public long guestBytes;
    /** How often a region was entered. */
    public long entries;
    /** Instructions in regions that the interpreter's code was called for. */
    public long escapes;
    /** Why regions were left: how often, by reasons in words. */
    public Map<String, Long> exits = Map.of();
    /** Why regions were given up, or not entered whole: how often, by reasons in words. */
    public Map<String, Long> invalidations = Map.of();
    /** The regions in which the most instructions were executed, these first. */
    public TranslatedRegionDTO[] hottest = {};
}
