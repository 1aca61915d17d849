package org.backplane.bus.core.internal.advice;

import java.util.EnumSet;
import java.util.Set;
import org.backplane.bus.MemoryType;

/**
 * What the memory type of a mapping does to accesses that want another one (SDM 3A "Memory Cache Control", the table of memory
 * types and their properties).
 */
enum TypeRule {
    /** Nothing that anybody notices. */
    FITS("", ""),
    /** Registers behind a cache. */
    CACHED("wrong", "reads may be answered by the cache and not by the device, writes may reach it late, merged or never"),
    /** Registers behind a write-combining buffer. */
    COMBINED("wrong", "writes may reach the device late, merged and in another order, reads may be made ahead"),
    /** A frame buffer behind a cache. */
    HELD_BACK("wrong", "what is drawn stays in the cache until the line is evicted"),
    /** A frame buffer without write combining. */
    UNCOMBINED("slow", "each write is a bus cycle of its own"),
    /** RAM without a cache. */
    UNCACHED("slow", "each access goes to memory");

    private static final Set<MemoryType> CACHES = EnumSet.of(MemoryType.WB, MemoryType.WT, MemoryType.WP);

    private final String severity;
    private final String effect;

    TypeRule(String severity, String effect) {
        this.severity = severity;
        this.effect = effect;
    }

    String severity() {
        return severity;
    }

    String effect() {
        return effect;
    }

    /** Compares what a range wants with what it gets. */
    static TypeRule of(MemoryType wanted, MemoryType effective) {
        return switch (wanted) {
            case UC, UC_MINUS -> CACHES.contains(effective) ? CACHED : effective == MemoryType.WC ? COMBINED : FITS;
            case WC -> CACHES.contains(effective) ? HELD_BACK : effective == MemoryType.WC ? FITS : UNCOMBINED;
            case WB -> CACHES.contains(effective) ? FITS : UNCACHED;
            // Memory that is only read is the same behind any cache.
            case WT, WP -> FITS;
        };
    }

    /** What a driver should have done to get a type. */
    static String advice(MemoryType wanted) {
        return switch (wanted) {
            case UC, UC_MINUS -> "map it uncacheable: set PCD and PWT in the page-table entry (Linux: ioremap)";
            case WC -> "map it write-combining: a PAT entry or an MTRR of type WC (Linux: ioremap_wc)";
            case WB -> "map it write-back: clear PCD and PWT in the page-table entry, and select no other type by PAT or MTRR";
            case WT, WP -> "";
        };
    }
}
