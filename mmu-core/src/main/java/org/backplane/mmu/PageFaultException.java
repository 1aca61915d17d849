package org.backplane.mmu;

/**
 * A translation failed: the processor must raise #PF. Each MMU has one instance without a stack trace, which is valid
 * until its next translation.
 */
public final class PageFaultException extends RuntimeException {
    /** Error code bit: the page was present, its protection forbade the access (SDM 3A §4.7). */
    public static final int PRESENT = 1;
    /** Error code bit: the access was a write. */
    public static final int WRITE = 1 << 1;
    /** Error code bit: the access was made in user mode. */
    public static final int USER = 1 << 2;
    /** Error code bit: a reserved bit was set in a paging structure. */
    public static final int RESERVED = 1 << 3;

    /** Error code bit: the access was an instruction fetch, where that matters (execute-disable or SMEP). */
    public static final int FETCH = 1 << 4;

    private static final long serialVersionUID = 1L;

    private int linear;
    private int errorCode;

    /** Makes an exception to be set and thrown by the MMU. */
    public PageFaultException() {
        super("page fault", null, false, false);
    }

    /**
     * Sets what it says.
     *
     * @param linear    the linear address, for CR2
     * @param errorCode the error code to push
     * @return this exception
     */
    public PageFaultException with(int linear, int errorCode) {
        this.linear = linear;
        this.errorCode = errorCode;
        return this;
    }

    /**
     * The linear address that could not be translated.
     *
     * @return the value for CR2
     */
    public int linear() {
        return linear;
    }

    /**
     * The reason.
     *
     * @return the error code that #PF pushes
     */
    public int errorCode() {
        return errorCode;
    }
}
