package org.backplane.device.fdc.internal;

/** The bits of the status registers that commands give as results (82077AA §6.0). */
final class FdcStatus {
    /** Interrupt code: abnormal termination. */
    static final int ST0_ABNORMAL = 0x40;
    /** Interrupt code: invalid command. */
    static final int ST0_INVALID = 0x80;
    /** Interrupt code: the polled ready line of a drive has changed. */
    static final int ST0_POLLING = 0xc0;
    static final int ST0_SEEK_END = 0x20;
    static final int ST0_EQUIPMENT_CHECK = 0x10;
    static final int ST0_HEAD_SHIFT = 2;

    static final int ST1_END_OF_CYLINDER = 0x80;
    static final int ST1_DATA_ERROR = 0x20;
    static final int ST1_OVERRUN = 0x10;
    static final int ST1_NO_DATA = 0x04;
    static final int ST1_NOT_WRITABLE = 0x02;
    static final int ST1_MISSING_ADDRESS_MARK = 0x01;

    static final int ST2_CONTROL_MARK = 0x40;
    static final int ST2_DATA_ERROR_IN_DATA = 0x20;
    static final int ST2_WRONG_CYLINDER = 0x10;

    static final int ST3_WRITE_PROTECTED = 0x40;
    static final int ST3_TRACK_0 = 0x10;
    /** Bits 5 and 3 are always set. */
    static final int ST3_ONES = 0x28;

    private FdcStatus() {
    }
}
