package org.backplane.bus.core.internal.space;

/** Who makes an access. Machine thread only. */
public interface Initiator {
    /** A card, or whoever operates the machine. */
    Initiator CARD = new Initiator() {
        @Override
        public long instruction() {
            return -1;
        }

        @Override
        public void busError(long physical) {
            // A card learns it from what it reads and from the count of bytes; nobody is interrupted.
        }
    };

    /** Linear address of the instruction that makes the access, -1 if it is none. */
    long instruction();

    /** An access to memory was answered with a bus error. */
    void busError(long physical);
}
