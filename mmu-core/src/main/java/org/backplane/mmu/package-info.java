/**
 * The memory management unit, as a processor sees it.
 *
 * <p>A processor makes one {@link org.backplane.mmu.Mmu} for itself with the {@link org.backplane.mmu.MmuFactory}
 * service, tells it what the guest writes to CR0, CR3 and CR4, and asks it for physical addresses. Pages that RAM answers
 * directly never reach it a second time: the processor looks them up in the flat tables itself
 * ({@link org.backplane.mmu.Mmu#directReads}). Machine thread only.
 */
@Export
@Version("1.6.0")
package org.backplane.mmu;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
