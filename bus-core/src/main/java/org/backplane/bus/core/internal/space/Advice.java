package org.backplane.bus.core.internal.space;

import org.backplane.bus.MemoryType;

/**
 * Hears of what a driver should not do, out of the access that does it. Only accesses of the processor are its business.
 * Machine thread.
 */
public interface Advice {
    /** Nobody listens. */
    Advice NONE = new Advice() {
        @Override
        public void refused(Mapping range, long address, int width, boolean write, long instruction) {
            // Not advised.
        }

        @Override
        public void unanswered(Space space, long address, int width, boolean write, long instruction) {
            // Not advised.
        }

        @Override
        public void register(Mapping range, RegisterCheck.Verdict verdict, long offset, int width, boolean write,
                long instruction) {
            // Not advised.
        }

        @Override
        public void mapped(Space memory, long linear, long physical, MemoryType type, Initiator initiator) {
            // Not advised.
        }
    };

    /** An access has a width that is not valid in the range. */
    void refused(Mapping range, long address, int width, boolean write, long instruction);

    /** No range answers an access. */
    void unanswered(Space space, long address, int width, boolean write, long instruction);

    /** An access does not fit the registers that the card declares. */
    void register(Mapping range, RegisterCheck.Verdict verdict, long offset, int width, boolean write, long instruction);

    /** A translation was looked up. */
    void mapped(Space memory, long linear, long physical, MemoryType type, Initiator initiator);
}
