package org.backplane.device.tck;

/** What is wrong with a sample device: for each check of the kit at least one mutation. */
enum Mutation {
    NONE(""),
    A_RANGE_HAS_NO_HANDLER("declaration"),
    AN_OFFSET_IS_NOT_ANSWERED("widths"),
    A_REGISTER_STARTS_WITH_ANOTHER_VALUE("power-on"),
    A_CONDITIONAL_REGISTER_STARTS_WITH_ANOTHER_VALUE("power-on"),
    A_SEQUENCE_OF_WRITES_MAKES_IT_THROW("fuzz"),
    A_WRITABLE_BIT_IS_STUCK("read-write"),
    A_CONDITIONAL_BIT_IS_STUCK("read-write"),
    A_READ_ONLY_REGISTER_CAN_BE_WRITTEN("read-only"),
    A_CONDITIONAL_READ_ONLY_REGISTER_CAN_BE_WRITTEN("read-only"),
    A_WRITTEN_ZERO_CLEARS_TOO("w1c"),
    A_WRITTEN_ZERO_CLEARS_A_CONDITIONAL_BIT_TOO("w1c"),
    A_WRITE_SPILLS_OVER("neighbours"),
    A_WRITE_OF_A_CONDITIONAL_REGISTER_SPILLS_OVER("neighbours"),
    RESET_FORGETS_A_REGISTER("reset"),
    RESET_FORGETS_A_CONDITIONAL_REGISTER("reset"),
    IT_LOOKS_AT_THE_HOSTS_CLOCK("determinism"),
    A_PEEK_CHANGES_SOMETHING("peek"),
    A_PEEK_TELLS_SOMETHING_ELSE("peek"),
    INIT_CLEARS_A_REGISTER("init"),
    CARDS_SHARE_A_STATIC("isolation"),
    RESET_LEAVES_THE_PIN("lines"),
    A_WRITE_MAKES_A_STORM("lines"),
    THE_STATE_MISSES_A_VALUE("state"),
    HAND_OVER_CLOSES_WHAT_THE_NEXT_NEEDS("swap"),
    IT_INSISTS_ON_ITS_PIN("removal"),
    DMA_STARTS_DMA("dma"),
    ANOTHER_THREAD_USES_THE_WIRES("threads"),
    A_THREAD_IS_LEFT("threads"),
    CARDS_STAY_REACHABLE("cycles"),
    MEMORY_STAYS_REACHABLE("cycles");

    private final String check;

    Mutation(String check) {
        this.check = check;
    }

    /** The check that has to find it, and no other. */
    String check() {
        return check;
    }
}
