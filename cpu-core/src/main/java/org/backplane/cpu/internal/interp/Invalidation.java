package org.backplane.cpu.internal.interp;

/** Why translated code is not, or no longer, entered. */
enum Invalidation {
    /** A store of the guest's. */
    SELF_MODIFICATION("written by the guest's own store"),
    /** DMA, a card or the shell. */
    OTHER_MASTER("written by DMA, a card or the shell"),
    /** Its bytes changed while it was being translated. */
    STALE("written before it was installed"),
    /** There were too many regions. */
    EVICTED("dropped to make room"),
    /** An access of its is often to a device, or an x87 instruction not the usual case, so that the next region calls for it. */
    REFUSED("made anew, as an instruction is often left to its handler"),
    /** The interpreter takes less time. */
    LEFT_SOON("left for the interpreter after too few instructions"),
    /** HotSpot no longer has it compiled. */
    GIVEN_UP("given up by HotSpot"),
    /** Its code reads without a look what is not where it was, or paging is on. */
    RUN_GONE("memory that it takes for granted has gone"),
    /** After a change of translations, a page was not where it had been; the region stays for when it is there again. */
    MOVED("not entered whole: a page moved or is not known");

    private final String words;

    Invalidation(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
