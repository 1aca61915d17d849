package org.backplane.device.tck.internal.check;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** The wires may go dead at any moment, also while the card uses them. */
final class RemovalCheck extends ProgramCheck {
    private static final int USES = 4;
    private static final int SOMETIMES = 6;

    RemovalCheck() {
        super("removal", "a card that is taken out during an access ends it and unplug without throwing", "fuzz");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        return IntStream.range(0, program.size()).filter(last -> picks(program.get(last), salt, SOMETIMES))
                .mapToObj(last -> removed(subject, program.subList(0, last), program.get(last), salt))
                .flatMap(Optional::stream).findFirst();
    }

    /** Takes the card out while it uses a wire in the last step. */
    private static Optional<String> removed(Subject subject, List<Step> before, Step last, long salt) {
        Bench bench = powerOn(subject).run(before);
        AtomicInteger uses = new AtomicInteger(Math.floorMod(last.java().hashCode() / SOMETIMES + salt, USES));
        bench.probe().hook(() -> {
            if (uses.getAndDecrement() == 0) {
                bench.fake().revoke();
            }
        });
        bench.run(last);
        bench.probe().hook(() -> { });
        bench.unplug();
        return bench.fake().armedTimers().isEmpty() && !bench.probe().levels().containsValue(true)
                ? Optional.empty() : Optional.of("something is left: " + bench.probe().levels() + bench.fake().armedTimers());
    }
}
