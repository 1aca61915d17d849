package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** A write stays in its register. */
final class NeighboursCheck extends ProgramCheck {
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    NeighboursCheck() {
        super("neighbours", "a write leaves the writable bits of all other registers alone", "fuzz", "read-write");
    }

    private static List<RegisterValues.Place> places(Subject subject, Bench bench) {
        return RegisterValues.alone(subject, bench).stream().filter(place -> place.register().access().readable()
                && place.register().writableBits() != 0 && place.range().writable()).toList();
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        return places(subject, Bench.powerOn(subject)).size() < 2
                ? Optional.of("the device does not declare several registers that can be written and read") : Optional.empty();
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench bench = powerOn(subject).run(program);
        List<RegisterValues.Place> places = places(subject, bench);
        for (RegisterValues.Place written : places) {
            if (bench.specimen().affectingRegisters().contains(written.register().name())) {
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
