package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.register.Register;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** Writes do not reach read-only registers. */
final class ReadOnlyCheck extends ProgramCheck {
    private List<RegisterValues.Group> groups = List.of();

    ReadOnlyCheck() {
        super("read-only", "a write has no effect on a register that is declared read-only", "fuzz");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        groups = RegisterValues.alone(subject,
                place -> place.range().writable() && place.register().access() == Register.Access.RO);
        return groups.isEmpty()
                ? Optional.of("the device declares no read-only registers that have their place for themselves")
                : Optional.empty();
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        return groups.stream()
                .flatMap(group -> changed(group.enter(powerOn(subject).run(program)), group).stream()).findFirst();
    }

    private static Optional<String> changed(Bench bench, RegisterValues.Group group) {
        for (RegisterValues.Place place : group.places()) {
            long before = RegisterValues.value(bench, place).orElseThrow();
            RegisterValues.write(bench, place, ~before);
            long after = RegisterValues.value(bench, place).orElseThrow();
            if (before != after) {
                return Optional.of(String.format("%s was %x; a write made it %x", place, before, after));
            }
        }
        return Optional.empty();
    }
}
