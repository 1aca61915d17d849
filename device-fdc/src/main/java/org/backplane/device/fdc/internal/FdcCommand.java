package org.backplane.device.fdc.internal;

/** The commands (82077AA §5.1 table 5-1): opcode, the bits of the first byte that make it, and the bytes that follow. */
enum FdcCommand {
    SPECIFY(0x03, 0xff, 2),
    SENSE_DRIVE_STATUS(0x04, 0xff, 1),
    WRITE_DATA(0x05, 0x3f, 8),
    READ_DATA(0x06, 0x1f, 8),
    RECALIBRATE(0x07, 0xff, 1),
    SENSE_INTERRUPT_STATUS(0x08, 0xff, 0),
    WRITE_DELETED_DATA(0x09, 0x3f, 8),
    READ_ID(0x0a, 0xbf, 1),
    READ_DELETED_DATA(0x0c, 0x1f, 8),
    FORMAT_TRACK(0x0d, 0xbf, 5),
    DUMPREG(0x0e, 0xff, 0),
    SEEK(0x0f, 0xff, 2),
    VERSION(0x10, 0xff, 0),
    PERPENDICULAR_MODE(0x12, 0xff, 1),
    CONFIGURE(0x13, 0xff, 3),
    LOCK(0x14, 0x7f, 0),
    INVALID(0x00, 0x00, 0);

    private final int opcode;
    private final int mask;
    private final int parameters;

    FdcCommand(int opcode, int mask, int parameters) {
        this.opcode = opcode;
        this.mask = mask;
        this.parameters = parameters;
    }

    static FdcCommand of(int firstByte) {
        for (FdcCommand command : values()) {
            if ((firstByte & command.mask) == command.opcode) {
                return command;
            }
        }
        throw new AssertionError(firstByte);
    }

    /** How many bytes follow the first. */
    int parameters() {
        return parameters;
    }

    /** Whether there is an execution phase, which ends with results. */
    boolean executes() {
        return writes() || this == READ_DATA || this == READ_DELETED_DATA || this == READ_ID;
    }

    boolean writes() {
        return this == WRITE_DATA || this == WRITE_DELETED_DATA || this == FORMAT_TRACK;
    }
}
