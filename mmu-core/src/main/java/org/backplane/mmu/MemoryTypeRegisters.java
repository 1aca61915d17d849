package org.backplane.mmu;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The model-specific registers that decide about memory types: the MTRRs and the page attribute table (SDM 3A §11.11,
 * §11.12), with their architectural numbers. Machine thread only.
 */
@ProviderType
public interface MemoryTypeRegisters {
    /** Number of IA32_PAT. */
    int IA32_PAT = 0x277;

    /**
     * Whether there is such a register.
     *
     * @param msr its number
     * @return whether it is IA32_PAT or one of the MTRRs
     */
    boolean has(int msr);

    /**
     * Reads a register.
     *
     * @param msr its number, one of those that it {@link #has}
     * @return its value
     */
    long read(int msr);

    /**
     * Writes a register. The processor forgets what it learned about memory types.
     *
     * @param msr   its number, one of those that it {@link #has}
     * @param value the new value
     * @return false if the register is read-only or the value is reserved, and nothing was written: the processor must
     *         raise #GP
     */
    boolean write(int msr, long value);

    /** Brings the registers to their state after RESET; INIT leaves them alone. */
    void reset();
}
