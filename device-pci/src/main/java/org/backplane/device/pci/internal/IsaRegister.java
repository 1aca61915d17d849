package org.backplane.device.pci.internal;

/** The device-dependent registers of the ISA bridge (82371SB §3.1) with their values after reset. */
enum IsaRegister {
    /** ISA I/O controller recovery timer. */
    IORT(0x4c, 1, 0x4d, 0xff),
    /** X-bus chip selects. */
    XBCS(0x4e, 2, 0x0003, 0x01f7),
    /** PIRQ route control, one for each of PIRQA# to PIRQD#. */
    PIRQRCA(0x60, 1, 0x80, 0x8f),
    PIRQRCB(0x61, 1, 0x80, 0x8f),
    PIRQRCC(0x62, 1, 0x80, 0x8f),
    PIRQRCD(0x63, 1, 0x80, 0x8f),
    /** Top of memory. */
    TOM(0x69, 1, 0x02, 0xfe),
    MSTAT(0x6a, 2, 0x0000, 0x8000),
    /** Motherboard device interrupt route control. */
    MBIRQ0(0x70, 1, 0x80, 0xef),
    MBDMA0(0x76, 1, 0x0c, 0x8f),
    MBDMA1(0x77, 1, 0x0c, 0x8f),
    /** Programmable chip select. */
    PCSC(0x78, 2, 0x0002, 0xffff),
    APICBASE(0x80, 1, 0x00, 0x7f),
    /** Deterministic latency control. */
    DLC(0x82, 1, 0x00, 0x0f),
    SMICNTL(0xa0, 1, 0x08, 0x1f),
    SMIEN(0xa2, 2, 0x0000, 0x01ff),
    SEE(0xa4, 4, 0x0000_0000, -1),
    FTMR(0xa8, 1, 0x0f, 0xff),
    SMIREQ(0xaa, 2, 0x0000, 0x01ff),
    CTLTMR(0xac, 1, 0x00, 0xff),
    CTHTMR(0xae, 1, 0x00, 0xff);

    /** Set while a PIRQ is routed nowhere. */
    static final int PIRQRC_DISABLE = 0x80;
    /** The interrupt that it is routed to. */
    static final int PIRQRC_IRQ = 0x0f;

    private final int offset;
    private final int width;
    private final int initial;
    private final int writable;

    IsaRegister(int offset, int width, int initial, int writable) {
        this.offset = offset;
        this.width = width;
        this.initial = initial;
        this.writable = writable;
    }

    static RegisterFile file() {
        RegisterFile file = new RegisterFile(HeaderRegister.HEADER_BYTES, 0x100 - HeaderRegister.HEADER_BYTES);
        for (IsaRegister register : values()) {
            file.define(register.offset, register.width, register.initial, register.writable, 0);
        }
        return file;
    }

    int offset() {
        return offset;
    }
}
