package org.backplane.device.pic.internal;

import java.util.stream.IntStream;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.StateException;

/**
 * The edge/level control registers of Intel's PIIX (82371AB "ELCR1", "ELCR2"): a set bit makes an interrupt input level
 * triggered. The inputs of timer, keyboard, cascade, clock and coprocessor are edge triggered always.
 */
final class EdgeLevelControl implements RangeHandler {
    private static final int[] WRITABLE = {0xf8, 0xde};

    private final Pic8259A[] chips;
    private final DeviceEvents events;
    private final int[] values = new int[WRITABLE.length];

    EdgeLevelControl(DeviceEvents events, Pic8259A master, Pic8259A slave) {
        this.events = events;
        this.chips = new Pic8259A[] {master, slave};
    }

    @Override
    public long read(long offset, int width) {
        return values[(int) offset];
    }

    @Override
    public long peek(long offset, int width) {
        return values[(int) offset];
    }

    @Override
    public void write(long offset, int width, long value) {
        int chip = (int) offset;
        if ((value & ~WRITABLE[chip]) != 0) {
            events.guest(String.format("ELCR%d written with %02x, of which only %02x can be set (82371AB \"ELCR%d\")",
                    chip + 1, value, WRITABLE[chip], chip + 1));
        }
        set(chip, (int) value & WRITABLE[chip]);
    }

    /** The registers, for whoever looks at the chip from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(IntStream.range(0, WRITABLE.length).mapToObj(chip -> Register.of("ELCR" + (chip + 1), chip, 1,
                Register.Access.RW).reset(0).writable(WRITABLE[chip]).section("82371AB \"ELCR" + (chip + 1) + "\"")).toList());
    }

    int[] values() {
        return values.clone();
    }

    /** The chips know already. */
    void restore(int[] before) {
        if (before.length != values.length) {
            throw new StateException("the state has " + before.length + " edge/level control registers");
        }
        System.arraycopy(before, 0, values, 0, values.length);
    }

    void reset() {
        for (int chip = 0; chip < values.length; chip++) {
            set(chip, 0);
        }
    }

    private void set(int chip, int value) {
        values[chip] = value;
        chips[chip].levelTriggered(value);
    }
}
