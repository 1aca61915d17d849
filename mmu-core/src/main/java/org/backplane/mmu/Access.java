package org.backplane.mmu;

/** What an access does, as far as paging asks. */
public enum Access {
    /** A data read. */
    READ,
    /** A data write, and the read of a read-modify-write. */
    WRITE,
    /** An instruction fetch. */
    FETCH
}
