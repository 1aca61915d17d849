package org.backplane.device.pic.internal;

/**
 * What a write to an 8259A is: the initialization and operation command words, told apart by address line A0, two bits of
 * the value and the progress of the initialization (8259A "Initialization Command Words", "Operation Command Words").
 */
enum CommandWord {
    /** Begins the initialization: edge or level, cascade, whether ICW4 comes. */
    ICW1(0),
    /** Vector. */
    ICW2(1),
    /** Slaves of a master, identity of a slave. */
    ICW3(1),
    /** Modes. */
    ICW4(1),
    /** Interrupt mask; the only one that can be read back. */
    OCW1(1),
    /** End of interrupt and rotation. */
    OCW2(0),
    /** Special mask mode, poll, and which register is read. */
    OCW3(0);

    private static final int D4_ICW1 = 0x10;
    private static final int D3_OCW3 = 0x08;

    private final int a0;

    CommandWord(int a0) {
        this.a0 = a0;
    }

    /**
     * Decodes a write.
     *
     * @param a0     the address
     * @param value  the byte
     * @param atA0Is1 what the initialization expects at A0 = 1, {@link #OCW1} if it is complete
     * @return the word
     */
    static CommandWord decode(int a0, int value, CommandWord atA0Is1) {
        if (a0 == OCW1.a0) {
            return atA0Is1;
        }
        return (value & D4_ICW1) != 0 ? ICW1 : (value & D3_OCW3) != 0 ? OCW3 : OCW2;
    }

    /** The address of the word. */
    int a0() {
        return a0;
    }
}
