package org.backplane.device.e1000.internal;

import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.register.Register;

/**
 * The statistics registers (8254x §13.7): 32 bits, cleared by reading. Those that count what does not happen on a cable
 * without errors and collisions stay zero.
 */
enum Statistic {
    CRCERRS(0x4000), ALGNERRC(0x4004), SYMERRS(0x4008), RXERRC(0x400c), MPC(0x4010), SCC(0x4014), ECOL(0x4018), MCC(0x401c),
    LATECOL(0x4020), COLC(0x4028), DC(0x4030), TNCRS(0x4034), SEC(0x4038), CEXTERR(0x403c), RLEC(0x4040), XONRXC(0x4048),
    XONTXC(0x404c), XOFFRXC(0x4050), XOFFTXC(0x4054), FCRUC(0x4058), PRC64(0x405c), PRC127(0x4060), PRC255(0x4064),
    PRC511(0x4068), PRC1023(0x406c), PRC1522(0x4070), GPRC(0x4074), BPRC(0x4078), MPRC(0x407c), GPTC(0x4080), GORCL(0x4088),
    GORCH(0x408c), GOTCL(0x4090), GOTCH(0x4094), RNBC(0x40a0), RUC(0x40a4), RFC(0x40a8), ROC(0x40ac), RJC(0x40b0),
    MGTPRC(0x40b4), MGTPDC(0x40b8), MGTPTC(0x40bc), TORL(0x40c0), TORH(0x40c4), TOTL(0x40c8), TOTH(0x40cc), TPR(0x40d0),
    TPT(0x40d4), PTC64(0x40d8), PTC127(0x40dc), PTC255(0x40e0), PTC511(0x40e4), PTC1023(0x40e8), PTC1522(0x40ec),
    MPTC(0x40f0), BPTC(0x40f4), TSCTC(0x40f8), TSCTFC(0x40fc);

    private static final Map<Integer, Statistic> BY_OFFSET = new HashMap<>();

    static {
        for (Statistic statistic : values()) {
            BY_OFFSET.put(statistic.offset, statistic);
        }
    }

    private final int offset;

    Statistic(int offset) {
        this.offset = offset;
    }

    /** The register at an offset, or {@code null}. */
    static Statistic at(int offset) {
        return BY_OFFSET.get(offset);
    }

    /** Whether it is the lower half of a count of 64 bits, which the next register goes on with. */
    boolean isLow() {
        return switch (this) {
            case GORCL, GOTCL, TORL, TOTL -> true;
            default -> false;
        };
    }

    /** Whether it is the upper half of a count of 64 bits: reading that clears both. */
    boolean isHigh() {
        return switch (this) {
            case GORCH, GOTCH, TORH, TOTH -> true;
            default -> false;
        };
    }

    /** The register for whoever looks at the card from outside. */
    Register declaration() {
        Register register = Register.of(name(), offset, 4, Register.Access.RO).reset(0).section("8254x §13.7");
        return isLow() ? register : register.changedByReading();
    }
}
