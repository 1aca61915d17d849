package org.backplane.mmu;

import org.backplane.bus.processor.PhysicalMemory;
import org.osgi.annotation.versioning.ProviderType;

/** Makes memory management units; the service of the MMU bundle. */
@ProviderType
public interface MmuFactory {
    /**
     * Makes an MMU in its reset state: paging off.
     *
     * @param memory   the memory space that it translates into, and that holds the page tables
     * @param features what CPUID announces of paging
     * @return the MMU of one processor
     */
    Mmu create(PhysicalMemory memory, PagingFeatures features);
}
