package org.backplane.device.pic.internal;

/** The initialization command words of an 8259A and the sequence in which they come (8259A figures "Initialization"). */
final class Initialization {
    private static final int ICW1_IC4 = 0x01;
    private static final int ICW1_SNGL = 0x02;
    private static final int ICW1_ADI = 0x04;
    private static final int ICW1_LTIM = 0x08;
    private static final int ICW1_A7_A5 = 0xe0;
    private static final int ICW2_T7_T3 = 0xf8;
    private static final int ICW3_ID = 0x07;
    private static final int ICW4_UPM = 0x01;
    private static final int ICW4_AEOI = 0x02;
    private static final int ICW4_SFNM = 0x10;

    private final boolean master;
    private CommandWord expected = CommandWord.OCW1;
    private boolean begun;
    private int icw1;
    private int icw2;
    private int icw3;
    private int icw4;

    /** The words of a chip whose SP pin makes it master or slave, before ICW1. */
    Initialization(boolean master) {
        this.master = master;
    }

    /** The words so far, and which one is expected. */
    record State(String expected, boolean begun, int icw1, int icw2, int icw3, int icw4) {
    }

    State state() {
        return new State(expected.name(), begun, icw1, icw2, icw3, icw4);
    }

    void restore(State state) {
        expected = CommandWord.valueOf(state.expected);
        begun = state.begun;
        icw1 = state.icw1;
        icw2 = state.icw2;
        icw3 = state.icw3;
        icw4 = state.icw4;
    }

    /** ICW1: the slave address becomes 7, and without an ICW4 to come its functions are off (8259A "ICW1", d and f). */
    void begin(int value) {
        begun = true;
        icw1 = value;
        icw3 = ICW3_ID;
        if ((icw1 & ICW1_IC4) == 0) {
            icw4 = 0;
        }
        expected = CommandWord.ICW2;
    }

    /** Takes the word that is expected. */
    void take(CommandWord word, int value) {
        expected = switch (word) {
            case ICW2 -> {
                icw2 = value;
                yield single() ? afterIcw3() : CommandWord.ICW3;
            }
            case ICW3 -> {
                icw3 = value;
                yield afterIcw3();
            }
            case ICW4 -> {
                icw4 = value;
                yield CommandWord.OCW1;
            }
            case ICW1, OCW1, OCW2, OCW3 -> throw new AssertionError(word);
        };
    }

    private CommandWord afterIcw3() {
        return (icw1 & ICW1_IC4) != 0 ? CommandWord.ICW4 : CommandWord.OCW1;
    }

    /** What a write at A0 = 1 is now. */
    CommandWord expected() {
        return expected;
    }

    /** Whether ICW1 has been seen since power came on. */
    boolean begun() {
        return begun;
    }

    /** Whether the chip has been initialized and takes requests. */
    boolean complete() {
        return begun && expected == CommandWord.OCW1;
    }

    /** All inputs are level triggered. */
    boolean levelTriggered() {
        return (icw1 & ICW1_LTIM) != 0;
    }

    boolean automaticEoi() {
        return (icw4 & ICW4_AEOI) != 0;
    }

    boolean specialFullyNested() {
        return (icw4 & ICW4_SFNM) != 0;
    }

    /** Whether a slave is at this input of a master. */
    boolean slaveAt(int level) {
        return master && !single() && (icw3 >> level & 1) != 0;
    }

    /** In a slave: the number of the master's input that it answers for. */
    int slaveId() {
        return icw3 & ICW3_ID;
    }

    /**
     * The byte that the processor reads in the second acknowledge cycle. In MCS-80/85 mode that is the low half of the
     * address in a CALL instruction, 4 or 8 bytes apart (8259A "Interrupt Sequence Outputs").
     */
    int vector(int level) {
        if ((icw4 & ICW4_UPM) != 0) {
            return icw2 & ICW2_T7_T3 | level;
        }
        return (icw1 & ICW1_ADI) != 0 ? icw1 & ICW1_A7_A5 | level << 2 : icw1 & ICW1_A7_A5 & ~0x20 | level << 3;
    }

    private boolean single() {
        return (icw1 & ICW1_SNGL) != 0;
    }
}
