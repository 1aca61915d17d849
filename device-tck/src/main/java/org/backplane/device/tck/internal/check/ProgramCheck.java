package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.DeviceFault;
import org.backplane.device.tck.internal.Effort;
import org.backplane.device.tck.internal.Event;
import org.backplane.device.tck.internal.Minimiser;
import org.backplane.device.tck.internal.Programs;
import org.backplane.device.tck.internal.Reproducer;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** A property that holds whatever happens to the card. It is tried with random programs; one that breaks it is made short. */
abstract class ProgramCheck extends Check {
    ProgramCheck(String name, String property, String... needs) {
        super(name, property, needs);
    }

    /** How a program breaks the property, in one line; empty if it does not. The salt takes part in every decision. */
    abstract Optional<String> violation(Subject subject, List<Step> program, long salt);

    /** Why there is nothing to try; empty if there is. */
    Optional<String> unclaimed(Subject subject) {
        return Optional.empty();
    }

    /** Why all the trials together say nothing; empty if they do. */
    Optional<String> untried() {
        return Optional.empty();
    }

    @Override
    final Finding tried(Subject subject) {
        Optional<String> unclaimed = unclaimed(subject);
        if (unclaimed.isPresent()) {
            return notClaimed(unclaimed.get());
        }
        Programs programs = new Programs(subject, Effort.seed() ^ name().hashCode());
        for (int i = 0; i < Effort.programs(); i++) {
            List<Step> program = programs.next(Effort.steps());
            long salt = i;
            if (broken(subject, program, salt).isPresent()) {
                List<Step> shortest = Minimiser.minimise(program, steps -> broken(subject, steps, salt).isPresent());
                return failed(broken(subject, shortest, salt).orElse("not every time, which is a fault of its own"),
                        Reproducer.test(name(), subject, shortest));
            }
        }
        return untried().map(this::notClaimed).orElseGet(this::passed);
    }

    private Optional<String> broken(Subject subject, List<Step> program, long salt) {
        try {
            return violation(subject, program, salt);
        } catch (DeviceFault fault) {
            return Optional.of(fault.getMessage());
        }
    }

    /** Where two benches that should behave alike do not. */
    static Optional<String> difference(String expected, List<Event> a, String actual, List<Event> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return Optional.of(expected + ": " + a.get(i) + "; " + actual + ": " + b.get(i));
            }
        }
        return a.size() == b.size() ? Optional.empty() : Optional.of(expected + " and " + actual + " differ in length");
    }

    /**
     * Whether something extra happens at a step, one time in {@code times}. It depends on the step alone, so that it still
     * happens there in a shorter program.
     */
    static boolean picks(Step step, long salt, int times) {
        return Math.floorMod(step.java().hashCode() + salt, times) == 0;
    }

    static Bench powerOn(Subject subject) {
        return Bench.powerOn(subject);
    }
}
