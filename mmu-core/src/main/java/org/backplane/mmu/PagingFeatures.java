package org.backplane.mmu;

/**
 * What CPUID announces of paging; it decides which bits of page-table entries are reserved.
 *
 * @param pse36        whether a 4-MiB page may lie above 4 GiB (PSE-36)
 * @param pat          whether entries have a PAT bit
 * @param physicalBits the physical-address width, MAXPHYADDR, 32 to 40
 */
public record PagingFeatures(boolean pse36, boolean pat, int physicalBits) {
    /** Those of a Pentium: neither PSE-36 nor PAT, 32 bits. */
    public static final PagingFeatures NONE = new PagingFeatures(false, false, 32);
}
