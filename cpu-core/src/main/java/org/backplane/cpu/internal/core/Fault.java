package org.backplane.cpu.internal.core;

/**
 * An exception of the architecture, thrown where an instruction detects it and caught at the instruction boundary. Each
 * processor has one instance, without a stack trace.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private int vector;
    private int errorCode;
    private boolean committed;

    public Fault() {
        super("fault", null, false, false);
    }

    /**
     * Sets what it says: a fault of the instruction that is being executed, which will be restarted.
     *
     * @param vector    the exception vector
     * @param errorCode the error code; ignored for vectors that have none
     * @return this
     */
    public Fault with(int vector, int errorCode) {
        this.vector = vector;
        this.errorCode = errorCode;
        this.committed = false;
        return this;
    }

    /**
     * Says that EIP has been changed already, so that the fault belongs to the instruction EIP points at now: what a
     * task switch finds wrong after it has committed to the new task.
     *
     * @return this
     */
    public Fault afterCommit() {
        committed = true;
        return this;
    }

    public int vector() {
        return vector;
    }

    public int errorCode() {
        return errorCode;
    }

    public boolean committed() {
        return committed;
    }

    @Override
    public String getMessage() {
        return "exception " + vector + " error " + Integer.toHexString(errorCode);
    }
}
