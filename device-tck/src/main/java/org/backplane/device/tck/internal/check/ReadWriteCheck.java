package org.backplane.device.tck.internal.check;

import java.util.List;
import org.backplane.bus.register.Register;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Subject;

/** What was written to a register can be read from it. */
final class ReadWriteCheck extends Check {
    private static final long[] PATTERNS = {0, -1, 0x5555_5555_5555_5555L, 0xaaaa_aaaa_aaaa_aaaaL, 0x0123_4567_89ab_cdefL};

    ReadWriteCheck() {
        super("read-write", "the declared writable bits of a register read as they were written", "widths");
    }

    @Override
    Finding tried(Subject subject) {
        List<RegisterValues.Group> groups = RegisterValues.alone(subject, place -> place.range().writable()
                && place.register().access() != Register.Access.WO && place.register().writableBits() != 0);
        for (RegisterValues.Group group : groups) {
            for (RegisterValues.Place place : group.places()) {
                for (long pattern : PATTERNS) {
                    long bits = place.register().writableBits();
                    long value = readBack(group.enter(Bench.powerOn(subject)), place, pattern);
                    if ((value & bits) != (pattern & bits)) {
                        return failed(String.format("%s: written %x, read %x, writable %x", place, pattern & bits, value, bits));
                    }
                }
            }
        }
        return groups.isEmpty() ? notClaimed("the device declares no writable registers that have their place for themselves")
                : passed();
    }

    private static long readBack(Bench bench, RegisterValues.Place place, long pattern) {
        RegisterValues.write(bench, place, pattern);
        return RegisterValues.value(bench, place).orElseThrow();
    }
}
