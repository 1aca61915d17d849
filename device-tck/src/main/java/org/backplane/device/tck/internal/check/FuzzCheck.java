package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** No guest, no host and no time makes the card throw. */
final class FuzzCheck extends ProgramCheck {
    FuzzCheck() {
        super("fuzz", "nothing that guest, host and time do makes the card throw anything but a bus error", "widths");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        powerOn(subject).run(program).unplug();
        return Optional.empty();
    }
}
