package org.backplane.device.pci.internal;

/**
 * The device-dependent registers of the host bridge (82441FX §4.1) with their values after reset, as measured on QEMU's
 * PC where the datasheet leaves them to straps. Only the memory attributes and SMRAM do something.
 */
enum HostRegister {
    PMCCFG(0x50, 2, 0x0000, 0xffff),
    DETURBO(0x52, 1, 0x00, 0xff),
    DBC(0x53, 1, 0x00, 0xff),
    AXC(0x54, 1, 0x00, 0xff),
    DRT(0x55, 2, 0x0000, 0xffff),
    DRAMC(0x57, 1, 0x10, 0xff),
    DRAMT(0x58, 1, 0x00, 0xff),
    /** Programmable attribute map, seven bytes. */
    PAM0(0x59, 1, 0x00, 0xff),
    PAM1(0x5a, 1, 0x00, 0xff),
    PAM2(0x5b, 1, 0x00, 0xff),
    PAM3(0x5c, 1, 0x00, 0xff),
    PAM4(0x5d, 1, 0x00, 0xff),
    PAM5(0x5e, 1, 0x00, 0xff),
    PAM6(0x5f, 1, 0x00, 0xff),
    /** DRAM row boundaries, eight bytes. */
    DRB_LOW(0x60, 4, 0, -1),
    DRB_HIGH(0x64, 4, 0, -1),
    FDHC(0x68, 1, 0x00, 0xff),
    MTT(0x70, 1, 0x00, 0xff),
    CLT(0x71, 1, 0x00, 0xff),
    /** System management RAM control; the base segment is hard-wired. */
    SMRAM(0x72, 1, 0x02, 0x78),
    ERRCMD(0x90, 1, 0x00, 0xff),
    ERRSTS(0x91, 1, 0x00, 0x00),
    TRC(0x93, 1, 0x00, 0xff);

    static final int SMRAM_D_OPEN = 1 << 6;
    static final int SMRAM_D_LCK = 1 << 4;

    private final int offset;
    private final int width;
    private final int initial;
    private final int writable;

    HostRegister(int offset, int width, int initial, int writable) {
        this.offset = offset;
        this.width = width;
        this.initial = initial;
        this.writable = writable;
    }

    static RegisterFile file() {
        RegisterFile file = new RegisterFile(HeaderRegister.HEADER_BYTES, 0x100 - HeaderRegister.HEADER_BYTES);
        for (HostRegister register : values()) {
            file.define(register.offset, register.width, register.initial, register.writable, 0);
        }
        return file;
    }

    int get(RegisterFile file) {
        return file.get(offset, width);
    }

    int offset() {
        return offset;
    }
}
