package org.backplane.bus.core.internal.declare;

/**
 * Addresses from the first to the last.
 *
 * @param first the first address
 * @param last  the last address, not below {@code first}
 */
public record Span(long first, long last) {
    /** The length in bytes. */
    public long lengthBytes() {
        return last - first + 1;
    }

    /** As a property would write it. */
    @Override
    public String toString() {
        return "0x" + Long.toHexString(first) + "-0x" + Long.toHexString(last);
    }

    /**
     * Parses {@code first-last}, {@code first+length} or {@code first}.
     *
     * @param lengthBytes the length if the element does not say it, or -1
     */
    static Span parse(SpaceKind space, Object element, long lengthBytes) throws DeclarationException {
        String property = space.property();
        String text = String.valueOf(element).strip();
        int plus = text.indexOf('+');
        int minus = text.indexOf('-', 1);
        if (plus > 0) {
            long length = NumberText.parse(property, text.substring(plus + 1));
            return ofLength(space, element, text.substring(0, plus), length);
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
