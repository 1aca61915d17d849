package org.backplane.device.acpi.internal.pm;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.Wires;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The general-purpose event block GPE0 with sixteen events (ACPI §4.8.4.1): two bytes of status, two of enables. An event's
 * pin sets its status bit when it is asserted.
 */
final class GeneralPurposeEvents implements RangeHandler {
    static final int EVENTS = 16;
    private static final int STATUS_BYTES = EVENTS / 8;

    private final Runnable changed;
    private int status;
    private int enabled;
    private int levels;

    GeneralPurposeEvents(Runnable changed) {
        this.changed = changed;
    }

    /** The registers, for whoever looks at the chip from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(
                Register.of("GPSTS", 0, STATUS_BYTES, Register.Access.W1C).reset(0).section("ACPI §4.8.4.1"),
                Register.of("GPEN", STATUS_BYTES, STATUS_BYTES, Register.Access.RW).reset(0).section("ACPI §4.8.4.1"));
    }

    /** The two registers and the levels of the pins. */
    record State(int status, int enabled, int levels) {
    }

    State state() {
        return new State(status, enabled, levels);
    }

    /** Before {@link #connect}: a pin that was asserted then and still is makes no event. */
    void restore(State state) {
        status = state.status;
        enabled = state.enabled;
        levels = state.levels;
    }

    /** Listens to the pins; one that is asserted already, and was not known to be, is an event. */
    void connect(Wires wires) {
        int[] heard = {0};
        for (int event = 0; event < EVENTS; event++) {
            int bit = 1 << event;
            wires.sense("gpe" + event, asserted -> {
                heard[0] = asserted ? heard[0] | bit : heard[0] & ~bit;
                level(bit, asserted);
            });
        }
        levels = heard[0];
    }

    private void level(int bit, boolean asserted) {
        boolean rose = asserted && (levels & bit) == 0;
        levels = asserted ? levels | bit : levels & ~bit;
        if (rose) {
            happen(bit);
        }
    }

    void reset() {
        status = 0;
        enabled = 0;
    }

    boolean isEnabled(int event) {
        return (enabled & 1 << event) != 0;
    }

    boolean pending() {
        return (status & enabled) != 0;
    }

    @Override
    public long read(long offset, int width) {
        return peek(offset, width);
    }

    @Override
    public long peek(long offset, int width) {
        return offset < STATUS_BYTES ? status >> 8 * offset : enabled >> 8 * (offset - STATUS_BYTES);
    }

    @Override
    public void write(long offset, int width, long value) {
        int bits = (int) value << 8 * (int) (offset % STATUS_BYTES);
        if (offset < STATUS_BYTES) {
            status &= ~bits;
        } else {
            enabled = enabled & ~(0xff << 8 * (int) (offset % STATUS_BYTES)) | bits;
        }
        changed.run();
    }

    private void happen(int bit) {
        status |= bit;
        changed.run();
    }
}
