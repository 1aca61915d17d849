package org.backplane.bus.machine;

/**
 * An access to one of the two address spaces that was made, for {@link AccessObserver}.
 *
 * @param space       {@code memory} or {@code port}
 * @param address     address of the first byte, unsigned
 * @param width       1, 2, 4 or 8 bytes, as the processor or the card made it: before the fabric splits it, if it does
 * @param write       whether it was a write
 * @param value       what was written or given, in the low {@code 8 * width} bits
 * @param answered    whether a device answered, at least for some of its bytes; nothing did if not
 * @param dma         whether a card made it; the processor did if not
 * @param instruction linear address of the instruction that made it, -1 if it was a card
 */
public record Access(String space, long address, int width, boolean write, long value, boolean answered, boolean dma,
        long instruction) {
}
