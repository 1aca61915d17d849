package org.backplane.device.ide.internal;

import java.util.Arrays;

/** The packet commands of a CD-ROM drive (SFF-8020i table 45; MMC-2 §6.1), with the byte of their allocation length. */
enum PacketCommand {
    TEST_UNIT_READY(0x00, 0),
    REQUEST_SENSE(0x03, 4),
    INQUIRY(0x12, 4),
    START_STOP_UNIT(0x1b, 0),
    PREVENT_ALLOW_MEDIUM_REMOVAL(0x1e, 0),
    READ_CAPACITY(0x25, 0),
    READ_10(0x28, 0),
    SEEK_10(0x2b, 0),
    READ_TOC(0x43, 7),
    GET_CONFIGURATION(0x46, 7),
    GET_EVENT_STATUS_NOTIFICATION(0x4a, 7),
    READ_DISC_INFORMATION(0x51, 7),
    MODE_SENSE_10(0x5a, 7),
    READ_12(0xa8, 0),
    SET_CD_SPEED(0xbb, 0),
    MECHANISM_STATUS(0xbd, 8),
    UNSUPPORTED(0xff, 0);

    private static final PacketCommand[] BY_CODE = table();

    private final int code;
    private final int allocationByte;

    PacketCommand(int code, int allocationByte) {
        this.code = code;
        this.allocationByte = allocationByte;
    }

    static PacketCommand of(int code) {
        return BY_CODE[code];
    }

    /** Cuts the answer to what the host has room for. */
    byte[] allocated(byte[] packet, byte[] answer) {
        int length = switch (allocationByte) {
            case 0 -> answer.length;
            case 4 -> packet[4] & 0xff;
            default -> (packet[allocationByte] & 0xff) << 8 | packet[allocationByte + 1] & 0xff;
        };
        return length >= answer.length ? answer : Arrays.copyOf(answer, length);
    }

    /** Whether the command is carried out although a unit attention waits (MMC-2 §4.1.6). */
    boolean ignoresAttention() {
        return this == INQUIRY || this == REQUEST_SENSE || this == GET_CONFIGURATION
                || this == GET_EVENT_STATUS_NOTIFICATION;
    }

    private static PacketCommand[] table() {
        PacketCommand[] table = new PacketCommand[0x100];
        Arrays.fill(table, UNSUPPORTED);
        for (PacketCommand command : values()) {
            table[command.code] = command;
        }
        return table;
    }
}
