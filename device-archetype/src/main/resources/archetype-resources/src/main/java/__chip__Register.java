package ${package};

/** The registers, as the data sheet's table has them: the one place where an offset stands. */
enum ${chip}Register {
    /** The last value that was written. */
    DATA(0, 0x00),
    /** How many values were written, modulo 256; a write clears it. */
    COUNT(1, 0x00),
    /** Tells what this is. */
    IDENTIFICATION(2, 0xbc),
    /** Bit 0: raise the interrupt a millisecond after each value; bit 7: it is raised, write one to clear. */
    CONTROL(3, 0x00);

    private static final ${chip}Register[] BY_OFFSET = values();

    private final int offset;
    private final int atReset;

    ${chip}Register(int offset, int atReset) {
        this.offset = offset;
        this.atReset = atReset;
    }

    /** Decodes an offset; the registers are declared in their order. */
    static ${chip}Register at(long offset) {
        return BY_OFFSET[(int) offset];
    }

    int offset() {
        return offset;
    }

    int atReset() {
        return atReset;
    }
}
