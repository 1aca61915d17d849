package org.backplane.device.acpi.internal.pm;

import java.util.Arrays;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;

/** The power management block: PM1a event and control registers, timer, global control (82371AB §7.2, ACPI §4.8.3.1). */
final class PmBlock implements RangeHandler {
    private static final int TMROF = 0x0001;
    private static final int GBL = 0x0020;
    private static final int PWRBTN = 0x0100;
    private static final int RTC = 0x0400;
    private static final int CNTRL_SCI_EN = 0x0001;
    private static final int CNTRL_SUS_TYP_AT = 10;
    private static final int CNTRL_SUS_TYP = 7 << CNTRL_SUS_TYP_AT;
    static final int CNTRL_SUS_EN = 0x2000;
    static final int GLBCTL_BIOS_RLS = 0x0002;
    private static final int SOFT_OFF = 0;

    private final int[] values = new int[PmRegister.values().length];
    private final PmTimer timer;
    private final DeviceEvents events;
    private final Wires wires;
    private final Runnable changed;

    PmBlock(Wires wires, Runnable changed) {
        this.wires = wires;
        this.events = wires.events();
        this.changed = changed;
        this.timer = new PmTimer(wires, () -> happen(TMROF));
    }

    /** The registers in the order of their declaration, and how far the timer's overflows were signalled. */
    record State(int[] values, long halves) {
        State {
            if (values.length != PmRegister.values().length) {
                throw new IllegalArgumentException(values.length + " registers of power management");
            }
        }
    }

    State state() {
        return new State(values.clone(), timer.signalledHalves());
    }

    void restore(State state) {
        System.arraycopy(state.values, 0, values, 0, values.length);
        timer.restore(state.halves);
    }

    void reset() {
        Arrays.fill(values, 0);
        timer.reset();
    }

    /** The power button is pressed (ACPI §4.8.2.2.1). */
    void pressPowerButton() {
        happen(PWRBTN);
    }

    void enableAcpi(boolean enabled) {
        int control = get(PmRegister.PMCNTRL);
        set(PmRegister.PMCNTRL, enabled ? control | CNTRL_SCI_EN : control & ~CNTRL_SCI_EN);
        changed.run();
    }

    boolean sciEnabled() {
        return (get(PmRegister.PMCNTRL) & CNTRL_SCI_EN) != 0;
    }

    /** Whether an enabled event waits for the guest. */
    boolean pending() {
        return (get(PmRegister.PMSTS) & get(PmRegister.PMEN) & (TMROF | GBL | PWRBTN | RTC)) != 0;
    }

    @Override
    public long read(long offset, int width) {
        timer.catchUp();
        return peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        // The timer's value is taken once, so that its bytes belong together.
        int ticks = timer.value();
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            PmRegister register = PmRegister.at((int) offset + i);
            int whole = register == null ? 0 : register == PmRegister.PMTMR ? ticks : get(register);
            int shift = register == null ? 0 : 8 * ((int) offset + i - register.offset());
            value = value << 8 | whole >>> shift & 0xff;
        }
        return value;
    }

    @Override
    public void write(long offset, int width, long value) {
        timer.catchUp();
        for (int i = 0; i < width; i++) {
            int at = (int) offset + i;
            writeByte(at, PmRegister.at(at), (int) (value >> 8 * i) & 0xff);
        }
        changed.run();
    }

    private void writeByte(int offset, PmRegister register, int value) {
        if (register == null || register.access() == PmRegister.Access.RO) {
            String what = register == null ? String.format("offset %02x of the PM block (82371AB §7.2)", offset)
                    : register.cited();
            events.guest(what + " written, which has no effect");
            return;
        }
        int shift = 8 * (offset - register.offset());
        int bits = value << shift & register.mask();
        int old = get(register);
        if (register.access() == PmRegister.Access.CLEAR) {
            set(register, old & ~bits);
            return;
        }
        set(register, old & ~(0xff << shift) | bits);
        switch (register) {
            case PMCNTRL -> control(bits);
            case GLBCTL -> {
                if ((bits & GLBCTL_BIOS_RLS) != 0) {
                    set(register, get(register) & ~GLBCTL_BIOS_RLS);
                    happen(GBL);
                }
            }
            case PMEN -> { /* The interrupt follows. */ }
            case PMSTS, PMTMR -> throw new AssertionError(register);
        }
    }

    /** SUS_EN acts when it is written and reads 0. */
    private void control(int written) {
        int control = get(PmRegister.PMCNTRL);
        set(PmRegister.PMCNTRL, control & ~CNTRL_SUS_EN);
        if ((written & CNTRL_SUS_EN) == 0) {
            return;
        }
        int type = (control & CNTRL_SUS_TYP) >> CNTRL_SUS_TYP_AT;
        if (type == SOFT_OFF) {
            wires.requestPowerOff(0);
        } else {
            events.guest("PMCNTRL (82371AB §7.2) asks for suspend type " + type + ", which is not modelled");
        }
    }

    private void happen(int event) {
        set(PmRegister.PMSTS, get(PmRegister.PMSTS) | event);
        changed.run();
    }

    private int get(PmRegister register) {
        return values[register.ordinal()];
    }

    private void set(PmRegister register, int value) {
        values[register.ordinal()] = value;
    }
}
