package org.backplane.device.dma.internal;

import org.backplane.bus.role.DmaPeripheral;

/**
 * One channel: base and current registers, mode, and the state of its request (8237A "Register Description"). Addresses
 * count units: bytes on channels 0 to 3, words on channels 5 to 7, whose address lines are wired one bit higher (PC AT
 * "DMA"). The page register does not count: an address wraps within 64 Ki units.
 */
final class DmaChannel {
    /** What the mode register says of the direction (bits 3 and 2). */
    enum Transfer { VERIFY, WRITE, READ, ILLEGAL }

    /** What the mode register says of the hand-shake (bits 7 and 6). */
    enum Mode { DEMAND, SINGLE, BLOCK, CASCADE }

    private static final int COUNTER = 0xffff;
    private static final int MODE_TRANSFER_SHIFT = 2;
    private static final int MODE_AUTO_INITIALIZE = 0x10;
    private static final int MODE_DECREMENT = 0x20;
    private static final int MODE_SHIFT = 6;
    private static final Transfer[] TRANSFERS = Transfer.values();
    private static final Mode[] MODES = Mode.values();

    private final int unitBytes;
    private int baseAddress;
    private int baseCount;
    private int address;
    private int count;
    private int mode;
    private int page;
    private DmaPeripheral peripheral;

    /** Whether the peripheral asserts DREQ. */
    boolean requested;
    /** Whether the guest has set the request bit. */
    boolean softwareRequest;
    boolean masked = true;
    boolean terminalCount;

    DmaChannel(int unitBytes) {
        this.unitBytes = unitBytes;
    }

    /** All registers and flags. DREQ is not one of them: it is the peripheral's, which drives it anew. */
    record State(int baseAddress, int baseCount, int address, int count, int mode, int page, boolean softwareRequest,
            boolean masked, boolean terminalCount) {
        State {
            if (((baseAddress | baseCount | address | count) & ~COUNTER) != 0) {
                throw new IllegalArgumentException("an address or a count has more than 16 bits");
            }
        }
    }

    State state() {
        return new State(baseAddress, baseCount, address, count, mode, page, softwareRequest, masked, terminalCount);
    }

    void restore(State state) {
        baseAddress = state.baseAddress;
        baseCount = state.baseCount;
        address = state.address;
        count = state.count;
        mode = state.mode;
        page = state.page;
        softwareRequest = state.softwareRequest;
        masked = state.masked;
        terminalCount = state.terminalCount;
    }

    Mode mode() {
        return MODES[mode >> MODE_SHIFT & 3];
    }

    Transfer transfer() {
        return TRANSFERS[mode >> MODE_TRANSFER_SHIFT & 3];
    }

    boolean autoInitialize() {
        return (mode & MODE_AUTO_INITIALIZE) != 0;
    }

    boolean decrement() {
        return (mode & MODE_DECREMENT) != 0;
    }

    void writeMode(int value) {
        mode = value;
    }

    int page() {
        return page;
    }

    void writePage(int value) {
        page = value;
    }

    int unitBytes() {
        return unitBytes;
    }

    DmaPeripheral peripheral() {
        return peripheral;
    }

    void connect(DmaPeripheral newPeripheral) {
        peripheral = newPeripheral;
    }

    int readAddress(boolean high) {
        return high ? address >> 8 : address & 0xff;
    }

    int readCount(boolean high) {
        return high ? count >> 8 : count & 0xff;
    }

    void writeAddress(boolean high, int value) {
        baseAddress = replace(baseAddress, high, value);
        address = replace(address, high, value);
    }

    void writeCount(boolean high, int value) {
        baseCount = replace(baseCount, high, value);
        count = replace(count, high, value);
    }

    private static int replace(int word, boolean high, int value) {
        return high ? word & 0x00ff | value << 8 : word & 0xff00 | value;
    }

    /** How many units are left to terminal count: the count register holds one less. */
    int remaining() {
        return count + 1;
    }

    /** How many units follow each other upwards in memory before the address wraps; 1 if it counts down. */
    int contiguous() {
        return decrement() ? 1 : COUNTER + 1 - address;
    }

    /** Where the next unit lies. On 16-bit channels bit 0 of the page register is not connected. */
    long physical() {
        long pageBase = (long) (unitBytes == 1 ? page : page & ~1) << 16;
        return pageBase | (long) address * unitBytes;
    }

    /**
     * Counts units that were transferred.
     *
     * @return whether terminal count was reached: the count went from 0 to FFFFh
     */
    boolean advance(int units) {
        address = address + (decrement() ? -units : units) & COUNTER;
        count -= units;
        boolean reached = count < 0;
        count &= COUNTER;
        return reached;
    }

    /** What the channel itself does at terminal count: start anew, or mask itself ("Autoinitialize", "Mask Register"). */
    void terminate() {
        terminalCount = true;
        softwareRequest = false;
        if (autoInitialize()) {
            address = baseAddress;
            count = baseCount;
        } else {
            masked = true;
        }
    }
}
