package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** A write stays in its register. */
final class NeighboursCheck extends ProgramCheck {
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private List<RegisterValues.Group> groups = List.of();

    NeighboursCheck() {
        super("neighbours", "a write leaves the writable bits of all other registers alone", "fuzz", "read-write");
    }

    /** Those of a condition come together with those that are always there. */
    private static List<RegisterValues.Group> groups(Subject subject) {
        List<RegisterValues.Group> groups = RegisterValues.alone(subject, place -> place.register().access().readable()
                && place.register().writableBits() != 0 && place.range().writable());
        List<RegisterValues.Place> always = groups.stream().filter(group -> group.steps().isEmpty())
                .flatMap(group -> group.places().stream()).toList();
        return groups.stream().map(group -> new RegisterValues.Group(group.steps(),
                        Stream.concat(group.places().stream(), always.stream()).distinct().toList()))
                .filter(group -> group.places().size() > 1).toList();
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        groups = groups(subject);
        return groups.isEmpty()
                ? Optional.of("the device does not declare several registers that can be written and read") : Optional.empty();
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        return groups.stream()
                .flatMap(group -> spill(group.enter(powerOn(subject).run(program)), group, salt).stream()).findFirst();
    }

    /** Under a condition only its own registers are written: another one may be what the condition depends on. */
    private static Optional<String> spill(Bench bench, RegisterValues.Group group, long salt) {
        List<RegisterValues.Place> places = group.places();
        for (RegisterValues.Place written : places) {
            if (bench.specimen().affectingRegisters().contains(written.register().name())
                    || written.register().condition().isEmpty() != group.steps().isEmpty()) {
                continue;
            }
            long[] before = places.stream().mapToLong(place -> kept(bench, place)).toArray();
            RegisterValues.write(bench, written, SPREAD * (salt + 1));
            for (int i = 0; i < before.length; i++) {
                RegisterValues.Place place = places.get(i);
                if (place != written && kept(bench, place) != before[i]) {
                    return Optional.of(String.format("a write to %s changed %s from %x to %x", written, place, before[i],
                            kept(bench, place)));
                }
            }
        }
        return Optional.empty();
    }

    private static long kept(Bench bench, RegisterValues.Place place) {
        return RegisterValues.value(bench, place).orElseThrow() & place.register().writableBits();
    }
}
