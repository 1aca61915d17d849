package org.backplane.bus;

/**
 * The memory types of IA-32 (SDM Vol. 3A, "Memory Cache Control", table of memory types and their properties). A range
 * declares the one that its accesses should be made with; nothing is cached here, so the type never changes what an
 * access does, only what can be said about it.
 */
public enum MemoryType {
    /** Strong uncacheable: every access reaches the device, in order. For registers. */
    UC,
    /** Uncacheable, but a write-combining MTRR may override it. */
    UC_MINUS,
    /** Write combining: writes may be merged and delayed, reads may be speculative. For frame buffers. */
    WC,
    /** Write through. */
    WT,
    /** Write protected. */
    WP,
    /** Write back. For RAM. */
    WB
}
