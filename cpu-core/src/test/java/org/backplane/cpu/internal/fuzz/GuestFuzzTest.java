package org.backplane.cpu.internal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.Engine;

/**
 * No guest can break out: whatever bytes are its code, its tables and its segments, every engine comes back with the
 * instructions it was given, all agree on the guest's state, and the machine can be reset and runs on.
 *
 * <p>{@code mvn verify} replays the saved inputs; {@code -Pfuzz} looks for new ones (CONTRIBUTING.md).
 */
class GuestFuzzTest {
    private static final List<GuestRun> ENGINES = Stream.of(Engine.values()).map(GuestRun::new).toList();

    @FuzzTest
    void everyGuestEndsInADefinedState(byte[] input) {
        ENGINES.forEach(engine -> engine.begin(input));
        for (int slice = 0; slice < FuzzedGuest.SLICES; slice++) {
            if (run(slice) == Exit.SHUTDOWN) {
                break;
            }
        }
        ENGINES.forEach(GuestRun::look);
        compare("memory", GuestRun::memory);
        compare("traffic", GuestRun::traffic);
        ENGINES.forEach(GuestRun::reset);
    }

    /** Runs a slice on each engine; all must stop for the same reason, in the same state. */
    private static Exit run(int slice) {
        List<Exit> exits = ENGINES.stream().map(engine -> engine.slice(slice)).toList();
        if (exits.stream().distinct().count() > 1) {
            throw new AssertionError("slice " + slice + ": " + exits);
        }
        long[] expected = ENGINES.get(0).state();
        for (GuestRun other : ENGINES) {
            int difference = Arrays.mismatch(expected, other.state());
            if (difference >= 0) {
                throw new AssertionError("slice " + slice + ": value " + difference + " is "
                        + Long.toHexString(expected[difference]) + " or " + Long.toHexString(other.state()[difference]));
            }
        }
        compare("executed", GuestRun::executed);
        return exits.get(0);
    }

    private static void compare(String what, Function<GuestRun, Object> value) {
        List<Object> values = ENGINES.stream().map(value).toList();
        if (values.stream().distinct().count() > 1) {
            throw new AssertionError(what + ": " + values);
        }
    }
}
