package org.backplane.it;

import java.util.List;
import java.util.concurrent.Callable;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SwapDTO;

/** Watches one slot of a machine, and the replacements since it was made. */
final class SwapWatch {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Machine machine;
    private final String pid;
    private final int before;

    SwapWatch(Machine machine, String pid) {
        this.machine = machine;
        this.pid = pid;
        this.before = machine.swaps().size();
    }

    String state() {
        return machine.slots().stream().filter(slot -> slot.pid.equals(pid)).map(slot -> slot.state).findFirst().orElse("");
    }

    List<SwapDTO> swaps() {
        List<SwapDTO> all = machine.swaps();
        return all.subList(before, all.size());
    }

    void awaitSwap(int number) throws Exception {
        await("swap " + number, () -> swaps().size() >= number);
    }

    void awaitLive() throws Exception {
        await("a live slot", () -> state().equals("live"));
    }

    void await(String what, Callable<Boolean> there) throws Exception {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!there.call()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError(what + " does not come: " + machine.slots() + machine.events() + machine.swaps());
            }
            Thread.sleep(1);
        }
    }

    /** What the replacements were like, in one line. */
    String summary() {
        long[] stalls = swaps().stream().mapToLong(swap -> swap.stalledNanos).sorted().toArray();
        return String.format("%d updates, the guest stood %.1f ms in the median, %.1f ms at the 99th percentile, %.1f ms at most",
                stalls.length, stalls[stalls.length / 2] / 1e6, stalls[stalls.length * 99 / 100] / 1e6,
                stalls[stalls.length - 1] / 1e6);
    }
}
