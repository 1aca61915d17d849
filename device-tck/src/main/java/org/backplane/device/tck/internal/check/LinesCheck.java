package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** The output pins follow the card's state. */
final class LinesCheck extends ProgramCheck {
    private static final int STORM = 64;

    LinesCheck() {
        super("lines", "output pins follow the state: as new after a reset, the same after a restored state, no storms", "fuzz");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        return powerOn(subject).probe().levels().isEmpty() ? Optional.of("the card has no output pins") : Optional.empty();
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench bench = powerOn(subject);
        String asNew = bench.probe().levels().toString();
        for (Step step : program) {
            bench.run(step);
            boolean access = step instanceof Step.Read || step instanceof Step.Write;
            if (access && bench.lastBusiest() > STORM) {
                return Optional.of(step.java() + " changes a pin " + bench.lastBusiest() + " times");
            }
        }
        Optional<String> restored = restored(bench);
        return restored.isPresent() ? restored : afterReset(bench, subject, asNew, salt % 2 == 0 ? Reset.HARD : Reset.POWER_ON);
    }

    private static Optional<String> restored(Bench bench) {
        if (!bench.keepsState()) {
            return Optional.empty();
        }
        String before = bench.probe().levels().toString();
        String after = Bench.inPlaceOf(bench, bench.state()).probe().levels().toString();
        return before.equals(after) ? Optional.empty()
                : Optional.of("levels " + before + ", in a card with the same state " + after);
    }

    private static Optional<String> afterReset(Bench bench, Subject subject, String asNew, Reset kind) {
        subject.declared().senses().stream().sorted().forEach(pin -> bench.run(new Step.Drive(pin, false)));
        bench.run(new Step.ResetStep(kind));
        String after = bench.probe().levels().toString();
        return after.equals(asNew) ? Optional.empty() : Optional.of("levels " + after + " after " + kind + ", new " + asNew);
    }
}
