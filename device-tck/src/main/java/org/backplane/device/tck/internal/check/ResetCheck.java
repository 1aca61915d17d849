package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/**
 * A hard reset brings the declared values back, whatever was before. The surroundings keep quiet: what the host sent before may
 * arrive right after the reset, and then the values are new ones.
 */
final class ResetCheck extends ProgramCheck {
    private List<RegisterValues.Group> groups = List.of();

    ResetCheck() {
        super("reset", "a reset brings the registers to their declared values, whatever was before", "power-on", "fuzz");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        groups = PowerOnCheck.withResetValue(subject);
        return groups.isEmpty()
                ? Optional.of("the device declares no values after reset") : Optional.empty();
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Reset kind = salt % 2 == 0 ? Reset.HARD : Reset.POWER_ON;
        List<Step> quiet = program.stream().filter(step -> !(step instanceof Step.Stimulus)).toList();
        return groups.stream()
                .flatMap(group -> afterReset(powerOn(subject).run(quiet), subject, group, kind).stream()).findFirst();
    }

    private static Optional<String> afterReset(Bench bench, Subject subject, RegisterValues.Group group, Reset kind) {
        subject.declared().senses().stream().sorted().forEach(pin -> bench.run(new Step.Drive(pin, false)));
        bench.run(new Step.ResetStep(kind));
        group.enter(bench);
        for (RegisterValues.Place place : group.places()) {
            long value = RegisterValues.value(bench, place).orElseThrow();
            if ((value & place.register().resetBits()) != place.register().resetValue()) {
                return Optional.of("after " + kind + " " + PowerOnCheck.mismatch(place, value));
            }
        }
        return Optional.empty();
    }
}
