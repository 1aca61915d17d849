package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.register.Register;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** Writes do not reach read-only registers. */
final class ReadOnlyCheck extends ProgramCheck {
    ReadOnlyCheck() {
        super("read-only", "a write has no effect on a register that is declared read-only", "fuzz");
    }

    private static List<RegisterValues.Place> places(Subject subject, Bench bench) {
        return RegisterValues.alone(subject, bench).stream()
                .filter(place -> place.range().writable() && place.register().access() == Register.Access.RO).toList();
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        return places(subject, Bench.powerOn(subject)).isEmpty()
                ? Optional.of("the device declares no read-only registers that have their place for themselves")
                : Optional.empty();
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench bench = powerOn(subject).run(program);
        for (RegisterValues.Place place : places(subject, bench)) {
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
