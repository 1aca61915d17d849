package org.backplane.device.e1000.internal;

import java.util.HashMap;
import java.util.Map;

/** The registers of the transceiver, 16 bits each, as MDIC addresses them (8254x §13.4.7.1; IEEE 802.3 §22.2.4). */
enum PhyRegister {
    PCTRL(0, 0x1140, 0x7d80),
    PSTATUS(1, 0x7949, 0),
    PHY_ID1(2, 0x0141, 0),
    PHY_ID2(3, 0x0c20, 0),
    ANA(4, 0x01e1, 0xbfff),
    LPA(5, 0, 0),
    ANE(6, 0x0004, 0),
    NPT(7, 0x2001, 0xbfff),
    LPN(8, 0, 0),
    GCON(9, 0x0300, 0xff00),
    GSTATUS(10, 0, 0),
    ESTATUS(15, 0x3000, 0),
    PSCON(16, 0x0360, 0xffff),
    PSSTAT(17, 0, 0),
    PINTE(18, 0, 0xffff),
    PINTS(19, 0, 0),
    EPSCON1(20, 0x0d60, 0xffff),
    PREC(21, 0, 0),
    PAGE_SELECT(29, 0, 0xffff),
    PAGE_DATA(30, 0, 0xffff);

    private static final Map<Integer, PhyRegister> BY_NUMBER = new HashMap<>();

    static {
        for (PhyRegister register : values()) {
            BY_NUMBER.put(register.number, register);
        }
    }

    private final int number;
    private final int reset;
    private final int writable;

    PhyRegister(int number, int reset, int writable) {
        this.number = number;
        this.reset = reset;
        this.writable = writable;
    }

    /** The register of a number, or {@code null}. */
    static PhyRegister at(int number) {
        return BY_NUMBER.get(number);
    }

    int resetValue() {
        return reset;
    }

    int writable() {
        return writable;
    }
}
