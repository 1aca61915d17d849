package org.backplane.bus.core.internal.declare;

import java.util.Optional;

/**
 * Addresses from the first to the last, or a length without an address.
 *
 * @param first    the first address; 0 if it floats
 * @param last     the last address, not below {@code first}
 * @param floating whether the card places it
 */
public record Span(long first, long last, boolean floating) {
    /** Addresses that are known. */
    public Span(long first, long last) {
        this(first, last, false);
    }

    /** A length that the card places. */
    static Span floating(long lengthBytes) {
        return new Span(0, lengthBytes - 1, true);
    }

    /** The same length from an address on, or as much of it as the space has; nothing if it starts beyond. */
    public Optional<Span> at(long address, SpaceKind space) {
        if (Long.compareUnsigned(address, space.lastAddress()) > 0) {
            return Optional.empty();
        }
        long rest = space.lastAddress() - address;
        return Optional.of(new Span(address, address + Math.min(lengthBytes() - 1, rest)));
    }

    /** Whether some address lies in both. */
    public boolean meets(Span other) {
        return first <= other.last && other.first <= last;
    }

    /** The length in bytes. */
    public long lengthBytes() {
        return last - first + 1;
    }

    /** As a property would write it. */
    @Override
    public String toString() {
        return floating ? "+0x" + Long.toHexString(lengthBytes())
                : "0x" + Long.toHexString(first) + "-0x" + Long.toHexString(last);
    }

    /**
     * Parses {@code first-last}, {@code first+length}, {@code +length} or {@code first}.
     *
     * @param lengthBytes the length if the element does not say it, or -1
     */
    static Span parse(SpaceKind space, Object element, long lengthBytes) throws DeclarationException {
        String property = space.property();
        String text = String.valueOf(element).strip();
        int plus = text.indexOf('+');
        int minus = text.indexOf('-', 1);
        if (plus >= 0) {
            long length = NumberText.parse(property, text.substring(plus + 1).strip());
            return plus == 0 ? floating(space, element, length) : ofLength(space, element, text.substring(0, plus), length);
        }
        if (minus > 0) {
            return checked(space, element, NumberText.parse(property, text.substring(0, minus)),
                    NumberText.parse(property, text.substring(minus + 1)));
        }
        NumberText.parse(property, element);
        if (lengthBytes < 0) {
            throw DeclarationException.of(property, element, "has no length, and there is no " + property + ".size");
        }
        return ofLength(space, element, element, lengthBytes);
    }

    private static Span floating(SpaceKind space, Object element, long lengthBytes) throws DeclarationException {
        ofLength(space, element, 0, lengthBytes);
        return floating(lengthBytes);
    }

    private static Span ofLength(SpaceKind space, Object element, Object first, long lengthBytes)
            throws DeclarationException {
        long start = NumberText.parse(space.property(), first);
        if (lengthBytes < 1 || lengthBytes - 1 > space.lastAddress()) {
            throw DeclarationException.of(space.property(), element, "has the length " + lengthBytes);
        }
        return checked(space, element, start, start + lengthBytes - 1);
    }

    private static Span checked(SpaceKind space, Object element, long first, long last) throws DeclarationException {
        if (Long.compareUnsigned(first, space.lastAddress()) > 0
                || Long.compareUnsigned(last, space.lastAddress()) > 0) {
            throw DeclarationException.of(space.property(), element,
                    "goes past 0x" + Long.toHexString(space.lastAddress()) + ", the last " + space.text() + " address");
        }
        if (last < first) {
            throw DeclarationException.of(space.property(), element, "ends before it starts");
        }
        return new Span(first, last);
    }
}
