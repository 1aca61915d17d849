package org.backplane.device.ioapic.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A register behind the window (82093AA §3.2).
 *
 * @param kind  which kind of register
 * @param entry the redirection entry that it is a half of, 0 otherwise
 */
record IndexedRegister(Kind kind, int entry) {
    /** The kinds of registers by their first index. */
    enum Kind {
        IOAPICID(0x00, 0x0f00_0000, "82093AA §3.2.1"),
        IOAPICVER(0x01, 0, "82093AA §3.2.2"),
        IOAPICARB(0x02, 0, "82093AA §3.2.3"),
        REDIRECTION_LOW(0x10, RedirectionEntry.LOW_WRITABLE, "82093AA §3.2.4"),
        REDIRECTION_HIGH(0x11, RedirectionEntry.HIGH_WRITABLE, "82093AA §3.2.4");

        private final int index;
        private final int writable;
        private final String section;

        Kind(int index, int writable, String section) {
            this.index = index;
            this.writable = writable;
            this.section = section;
        }

        String section() {
            return section;
        }
    }

    /** The register of an index; empty where there is none. */
    static Optional<IndexedRegister> at(int index) {
        int entry = index - Kind.REDIRECTION_LOW.index >> 1;
        if (index < Kind.REDIRECTION_LOW.index) {
            return IntStream.range(0, 3).mapToObj(i -> new IndexedRegister(Kind.values()[i], 0))
                    .filter(register -> register.index() == index).findFirst();
        }
        Kind half = index % 2 == 0 ? Kind.REDIRECTION_LOW : Kind.REDIRECTION_HIGH;
        return entry < IoApicChip.ENTRIES ? Optional.of(new IndexedRegister(half, entry)) : Optional.empty();
    }

    /** All of them, by rising index. */
    static List<IndexedRegister> all() {
        return IntStream.range(0, 0x100).mapToObj(IndexedRegister::at).flatMap(Optional::stream).toList();
    }

    int index() {
        return kind.index + 2 * entry;
    }

    int writable() {
        return kind.writable;
    }

    String name() {
        return switch (kind) {
            case IOAPICID, IOAPICVER, IOAPICARB -> kind.name();
            case REDIRECTION_LOW -> "IOREDTBL" + entry + ".LOW";
            case REDIRECTION_HIGH -> "IOREDTBL" + entry + ".HIGH";
        };
    }
}
