package org.backplane.device.tck.internal.check;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.DeviceFault;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** The card lives on the machine thread. */
final class ThreadsCheck extends ProgramCheck {
    ThreadsCheck() {
        super("threads", "the card starts no thread, and nobody but the machine thread uses its wires", "widths");
    }

    @Override
    Optional<String> violation(Subject subject, List<Step> program, long salt) {
        Set<Thread> before = threads();
        Bench bench;
        try {
            bench = powerOn(subject).run(program);
        } catch (DeviceFault fuzzed) {
            return Optional.empty();
        }
        Set<Thread> started = threads();
        started.removeAll(before);
        bench.unplug();
        if (!started.isEmpty()) {
            return Optional.of("it started the thread '" + started.iterator().next().getName() + "'");
        }
        return bench.probe().strangers().stream().findFirst().map(call -> "wires were used: " + call);
    }

    /** Those of the application; the virtual machine's own come and go as it likes. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getThreadGroup() == null || thread.getThreadGroup().getName().equals("system")
                || thread.getThreadGroup().getName().equals("InnocuousThreadGroup"));
        return threads;
    }
}
