package org.backplane.bus.machine;

/**
 * A place at which the guest is to stop ({@link Machine#stopAt}). The guest's memory and debug registers know nothing of it.
 *
 * @param kind        what has to happen there
 * @param linear      linear address of the first byte, 32 bits, unsigned
 * @param lengthBytes how many bytes are watched, at least 1; of no meaning for {@link Kind#EXECUTE}
 * @since 1.1
 */
public record StopPoint(Kind kind, long linear, int lengthBytes) {
    /** What has to happen. */
    public enum Kind {
        /** An instruction begins there; the guest stops before it executes. */
        EXECUTE,
        /** An instruction has written to one of the bytes; the guest stops after the instruction. */
        WRITE,
        /** An instruction has read one of the bytes; the guest stops after the instruction. */
        READ,
        /** An instruction has read or written one of the bytes; the guest stops after the instruction. */
        ACCESS
    }
}
