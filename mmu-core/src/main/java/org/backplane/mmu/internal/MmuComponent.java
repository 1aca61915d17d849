package org.backplane.mmu.internal;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Mmu;
import org.backplane.mmu.MmuFactory;
import org.backplane.mmu.PagingFeatures;
import org.osgi.service.component.annotations.Component;

/** Offers the MMU to processors. */
@Component
public final class MmuComponent implements MmuFactory {
    @Override
    public Mmu create(PhysicalMemory memory, PagingFeatures features) {
        return new PagingMmu(memory, features);
    }
}
