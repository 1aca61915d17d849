package org.backplane.device.ide.internal;

/**
 * One device's command block registers (ATA-6 §7). The 48-bit commands see two bytes in each of four of them: the one that
 * was written last and the one before (§6.20, "previous content"), of which HOB lets the host read the latter.
 */
final class TaskFile {
    static final int STATUS_BSY = 0x80;
    static final int STATUS_DRDY = 0x40;
    /** Device fault. */
    static final int STATUS_DF = 0x20;
    /** Seek complete; command specific since ATA-4, and still set by everybody. */
    static final int STATUS_DSC = 0x10;
    static final int STATUS_DRQ = 0x08;
    /** Called CHK for packet commands. */
    static final int STATUS_ERR = 0x01;

    /** Uncorrectable data when reading; write protected when writing. */
    static final int ERROR_UNC = 0x40;
    static final int ERROR_IDNF = 0x10;
    static final int ERROR_ABRT = 0x04;
    /** Diagnostic code: device 0 passed, device 1 passed or not present. */
    static final int ERROR_DIAGNOSTIC_PASSED = 0x01;

    private static final int DEVICE_LBA = 0x40;
    private static final int DEVICE_LOW_BITS = 0x0f;

    int status;
    int error;
    int features;
    int device;
    private int count;
    private int low;
    private int mid;
    private int high;
    private int previousCount;
    private int previousLow;
    private int previousMid;
    private int previousHigh;

    /** All registers, and the previous contents of four of them. */
    record State(int status, int error, int features, int device, int count, int low, int mid, int high,
            int previousCount, int previousLow, int previousMid, int previousHigh) {
    }

    State state() {
        return new State(status, error, features, device, count, low, mid, high,
                previousCount, previousLow, previousMid, previousHigh);
    }

    void restore(State state) {
        status = state.status;
        error = state.error;
        features = state.features;
        device = state.device;
        count = state.count;
        low = state.low;
        mid = state.mid;
        high = state.high;
        previousCount = state.previousCount;
        previousLow = state.previousLow;
        previousMid = state.previousMid;
        previousHigh = state.previousHigh;
    }

    /** Writes a register that holds parameters; what it held moves on to the previous content. */
    void write(TaskFileRegister register, int value) {
        switch (register) {
            case FEATURES -> features = value;
            case SECTOR_COUNT -> {
                previousCount = count;
                count = value;
            }
            case LBA_LOW -> {
                previousLow = low;
                low = value;
            }
            case LBA_MID -> {
                previousMid = mid;
                mid = value;
            }
            case LBA_HIGH -> {
                previousHigh = high;
                high = value;
            }
            case DEVICE -> device = value;
            case DATA, ERROR, STATUS, COMMAND, ALTERNATE_STATUS, DEVICE_CONTROL -> throw new AssertionError(register);
        }
    }

    int read(TaskFileRegister register, boolean hob) {
        return switch (register) {
            case ERROR -> error;
            case SECTOR_COUNT -> hob ? previousCount : count;
            case LBA_LOW -> hob ? previousLow : low;
            case LBA_MID -> hob ? previousMid : mid;
            case LBA_HIGH -> hob ? previousHigh : high;
            case DEVICE -> device;
            case STATUS, ALTERNATE_STATUS -> status;
            case DATA, FEATURES, COMMAND, DEVICE_CONTROL -> throw new AssertionError(register);
        };
    }

    int count() {
        return count;
    }

    void count(int value) {
        count = value & 0xff;
    }

    /** How many sectors a command is for; 0 stands for all that the registers can count. */
    int sectors(boolean extended) {
        int sectors = extended ? previousCount << 8 | count : count;
        return sectors != 0 ? sectors : extended ? 0x10000 : 0x100;
    }

    /** LBA Mid and High: the cylinder, or the byte count of a packet command. */
    int midHigh() {
        return high << 8 | mid;
    }

    void midHigh(int value) {
        mid = value & 0xff;
        high = value >> 8 & 0xff;
    }

    int low() {
        return low;
    }

    void low(int value) {
        low = value & 0xff;
    }

    int deviceLowBits() {
        return device & DEVICE_LOW_BITS;
    }

    boolean lba() {
        return (device & DEVICE_LBA) != 0;
    }

    long lba28() {
        return (long) deviceLowBits() << 24 | high << 16 | mid << 8 | low;
    }

    long lba48() {
        return (long) previousHigh << 40 | (long) previousMid << 32 | (long) previousLow << 24 | high << 16 | mid << 8 | low;
    }

    void lba28(long lba) {
        lbaBytes(lba);
        deviceLowBits((int) (lba >> 24));
    }

    void lba48(long lba) {
        lbaBytes(lba);
        previousLow = (int) (lba >> 24) & 0xff;
        previousMid = (int) (lba >> 32) & 0xff;
        previousHigh = (int) (lba >> 40) & 0xff;
    }

    void deviceLowBits(int bits) {
        device = device & ~DEVICE_LOW_BITS | bits & DEVICE_LOW_BITS;
    }

    private void lbaBytes(long lba) {
        low = (int) lba & 0xff;
        midHigh((int) (lba >> 8) & 0xffff);
    }

    /** The signature by which a device tells its kind after a reset (§9.12). */
    void signature(int cylinder) {
        count = 1;
        low = 1;
        midHigh(cylinder);
        device = 0;
        previousCount = 0;
        previousLow = 0;
        previousMid = 0;
        previousHigh = 0;
    }
}
