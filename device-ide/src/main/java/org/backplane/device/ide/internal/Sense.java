package org.backplane.device.ide.internal;

/** Sense key, additional sense code and qualifier (MMC-2 Annex A). */
enum Sense {
    NONE(0x0, 0x00, 0x00),
    MEDIUM_NOT_PRESENT(0x2, 0x3a, 0x01),
    TRAY_OPEN(0x2, 0x3a, 0x02),
    UNRECOVERED_READ_ERROR(0x3, 0x11, 0x00),
    INVALID_OPERATION_CODE(0x5, 0x20, 0x00),
    ADDRESS_OUT_OF_RANGE(0x5, 0x21, 0x00),
    INVALID_FIELD_IN_PACKET(0x5, 0x24, 0x00),
    SAVING_NOT_SUPPORTED(0x5, 0x39, 0x00),
    REMOVAL_PREVENTED(0x5, 0x53, 0x02),
    MEDIUM_MAY_HAVE_CHANGED(0x6, 0x28, 0x00),
    RESET_OCCURRED(0x6, 0x29, 0x00);

    private static final int LENGTH = 18;

    private final int key;
    private final int code;
    private final int qualifier;

    Sense(int key, int code, int qualifier) {
        this.key = key;
        this.code = code;
        this.qualifier = qualifier;
    }

    int key() {
        return key;
    }

    /** The answer to REQUEST SENSE (SFF-8020i §10.8.20). */
    byte[] data() {
        byte[] data = new byte[LENGTH];
        data[0] = 0x70;
        data[2] = (byte) key;
        data[7] = LENGTH - 8;
        data[12] = (byte) code;
        data[13] = (byte) qualifier;
        return data;
    }
}
