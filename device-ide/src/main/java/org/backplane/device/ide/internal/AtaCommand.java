package org.backplane.device.ide.internal;

import java.util.Arrays;

/** The commands of a disk (ATA-6 §8; those that ATA-6 has retired: ATA-3 §7), by the codes that give them. */
enum AtaCommand {
    NOP(Data.NONE, 0x00, 0x00),
    RECALIBRATE(Data.NONE, 0x10, 0x1f),
    READ_SECTORS(Data.READ, 0x20, 0x21),
    READ_SECTORS_EXT(Data.READ_EXT, 0x24, 0x24),
    READ_DMA_EXT(Data.READ_DMA_EXT, 0x25, 0x25),
    READ_NATIVE_MAX_ADDRESS_EXT(Data.NONE, 0x27, 0x27),
    READ_MULTIPLE_EXT(Data.READ_MULTIPLE_EXT, 0x29, 0x29),
    WRITE_SECTORS(Data.WRITE, 0x30, 0x31),
    WRITE_SECTORS_EXT(Data.WRITE_EXT, 0x34, 0x34),
    WRITE_DMA_EXT(Data.WRITE_DMA_EXT, 0x35, 0x35),
    WRITE_MULTIPLE_EXT(Data.WRITE_MULTIPLE_EXT, 0x39, 0x39),
    WRITE_VERIFY(Data.WRITE, 0x3c, 0x3c),
    READ_VERIFY_SECTORS(Data.VERIFY, 0x40, 0x41),
    READ_VERIFY_SECTORS_EXT(Data.VERIFY_EXT, 0x42, 0x42),
    SEEK(Data.NONE, 0x70, 0x7f),
    INITIALIZE_DEVICE_PARAMETERS(Data.NONE, 0x91, 0x91),
    /** The power commands under their first codes. */
    OLD_POWER(Data.NONE, 0x94, 0x99),
    READ_MULTIPLE(Data.READ_MULTIPLE, 0xc4, 0xc4),
    WRITE_MULTIPLE(Data.WRITE_MULTIPLE, 0xc5, 0xc5),
    SET_MULTIPLE_MODE(Data.NONE, 0xc6, 0xc6),
    READ_DMA(Data.READ_DMA, 0xc8, 0xc9),
    WRITE_DMA(Data.WRITE_DMA, 0xca, 0xcb),
    STANDBY_IMMEDIATE(Data.NONE, 0xe0, 0xe0),
    IDLE_IMMEDIATE(Data.NONE, 0xe1, 0xe1),
    STANDBY(Data.NONE, 0xe2, 0xe2),
    IDLE(Data.NONE, 0xe3, 0xe3),
    READ_BUFFER(Data.NONE, 0xe4, 0xe4),
    CHECK_POWER_MODE(Data.NONE, 0xe5, 0xe5),
    SLEEP(Data.NONE, 0xe6, 0xe6),
    FLUSH_CACHE(Data.NONE, 0xe7, 0xe7),
    WRITE_BUFFER(Data.NONE, 0xe8, 0xe8),
    FLUSH_CACHE_EXT(Data.NONE, 0xea, 0xea),
    IDENTIFY_DEVICE(Data.NONE, 0xec, 0xec),
    SET_FEATURES(Data.NONE, 0xef, 0xef),
    READ_NATIVE_MAX_ADDRESS(Data.NONE, 0xf8, 0xf8),
    /** Everything else: the command is aborted (§7.9.6). */
    UNSUPPORTED(Data.NONE, 0xff, 0xff);

    private static final AtaCommand[] BY_CODE = table();

    private final Data data;
    private final int first;
    private final int last;

    AtaCommand(Data data, int first, int last) {
        this.data = data;
        this.first = first;
        this.last = last;
    }

    /** How sectors go between the medium and the host. */
    enum Protocol { NONE, PIO, MULTIPLE, DMA }

    /** The sectors that a command transfers. */
    enum Data {
        NONE(Protocol.NONE, false, false),
        READ(Protocol.PIO, false, false), READ_EXT(Protocol.PIO, false, true),
        WRITE(Protocol.PIO, true, false), WRITE_EXT(Protocol.PIO, true, true),
        VERIFY(Protocol.NONE, false, false), VERIFY_EXT(Protocol.NONE, false, true),
        READ_MULTIPLE(Protocol.MULTIPLE, false, false), READ_MULTIPLE_EXT(Protocol.MULTIPLE, false, true),
        WRITE_MULTIPLE(Protocol.MULTIPLE, true, false), WRITE_MULTIPLE_EXT(Protocol.MULTIPLE, true, true),
        READ_DMA(Protocol.DMA, false, false), READ_DMA_EXT(Protocol.DMA, false, true),
        WRITE_DMA(Protocol.DMA, true, false), WRITE_DMA_EXT(Protocol.DMA, true, true);

        final Protocol protocol;
        final boolean write;
        final boolean extended;

        Data(Protocol protocol, boolean write, boolean extended) {
            this.protocol = protocol;
            this.write = write;
            this.extended = extended;
        }
    }

    static AtaCommand of(int code) {
        return BY_CODE[code];
    }

    Data data() {
        return data;
    }

    private static AtaCommand[] table() {
        AtaCommand[] table = new AtaCommand[0x100];
        Arrays.fill(table, UNSUPPORTED);
        for (AtaCommand command : values()) {
            Arrays.fill(table, command.first, command.last + 1, command);
        }
        return table;
    }
}
