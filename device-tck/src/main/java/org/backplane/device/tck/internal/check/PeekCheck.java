package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.BusErrorException;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Event;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** A debugger that looks is not noticed, and sees what the guest would read. */
final class PeekCheck extends ProgramCheck {
    private boolean told;

    PeekCheck() {
        super("peek", "peek changes nothing and tells what a read would give, or all ones", "determinism");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        told = false;
        return Optional.empty();
    }

    @Override
    Optional<String> untried() {
        return told ? Optional.empty() : Optional.of("peek tells nothing anywhere");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Bench plain = powerOn(subject).run(program);
        Bench watched = powerOn(subject);
        for (Step step : program) {
            watched.image();
            Optional<String> lie = step instanceof Step.Read ? lie(watched, (Step.Read) step) : Optional.empty();
            if (lie.isPresent()) {
                return lie;
            }
            if (!(step instanceof Step.Read)) {
                watched.run(step);
            }
        }
        return difference("unwatched", plain.trace(), "watched", watched.trace());
    }

    private Optional<String> lie(Bench bench, Step.Read read) {
        long seen = bench.peek(read.range(), read.offset(), read.width());
        bench.run(read);
        Event event = bench.trace().get(bench.trace().size() - 1);
        boolean silent = seen == Bench.ones(read.width());
        told |= !silent;
        return silent || event.answer().equals(Long.toHexString(seen))
                || event.answer().equals(BusErrorException.INSTANCE.getMessage())
                ? Optional.empty() : Optional.of("peek told " + Long.toHexString(seen) + ", but " + event);
    }
}
