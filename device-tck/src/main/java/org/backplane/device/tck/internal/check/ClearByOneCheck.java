package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** Writing 1 clears, writing 0 does not. */
final class ClearByOneCheck extends ProgramCheck {
    private List<RegisterValues.Group> groups = List.of();
    private boolean met;

    ClearByOneCheck() {
        super("w1c", "a written 1 clears a bit that is declared so, a written 0 leaves it", "fuzz");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        met = false;
        groups = RegisterValues.alone(subject, place -> place.register().clearedBits() != 0);
        return groups.isEmpty() ? Optional.of("the device declares no bits that a written 1 clears") : Optional.empty();
    }

    @Override
    Optional<String> untried() {
        return met ? Optional.empty() : Optional.of("no random program sets such a bit");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        return groups.stream()
                .flatMap(group -> wrong(group.enter(powerOn(subject).run(program)), group).stream()).findFirst();
    }

    private Optional<String> wrong(Bench bench, RegisterValues.Group group) {
        for (RegisterValues.Place place : group.places()) {
            long mask = place.register().clearedBits();
            long before = RegisterValues.value(bench, place).orElseThrow();
            if ((before & mask) != 0) {
                met = true;
                long kept = before & place.register().writableBits();
                RegisterValues.write(bench, place, kept);
                long untouched = RegisterValues.value(bench, place).orElseThrow();
                RegisterValues.write(bench, place, kept | mask);
                long cleared = RegisterValues.value(bench, place).orElseThrow();
                if ((untouched & mask) != (before & mask) || (cleared & mask) != 0) {
                    return Optional.of(String.format("%s was %x; zeroes written make it %x, then ones %x in the bits %x",
                            place, before, untouched, cleared, mask));
                }
            }
        }
        return Optional.empty();
    }
}
