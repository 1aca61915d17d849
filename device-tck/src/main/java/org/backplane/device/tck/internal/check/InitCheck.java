package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Reset;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** INIT# restarts processors; a card does not hear it. */
final class InitCheck extends ProgramCheck {
    private static final int SOMETIMES = 5;

    InitCheck() {
        super("init", "INIT leaves the card as it is", "determinism");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench plain = powerOn(subject).run(program);
        Bench disturbed = powerOn(subject);
        for (Step step : program) {
            if (picks(step, salt, SOMETIMES)) {
                disturbed.guarded("reset(INIT)", () -> disturbed.card().reset(Reset.INIT));
            }
            disturbed.run(step);
        }
        return difference("without INIT", plain.trace(), "with INIT", disturbed.trace());
    }
}
