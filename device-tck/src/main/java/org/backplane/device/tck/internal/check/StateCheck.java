package org.backplane.device.tck.internal.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateRecord;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** A card that starts from a state is the card whose state it was. */
final class StateCheck extends ProgramCheck {
    private static final int SELDOM = 25;

    StateCheck() {
        super("state", "at any moment a card made of the state of another goes on as that does", "isolation", "lines");
    }

    static Optional<String> keepsNone(Subject subject) {
        return powerOn(subject).keepsState() ? Optional.empty() : Optional.of("the device keeps no state");
    }

    @Override
    Optional<String> unclaimed(Subject subject) {
        return keepsNone(subject);
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        return IntStream.rangeClosed(0, program.size())
                .filter(cut -> cut == 0 || picks(program.get(cut - 1), salt, SELDOM))
                .mapToObj(cut -> roundTrip(subject, program, cut)).flatMap(Optional::stream).findFirst();
    }

    /** What has to be the same in both. */
    private static StateRecord values(Bench bench, byte[] state) {
        StateBuilder values = new StateBuilder(StateFormat.read(state).values());
        bench.specimen().differingValues().forEach(values::without);
        return values.build();
    }

    private static Optional<String> roundTrip(Subject subject, List<Step> program, int cut) {
        Bench original = powerOn(subject).run(program.subList(0, cut));
        byte[] state = original.state();
        if (!Arrays.equals(state, original.state())) {
            return Optional.of("asking for the state twice gives two states, after " + cut + " steps");
        }
        Bench restored = Bench.inPlaceOf(original, state);
        if (!values(restored, state).equals(values(restored, restored.state()))) {
            return Optional.of("a card made of a state has another one, after " + cut + " steps");
        }
        if (!original.places().equals(restored.places())) {
            return Optional.of("ranges at " + original.places() + ", in a card with the same state at " + restored.places());
        }
        original.trace().clear();
        List<Step> rest = program.subList(cut, program.size());
        return difference("original", original.run(rest).trace(), "restored after " + cut + " steps", restored.run(rest).trace());
    }
}
