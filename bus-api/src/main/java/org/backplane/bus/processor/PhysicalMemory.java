package org.backplane.bus.processor;

import org.backplane.bus.AddressSpace;
import org.backplane.bus.MemoryType;
import org.backplane.bus.Slab;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The memory space with direct access to the slabs behind it.
 *
 * <p>All slabs of a machine lie in one array, the <em>arena</em>. For a page of 4096 bytes that one slab window answers
 * whole, the processor may read or write the arena itself, from the index given here, until
 * {@link ProcessorCore#mapChanged} or {@link ProcessorCore#writesMustReport} says otherwise. An arena page can answer at
 * several physical addresses. Machine thread only.
 */
@ProviderType
public interface PhysicalMemory extends AddressSpace {
    /**
     * The storage of all slabs; the same array for the life of the machine.
     *
     * @return the arena
     */
    byte[] arena();

    /**
     * Where reads of a whole page can be made directly.
     *
     * @param physicalPage physical address of the page's first byte, unsigned
     * @return index in the arena, a multiple of 4096, or -1 if reads must go through {@link #read}
     */
    int readIndex(long physicalPage);

    /**
     * How much can be read directly from a page on with one index: so many bytes follow each other in the arena as they do in the
     * memory space. There may be more; who wants to know asks again behind them.
     *
     * @param physicalPage physical address of the page's first byte, unsigned
     * @return bytes, a multiple of 4096; 0 if {@link #readIndex} is -1
     * @since 1.1
     */
    default long readRun(long physicalPage) {
        return readIndex(physicalPage) < 0 ? 0 : Slab.PAGE_BYTES;
    }

    /**
     * Where writes to a whole page can be made directly. The answer is -1 as long as a write to the page has to be
     * noticed by the fabric, for instance because its dirty state is tracked and it is clean.
     *
     * @param physicalPage physical address of the page's first byte, unsigned
     * @return index in the arena, a multiple of 4096, or -1 if writes must go through {@link #write}
     */
    int writeIndex(long physicalPage);

    /**
     * The processor has looked a translation up in the page tables and is going to use it: the fabric compares the memory type
     * with the one that the range wants. Not called while paging is off, nor for a translation that the processor still had.
     *
     * @param linear   the linear address of the access
     * @param physical its physical address
     * @param type     the memory type that whoever made the mapping answers for: what the page asks for if that is caching,
     *                 even where range registers forbid it, otherwise the effective one
     * @since 1.1
     */
    default void mapped(long linear, long physical, MemoryType type) {
    }
}
