package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** The card knows no other clock and no other source of anything than its wires. */
final class DeterminismCheck extends ProgramCheck {
    DeterminismCheck() {
        super("determinism", "the same inputs at the same virtual times give the same answers", "fuzz");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench first = powerOn(subject).run(program);
        Bench second = powerOn(subject).run(program);
        return difference("first", first.trace(), "second", second.trace());
    }
}
