package org.backplane.bus.core.internal.memory;

/** Who caches what lies in the arena: the processor. Machine thread only. */
public interface ArenaWatch {
    /** Bytes were written by somebody else than the watcher, or by the watcher through the fabric. */
    void arenaWritten(int index, int lengthBytes);

    /** Whole pages are clean again: direct writes to them have to be reported from now on. */
    void writesMustReport(int index, int lengthBytes);
}
