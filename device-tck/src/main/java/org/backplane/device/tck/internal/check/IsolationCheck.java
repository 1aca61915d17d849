package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Programs;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** Two cards of one bundle have nothing in common. */
final class IsolationCheck extends ProgramCheck {
    IsolationCheck() {
        super("isolation", "a second card of the same device does not disturb the first", "determinism");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench alone = powerOn(subject).run(program);
        List<Step> others = new Programs(subject, salt).next(Math.max(program.size(), 1));
        Bench first = powerOn(subject);
        Bench second = powerOn(subject);
        for (int i = 0; i < program.size(); i++) {
            second.run(others.get(i));
            first.run(program.get(i));
        }
        return difference("alone", alone.trace(), "beside another", first.trace());
    }
}
