package org.backplane.it.evil;

/** What the evil device does once the guest has read from it for a while. */
public enum Deed {
    /** Throws. */
    THROWS,
    /** Recurses until the stack overflows. */
    RECURSES,
    /** Uses a class that is not there. */
    DOES_NOT_LINK,
    /** Does not return until {@link EvilDevice#LET_GO} is set, or fifteen seconds at most. */
    HANGS,
    /** Leaves a thread behind that ends when {@link EvilDevice#LET_GO} is set. */
    LEAKS_A_THREAD,
    /** Interrupts without end, by timers. */
    STORMS,
    /** Writes zeroes to all of memory by DMA, whatever it is granted. */
    OVERWRITES_MEMORY,
    /** Reads its own registers by DMA. */
    REACHES_ITSELF,
    /** Declares 64 KiB of memory and has 4. */
    LIES_ABOUT_ITS_SIZE,
    /** Changes its service properties within its own access, and moves by one port. */
    CHANGES_ITS_PROPERTIES,
    /** Unregisters itself within its own access. */
    UNREGISTERS_ITSELF,
    /** Keeps a state, which its second revision cannot restore. */
    FAILS_IN_RESTORE,
    /** As {@link #THROWS}, as a PCI function. */
    THROWS_ON_PCI,
    /** Behaves. */
    NOTHING
}
