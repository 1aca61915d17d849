package org.backplane.device.acpi.internal.pm;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** The APM control and status ports (82371AB "APMC", "APMS"): two bytes that hold what is written. */
final class ApmPorts implements RangeHandler {
    private static final int APMC = 0;
    private static final int APMS = 1;
    static final int BYTES = 2;

    private final int[] values = new int[BYTES];
    private final IntConsumer commanded;

    ApmPorts(IntConsumer commanded) {
        this.commanded = commanded;
    }

    /** The registers, for whoever looks at the chip from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(
                Register.of("APMC", APMC, 1, Register.Access.RW).reset(0).section("82371AB \"APMC\""),
                Register.of("APMS", APMS, 1, Register.Access.RW).reset(0).section("82371AB \"APMS\""));
    }

    int[] values() {
        return values.clone();
    }

    void restore(int[] before) {
        System.arraycopy(before, 0, values, 0, BYTES);
    }

    void reset() {
        Arrays.fill(values, 0);
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
        values[(int) offset] = (int) value;
        if (offset == APMC) {
            commanded.accept((int) value);
        }
    }
}
