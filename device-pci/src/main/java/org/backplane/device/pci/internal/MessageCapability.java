package org.backplane.device.pci.internal;

import org.backplane.bus.pci.PciIdentity;

/**
 * The MSI capability (PCI 3.0 §6.8.1) with a 64-bit address, at F0h.
 *
 * <p>Not modelled: per-vector masking, MSI-X.
 */
final class MessageCapability {
    /** Where it lies. */
    static final int OFFSET = 0xf0;

    private static final int BYTES = 0x10;
    private static final int ID = OFFSET;
    private static final int NEXT = OFFSET + 1;
    private static final int CONTROL = OFFSET + 2;
    private static final int ADDRESS = OFFSET + 4;
    private static final int ADDRESS_UPPER = OFFSET + 8;
    private static final int DATA = OFFSET + 12;

    private static final int CAPABILITY_MSI = 0x05;
    private static final int CONTROL_ENABLE = 0x0001;
    private static final int CONTROL_CAPABLE_SHIFT = 1;
    private static final int CONTROL_ENABLED_SHIFT = 4;
    private static final int CONTROL_ENABLED_MASK = 7;
    private static final int CONTROL_64_BIT = 0x0080;
    /** Enable, and the number of messages that software allows. */
    private static final int CONTROL_WRITABLE = CONTROL_ENABLE | CONTROL_ENABLED_MASK << CONTROL_ENABLED_SHIFT;

    private final RegisterFile registers = new RegisterFile(OFFSET, BYTES);
    private final int capableShift;

    /**
     * Makes the capability.
     *
     * @param next the capability that follows in the list, 0 for none
     */
    MessageCapability(PciIdentity identity, int next) {
        capableShift = Integer.numberOfTrailingZeros(identity.messages());
        registers.define(ID, 1, CAPABILITY_MSI, 0, 0);
        registers.define(NEXT, 1, next, 0, 0);
        registers.define(CONTROL, 2, CONTROL_64_BIT | capableShift << CONTROL_CAPABLE_SHIFT, CONTROL_WRITABLE, 0);
        registers.define(ADDRESS, 4, 0, ~3, 0);
        registers.define(ADDRESS_UPPER, 4, 0, -1, 0);
        registers.define(DATA, 2, 0, 0xffff, 0);
    }

    RegisterFile registers() {
        return registers;
    }

    boolean enabled() {
        return (registers.get(CONTROL, 2) & CONTROL_ENABLE) != 0;
    }

    long address() {
        return (long) registers.get(ADDRESS_UPPER, 4) << Integer.SIZE | registers.get(ADDRESS, 4) & 0xffff_ffffL;
    }

    /** The message of that number, reduced to those that software allows: the low bits of the data tell them apart. */
    int data(int number) {
        int allowed = registers.get(CONTROL, 2) >> CONTROL_ENABLED_SHIFT & CONTROL_ENABLED_MASK;
        int mask = (1 << Math.min(allowed, capableShift)) - 1;
        return registers.get(DATA, 2) & ~mask | number & mask;
    }
}
