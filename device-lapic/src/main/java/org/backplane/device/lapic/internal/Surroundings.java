package org.backplane.device.lapic.internal;

/** What an APIC does to what is around it, beside its request to the processor. */
interface Surroundings {
    /** A non-maskable interrupt for the processor. */
    void nmi();

    /** INIT for the processor. */
    void init();

    /** Tells the I/O APICs that a level-triggered interrupt has ended. */
    void endOfInterrupt(int vector);

    /** Something may be requested now, or no longer, and no access was the reason. */
    void changed();

    /** The guest asks for what this APIC does not do. */
    void unusual(String what);
}
