package org.backplane.bus.pci;

/**
 * A base address register that a function declares (PCI 3.0 §6.2.5).
 *
 * @param index        0 to 5, or {@link #ROM} for the expansion ROM base address register at 30h
 * @param kind         the space and the width of the address
 * @param prefetchable whether reads have no side effects and writes may be merged
 * @param lengthBytes  a power of two: from 16 for memory, from 4 to 256 for I/O, from 2048 for the ROM
 */
public record Bar(int index, Kind kind, boolean prefetchable, long lengthBytes) {
    /** The index of the expansion ROM base address register. */
    public static final int ROM = 6;

    /** The space and the width of the address that a base address register holds. */
    public enum Kind {
        /** Port space, 32-bit register. */
        IO,
        /** Memory space, 32-bit address. */
        MEMORY_32,
        /** Memory space, 64-bit address in two registers. */
        MEMORY_64,
        /** Memory space, 32-bit address, enable bit in the register itself. */
        ROM
    }

    /**
     * The name of the range that answers at this register's address: what {@link org.backplane.bus.Card#range} is asked for.
     *
     * @return {@code bar0} to {@code bar5}, or {@code rom}
     */
    public String rangeName() {
        return index == ROM ? "rom" : "bar" + index;
    }
}
