package org.backplane.device.tck.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Event;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** A guest does not notice that the card under it is replaced again and again. */
final class SwapCheck extends ProgramCheck {
    private static final int OFTEN = 2;

    SwapCheck() {
        super("swap", "a storm of replacements between accesses is not noticed by the guest", "state");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        return StateCheck.keepsNone(subject);
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench steady = powerOn(subject).run(program);
        List<Event> trace = new ArrayList<>();
        Bench bench = powerOn(subject);
        for (Step step : program) {
            for (int chances = 2; chances > 0 && picks(step, salt + chances, OFTEN); chances--) {
                trace.addAll(bench.trace());
                Bench next = Bench.inPlaceOf(bench, bench.state());
                bench.handOver();
                bench = next;
            }
            bench.run(step);
        }
        trace.addAll(bench.trace());
        return difference("steady", steady.trace(), "replaced", trace);
    }
}
