package org.backplane.bus;

/**
 * The service properties by which a {@link Device} declares what it is wired to.
 *
 * <p>Defaults come from the component property types in {@link org.backplane.bus.annotation}; a configuration with the
 * component's PID overrides any of them. A property that has one element for each range may also have a single
 * element, which then holds for all of them. An empty array or an empty text declares nothing: a configuration takes a
 * default range or pin away with it. Numbers may be given as numbers or as text in decimal or {@code 0x}
 * hexadecimal; {@code _} may separate digits, and {@code K}, {@code M} or {@code G} after a number multiplies it by a power
 * of 1024.
 */
public final class BusProperties {
    /** The machine the device is for; text, {@value #DEFAULT_MACHINE} if absent. */
    public static final String MACHINE = "bus.machine";

    /** The machine that devices are for which do not say. */
    public static final String DEFAULT_MACHINE = "main";

    /**
     * Ranges of the memory space, one element each: {@code "0xfe000000-0xfe000fff"} (first and last byte),
     * {@code "0xfe000000+0x1000"} (first byte and length), or the first byte alone, as text or number, if
     * {@code bus.memory.size} gives the length. {@code "+0x1000"}, a length alone, declares a range without an address,
     * which the card itself places ({@link Wires#window}).
     */
    public static final String MEMORY = "bus.memory";

    /** Ranges of the port space, written like those of {@link #MEMORY}; ports are 0 to 0xffff. */
    public static final String PORT = "bus.port";

    /** Suffix: the lengths in bytes, for elements that do not say it themselves. */
    public static final String SIZE = ".size";

    /** Suffix: the names by which {@link Card#range} is asked for the handlers. */
    public static final String NAME = ".name";

    /**
     * Suffix: who answers where ranges overlap; the larger number wins, 0 if absent. Two devices whose ranges overlap
     * at the same priority are in conflict: the one that came later is parked.
     */
    public static final String PRIORITY = ".priority";

    /**
     * Suffix: the widths that the guest may use, such as {@code "1,2,4"} (the default). Any other access is answered
     * as if nothing were there and reported.
     */
    public static final String VALID = ".valid";

    /**
     * Suffix: the widths that the handler wants to see, such as {@code "1"}; the default is what {@link #VALID} says.
     * A wider access is split into several, lowest address first; a narrower one is cut out of a wider read, and
     * completed for a write with what {@link RangeHandler#peek} gives for the other bytes.
     */
    public static final String IMPLEMENTED = ".implemented";

    /**
     * Suffix: the directions that the range answers: {@code rw} (the default), {@code r} or {@code w}. An access in
     * the other direction falls through to the range of the next lower priority.
     */
    public static final String ACCESS = ".access";

    /** Suffix, memory only: the {@link MemoryType} that accesses should be made with; {@code UC} if absent. */
    public static final String TYPE = ".type";

    /**
     * Output pins and the lines they are soldered to, {@code "pin=line"}, or {@code "pin"} if both have one name. The
     * lines of a PC are {@code irq0} to {@code irq15}, {@code intr}, {@code nmi} and {@code a20}; any other name makes
     * a line of its own.
     */
    public static final String DRIVES = "bus.drives";

    /** Input pins and the lines they are soldered to, written like {@link #DRIVES}. */
    public static final String SENSES = "bus.senses";

    /**
     * What the guest meets where the device is no more: {@code "abort"} (the default), reads give all ones and writes go
     * nowhere; {@code "stall N"}, the guest stands for up to N milliseconds for another device to come, then as before;
     * {@code "fault"}, accesses to the ranges that had an address in the properties end with a bus error.
     */
    public static final String ABSENT = "bus.absent";

    /**
     * How many milliseconds the guest stands while the device's bundle is updated; 0 to 8000. The default is what the
     * machine says. It has a meaning for devices only that keep their state.
     */
    public static final String GRACE = "bus.grace";

    /**
     * What the card may reach by DMA: {@code "all"} (the default), {@code "none"}, or spans of the memory space, one element
     * each, written like those of {@link #MEMORY}. Whatever else it tries is not carried out, reported, and in the end
     * quarantines the slot.
     */
    public static final String DMA = "bus.dma";

    private BusProperties() {
    }
}
