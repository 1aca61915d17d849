package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/** What a DMA controller reaches when it acknowledges a request (DACK). Machine thread only. */
@ConsumerType
public interface DmaPeripheral {
    /**
     * Gives bytes to be written to memory. Not called in a verify transfer's place of memory: there the bytes are taken
     * and forgotten.
     *
     * @param into   takes the bytes
     * @param offset index of the first one
     * @param length how many are wanted, at least one
     * @return how many there are, from the first on; fewer end the transfer for now
     */
    int toMemory(byte[] into, int offset, int length);

    /**
     * Takes bytes that were read from memory.
     *
     * @param from   holds the bytes
     * @param offset index of the first one
     * @param length how many, at least one
     * @return how many were taken, from the first on; fewer end the transfer for now
     */
    int fromMemory(byte[] from, int offset, int length);

    /** The controller signals terminal count (TC) together with the last byte of the channel's count. */
    void terminalCount();
}
