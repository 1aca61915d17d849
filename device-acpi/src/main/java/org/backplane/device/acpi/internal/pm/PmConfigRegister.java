package org.backplane.device.acpi.internal.pm;

/**
 * The configuration registers of the power management function from 40h on (82371AB §7.1). Initial values are those
 * measured on QEMU's PC, which differ from the datasheet's where a board's firmware would have set them.
 */
enum PmConfigRegister {
    /** Power Management Base Address: I/O, 64 bytes. */
    PMBA(0x40, 4, 0x0000_0001, 0x0000_ffc0),
    CNTA(0x44, 4, 0, -1),
    CNTB(0x48, 4, 0, -1),
    GPICTL(0x4c, 4, 0, -1),
    DEVRESD(0x50, 3, 0, -1),
    DEVACTA(0x54, 4, 0, -1),
    /** Bit 25, APMC_EN, says that writing port B2h makes an SMI. */
    DEVACTB(0x58, 4, 0, -1),
    DEVRESA(0x5c, 4, 0x1000_0000, -1),
    DEVRESB(0x60, 4, 0x6000_0000, -1),
    DEVRESC(0x64, 4, 0x0800_0000, -1),
    DEVRESE(0x68, 3, 0, -1),
    DEVRESF(0x6c, 4, 0, -1),
    DEVRESG(0x70, 3, 0, -1),
    DEVRESH(0x74, 4, 0, -1),
    DEVRESI(0x78, 4, 0, -1),
    DEVRESJ(0x7c, 4, 0, -1),
    /** Miscellaneous Power Management; bit 0, PMIOSE, lets the block answer at PMBA. */
    PMREGMISC(0x80, 1, 0, 0x01),
    /** SMBus Base Address: I/O, 16 bytes. */
    SMBBA(0x90, 4, 0x0000_b101, 0x0000_fff0),
    SMBHSTCFG(0xd2, 1, 0x09, 0x0f),
    SMBSLVC(0xd3, 1, 0, -1),
    SMBSHDW1(0xd4, 1, 0, -1),
    SMBSHDW2(0xd5, 1, 0, -1),
    SMBREV(0xd6, 1, 0, 0);

    static final int REGION_END = 0x100;
    private static final PmConfigRegister[] BY_OFFSET = table();

    private final int offset;
    private final int bytes;
    private final int initial;
    private final int writable;

    PmConfigRegister(int offset, int bytes, int initial, int writable) {
        this.offset = offset;
        this.bytes = bytes;
        this.initial = initial;
        this.writable = writable;
    }

    /** The register that a byte belongs to; {@code null} for a reserved one. */
    static PmConfigRegister at(int offset) {
        return BY_OFFSET[offset];
    }

    int offset() {
        return offset;
    }

    int initial() {
        return initial;
    }

    /** The bits that software can change. */
    int writable() {
        return writable;
    }

    private static PmConfigRegister[] table() {
        PmConfigRegister[] table = new PmConfigRegister[REGION_END];
        for (PmConfigRegister register : values()) {
            for (int i = 0; i < register.bytes; i++) {
                table[register.offset + i] = register;
            }
        }
        return table;
    }
}
