package org.backplane.device.e1000.internal;

import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;

/** The registers of BAR0 (8254x §13.4 to §13.6), 32 bits each; {@link Statistic} has those of §13.7. */
enum E1000Register {
    CTRL(0x00000, Access.RW, 0x00000201, 0x58fc1be1, "13.4.1"),
    STATUS(0x00008, Access.RO, 0x00000281, 0, "13.4.2"),
    EECD(0x00010, Access.RW, 0x00000110, 0x00000077, "13.4.3"),
    EERD(0x00014, Access.RW, 0, 0x0000ff00, "13.4.4"),
    CTRL_EXT(0x00018, Access.RW, 0, 0x0002cccf, "13.4.6"),
    MDIC(0x00020, Access.RW, 0x10000000, 0, "13.4.7"),
    FCAL(0x00028, Access.RW, 0, -1, "13.4.8"),
    FCAH(0x0002c, Access.RW, 0, 0xffff, "13.4.9"),
    FCT(0x00030, Access.RW, 0, 0xffff, "13.4.10"),
    VET(0x00038, Access.RW, 0x8100, 0xffff, "13.4.11"),
    ICR(0x000c0, Access.W1C, 0, 0, "13.4.17"),
    ITR(0x000c4, Access.RW, 0, 0xffff, "13.4.18"),
    ICS(0x000c8, Access.WO, 0, 0, "13.4.19"),
    IMS(0x000d0, Access.RW, 0, 0, "13.4.20"),
    IMC(0x000d8, Access.WO, 0, 0, "13.4.21"),
    RCTL(0x00100, Access.RW, 0, 0x06dfb3fe, "13.4.22"),
    FCTTV(0x00170, Access.RW, 0, 0xffff, "13.4.12"),
    TCTL(0x00400, Access.RW, 0, 0x033ffffa, "13.4.33"),
    TIPG(0x00410, Access.RW, 0, 0x3fffffff, "13.4.34"),
    AIFS(0x00458, Access.RW, 0, 0xffff, "13.4.35"),
    LEDCTL(0x00e00, Access.RW, 0x07068302, 0xcfcfcfcf, "13.4.15"),
    PBA(0x01000, Access.RW, 0x00100030, 0x3f, "13.4.16"),
    FCRTL(0x02160, Access.RW, 0, 0x8000fff8, "13.4.23"),
    FCRTH(0x02168, Access.RW, 0, 0x8000fff8, "13.4.24"),
    RDBAL(0x02800, Access.RW, 0, 0xfffffff0, "13.4.25"),
    RDBAH(0x02804, Access.RW, 0, -1, "13.4.26"),
    RDLEN(0x02808, Access.RW, 0, 0x000fff80, "13.4.27"),
    RDH(0x02810, Access.RW, 0, 0xffff, "13.4.28"),
    RDT(0x02818, Access.RW, 0, 0xffff, "13.4.29"),
    RDTR(0x02820, Access.RW, 0, 0xffff, "13.4.30"),
    RXDCTL(0x02828, Access.RW, 0x00010000, 0x013f3f3f, "13.4.46"),
    RADV(0x0282c, Access.RW, 0, 0xffff, "13.4.31"),
    RSRPD(0x02c00, Access.RW, 0, 0xfff, "13.4.32"),
    TXDMAC(0x03000, Access.RW, 0, 1, "13.4.42"),
    TDBAL(0x03800, Access.RW, 0, 0xfffffff0, "13.4.36"),
    TDBAH(0x03804, Access.RW, 0, -1, "13.4.37"),
    TDLEN(0x03808, Access.RW, 0, 0x000fff80, "13.4.38"),
    TDH(0x03810, Access.RW, 0, 0xffff, "13.4.39"),
    TDT(0x03818, Access.RW, 0, 0xffff, "13.4.40"),
    TIDV(0x03820, Access.RW, 0, 0xffff, "13.4.41"),
    TXDCTL(0x03828, Access.RW, 0, 0xff3f3f3f, "13.4.43"),
    TADV(0x0382c, Access.RW, 0, 0xffff, "13.4.44"),
    TSPMT(0x03830, Access.RW, 0, -1, "13.4.45"),
    RXCSUM(0x05000, Access.RW, 0, 0x3ff, "13.4.47"),
    WUC(0x05800, Access.RW, 0, 0xb, "13.6.1"),
    WUFC(0x05808, Access.RW, 0, 0x000f00ff, "13.6.2"),
    WUS(0x05810, Access.RO, 0, 0, "13.6.3"),
    MANC(0x05820, Access.RW, 0, 0xff00, "13.6.6");

    /** Multicast table array (§13.5.1). */
    static final int MTA = 0x05200;
    static final int MTA_ENTRIES = 128;
    /** Receive addresses: RAL and RAH in turns (§13.5.2, §13.5.3). */
    static final int RA = 0x05400;
    static final int RA_ENTRIES = 32;
    /** VLAN filter table array (§13.5.4). */
    static final int VFTA = 0x05600;
    static final int VFTA_ENTRIES = 128;
    /** The bits of RAH: AV, AS, and the last two bytes of the address. */
    static final int RAH_WRITABLE = 0x8003ffff;

    static final int CTRL_SLU = 1 << 6;
    static final int CTRL_RST = 1 << 26;
    static final int CTRL_RFCE = 1 << 27;
    static final int CTRL_VME = 1 << 30;
    static final int CTRL_PHY_RST = 1 << 31;
    static final int STATUS_LU = 1 << 1;
    static final int CTRL_EXT_EE_RST = 1 << 13;
    static final int RDTR_FPD = 1 << 31;
    /** The packet buffer of the 82540EM, of which PBA gives a part to receive frames, in KiB. */
    static final int PACKET_BUFFER_KIB = 64;

    private static final Map<Integer, E1000Register> BY_OFFSET = new HashMap<>();

    static {
        for (E1000Register register : values()) {
            BY_OFFSET.put(register.offset, register);
        }
    }

    private final int offset;
    private final Access access;
    private final int reset;
    private final int writable;
    private final String section;

    E1000Register(int offset, Access access, int reset, int writable, String section) {
        this.offset = offset;
        this.access = access;
        this.reset = reset;
        this.writable = writable;
        this.section = section;
    }

    /** The register at an offset, or {@code null}. */
    static E1000Register at(int offset) {
        return BY_OFFSET.get(offset);
    }

    int offset() {
        return offset;
    }

    int resetValue() {
        return reset;
    }

    int writable() {
        return writable;
    }

    /** The register for whoever looks at the card from outside. A write to CTRL that has RST set keeps none of its bits. */
    Register declaration() {
        Register register = Register.of(name(), offset, 4, access).section("8254x §" + section);
        return switch (this) {
            case STATUS -> register.reset(reset, ~STATUS_LU);
            case EECD -> register.reset(reset, ~Eeprom.EECD_DO).writable(writable);
            case ICR -> register.reset(reset).clearedByOne(InterruptControl.CAUSES).changedByReading();
            case ICS, IMC -> register.writable(0);
            case CTRL -> register.reset(reset).writable(0);
            default -> register.reset(reset).writable(writable);
        };
    }
}
