package org.backplane.device.tck.internal.check;

import java.util.List;
import org.backplane.bus.register.Register;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Subject;

/** Registers have their declared values in a new card. */
final class PowerOnCheck extends Check {
    PowerOnCheck() {
        super("power-on", "a new card's registers have their declared values", "widths");
    }

    @Override
    Finding tried(Subject subject) {
        List<RegisterValues.Group> groups = withResetValue(subject);
        for (RegisterValues.Group group : groups) {
            for (RegisterValues.Place place : group.places()) {
                long value = RegisterValues.read(group.enter(Bench.powerOn(subject)), place);
                if ((value & place.register().resetBits()) != place.register().resetValue()) {
                    return failed(mismatch(place, value));
                }
            }
        }
        return groups.isEmpty() ? notClaimed("the device declares no values after reset") : passed();
    }

    static List<RegisterValues.Group> withResetValue(Subject subject) {
        return RegisterValues.groups(subject, place -> place.register().access().readable()
                && place.register().resetBits() != 0);
    }

    static String mismatch(RegisterValues.Place place, long value) {
        Register register = place.register();
        return String.format("%s reads %x, not %x in the bits %x", place, value, register.resetValue(), register.resetBits());
    }
}
