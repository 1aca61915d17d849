package org.backplane.bus.core.internal.space;

import org.backplane.bus.MemoryType;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.memory.Arena;
import org.backplane.bus.processor.PhysicalMemory;

/** The processor's view of the memory space. */
public final class ProcessorMemory extends BusMaster implements PhysicalMemory {
    private final Arena arena;

    /** Connects a processor to the memory space. */
    public ProcessorMemory(Space memory, Arena arena, Untouched untouched, EventLog events, Initiator initiator) {
        super(memory, untouched, events, initiator);
        this.arena = arena;
    }

    @Override
    public byte[] arena() {
        return arena.bytes();
    }

    @Override
    public void mapped(long linear, long physical, MemoryType type) {
        space().advice().mapped(space(), linear, physical, type, initiator());
    }

    @Override
    public int readIndex(long physicalPage) {
        long page = physicalPage & -Slab.PAGE_BYTES;
        Mapping range = space().reads().page(page);
        return range == null ? -1 : range.readIndex(page);
    }

    @Override
    public long readRun(long physicalPage) {
        long page = physicalPage & -Slab.PAGE_BYTES;
        Mapping range = space().reads().page(page);
        return range == null || range.readIndex(page) < 0 ? 0 : Math.min(range.readEnd(), space().reads().end(range, page)) - page;
    }

    @Override
    public int writeIndex(long physicalPage) {
        long page = physicalPage & -Slab.PAGE_BYTES;
        Mapping range = space().writes().page(page);
        return range == null ? -1 : range.writeIndex(page);
    }
}
