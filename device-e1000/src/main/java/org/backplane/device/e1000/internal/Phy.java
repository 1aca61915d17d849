package org.backplane.device.e1000.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * The copper transceiver in the chip (8254x §11, §13.4.7). At the other end of the cable is a partner that does 1000BASE-T in
 * full duplex, without flow control.
 *
 * <p>Not modelled: other speeds and half duplex, next pages, interrupts of the transceiver, the registers behind the page
 * select, and what the device-specific control registers would change.
 */
final class Phy {
    /** How long negotiation takes. The standard allows seconds, which a guest would only wait for. */
    static final long NEGOTIATION_NANOS = 20_000_000;

    private static final int ADDRESS = 1;
    private static final int MDIC_R = 1 << 28;
    private static final int MDIC_I = 1 << 29;
    private static final int MDIC_E = 1 << 30;
    private static final int MDIC_FIELDS = 0x2fffffff;
    private static final int OPERATION_WRITE = 1;
    private static final int OPERATION_READ = 2;

    private static final int PCTRL_RESET = 1 << 15;
    private static final int PCTRL_LOOPBACK = 1 << 14;
    private static final int PCTRL_AUTONEGOTIATION = 1 << 12;
    private static final int PCTRL_POWER_DOWN = 1 << 11;
    private static final int PCTRL_RESTART = 1 << 9;
    private static final int PSTATUS_NEGOTIATED = 1 << 5;
    private static final int PSTATUS_LINK = 1 << 2;
    private static final int LPA_PARTNER = 0x41e1;
    private static final int ANE_PARTNER = 0x000f;
    private static final int GSTATUS_PARTNER = 0x3c00;
    private static final int PSSTAT_LINK = 0xac00;

    private final VirtualClock clock;
    private final InterruptControl interrupts;
    private final Runnable linkUp;
    private final Timer negotiation;
    private final int[] values = new int[PhyRegister.values().length];
    private int mdic = E1000Register.MDIC.resetValue();
    private boolean carrier;
    private boolean negotiated;
    /** PSTATUS keeps a loss of the link until it is read (IEEE 802.3 §22.2.4.2.13). */
    private boolean lost = true;

    /** Makes a transceiver that calls somebody when the link has come up. */
    Phy(Wires wires, InterruptControl interrupts, Runnable linkUp) {
        this.clock = wires.clock();
        this.interrupts = interrupts;
        this.linkUp = linkUp;
        negotiation = wires.timer("link negotiation", deadline -> negotiated());
        for (PhyRegister register : PhyRegister.values()) {
            values[register.ordinal()] = register.resetValue();
        }
    }

    record State(int[] values, int mdic, boolean carrier, boolean negotiated, boolean lost, long negotiationNanos) {
    }

    State state() {
        return new State(values.clone(), mdic, carrier, negotiated, lost, negotiation.deadlineNanos());
    }

    void restore(State state) {
        if (state.values.length != values.length) {
            throw new IllegalArgumentException("a transceiver with " + state.values.length + " registers");
        }
        System.arraycopy(state.values, 0, values, 0, values.length);
        mdic = state.mdic;
        carrier = state.carrier;
        negotiated = state.negotiated;
        lost = state.lost;
        if (state.negotiationNanos >= 0) {
            negotiation.arm(state.negotiationNanos);
        }
    }

    void resetInterface() {
        mdic = E1000Register.MDIC.resetValue();
    }

    void reset() {
        for (PhyRegister register : PhyRegister.values()) {
            values[register.ordinal()] = register.resetValue();
        }
        lost = true;
        restart();
    }

    /** The cable is plugged in, or pulled. */
    void carrier(boolean present) {
        if (present != carrier) {
            carrier = present;
            restart();
        }
    }

    boolean link() {
        return negotiated;
    }

    /** Whether what is sent comes back. */
    boolean loopback() {
        return (values[PhyRegister.PCTRL.ordinal()] & PCTRL_LOOPBACK) != 0;
    }

    private void restart() {
        negotiation.cancel();
        if (negotiated) {
            negotiated = false;
            lost = true;
            interrupts.cause(InterruptControl.LSC);
        }
        if (carrier && (values[PhyRegister.PCTRL.ordinal()] & PCTRL_POWER_DOWN) == 0) {
            negotiation.arm(clock.nanos() + NEGOTIATION_NANOS);
        }
    }

    private void negotiated() {
        negotiated = true;
        interrupts.cause(InterruptControl.LSC);
        linkUp.run();
    }

    int mdic() {
        return mdic;
    }

    /** Carries out a command at once. */
    void mdic(int value) {
        int operation = value >> 26 & 3;
        PhyRegister register = PhyRegister.at(value >> 16 & 0x1f);
        mdic = value & MDIC_FIELDS | MDIC_R;
        if ((value >> 21 & 0x1f) != ADDRESS || operation != OPERATION_WRITE && operation != OPERATION_READ) {
            mdic |= MDIC_E;
        } else if (operation == OPERATION_READ) {
            mdic = mdic & ~0xffff | (register == null ? 0 : read(register));
        } else if (register != null) {
            write(register, value & 0xffff);
        }
        if ((value & MDIC_I) != 0) {
            interrupts.cause(InterruptControl.MDAC);
        }
    }

    private int read(PhyRegister register) {
        int value = value(register);
        if (register == PhyRegister.PSTATUS) {
            lost = !negotiated;
        }
        return value;
    }

    private int value(PhyRegister register) {
        int value = values[register.ordinal()];
        return switch (register) {
            case PSTATUS -> value | (negotiated ? PSTATUS_NEGOTIATED : 0) | (negotiated && !lost ? PSTATUS_LINK : 0);
            case LPA -> negotiated ? LPA_PARTNER : 0;
            case ANE -> negotiated ? ANE_PARTNER : value;
            case GSTATUS -> negotiated ? GSTATUS_PARTNER : 0;
            case PSSTAT -> negotiated ? PSSTAT_LINK : 0;
            case PCTRL, PHY_ID1, PHY_ID2, ANA, NPT, LPN, GCON, ESTATUS, PSCON, PINTE, PINTS, EPSCON1, PREC, PAGE_SELECT,
                    PAGE_DATA -> value;
        };
    }

    private void write(PhyRegister register, int value) {
        int before = values[register.ordinal()];
        values[register.ordinal()] = before & ~register.writable() | value & register.writable();
        if (register != PhyRegister.PCTRL) {
            return;
        }
        if ((value & PCTRL_RESET) != 0) {
            reset();
        } else if ((value & PCTRL_RESTART) != 0 && (value & PCTRL_AUTONEGOTIATION) != 0
                || ((before ^ value) & PCTRL_POWER_DOWN) != 0) {
            restart();
        }
    }
}
