package org.backplane.bus.core.internal.guard;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.machine.QuarantineDTO;

/** The circuit breakers of a machine's slots, and what is known of each misdeed. Any thread may list it. */
public final class Quarantine {
    private final Map<String, Breaker> breakers = new TreeMap<>();
    private final String machine;
    private final EventLog events;
    private final LongSupplier nanos;
    private final LongSupplier lastNanos;
    private final LongSupplier instruction;

    /**
     * Makes one in which every device behaves.
     *
     * @param nanos       the virtual time, for the machine thread
     * @param lastNanos   the virtual time at the last boundary, for other threads
     * @param instruction the guest instruction that is being executed, or -1
     */
    public Quarantine(String machine, EventLog events, LongSupplier nanos, LongSupplier lastNanos,
            LongSupplier instruction) {
        this.machine = machine;
        this.events = events;
        this.nanos = nanos;
        this.lastNanos = lastNanos;
        this.instruction = instruction;
    }

    private Breaker breaker(String pid) {
        return breakers.computeIfAbsent(pid, absent -> new Breaker());
    }

    /** Whether a misdeed that was refused goes unpunished this time; it is reported. Machine thread. */
    public boolean tolerates(String pid, String text) {
        boolean tolerated;
        synchronized (this) {
            tolerated = breaker(pid).tolerates(nanos.getAsLong());
        }
        if (tolerated) {
            events.report(pid, EventLog.FABRIC, text);
        }
        return tolerated;
    }

    /**
     * Opens the breaker of a slot and reports why. Machine thread.
     *
     * @param thrown what the device threw; {@code null} if it did not
     */
    public void open(Identity identity, Misdeed misdeed, String text, Throwable thrown, AccessHistory history) {
        QuarantineDTO report = report(identity, misdeed, text, thrown, history);
        long count;
        synchronized (this) {
            count = breaker(identity.pid()).open();
            breaker(identity.pid()).report(report);
        }
        events.report(identity.pid(), EventLog.FABRIC, Reports.line(report, count));
        tellOfTheHost(thrown);
    }

    /**
     * Remembers what a device threw where nothing is done about it, because it was not answering yet or is going; whoever
     * called it reports. Machine thread.
     */
    public void note(Identity identity, String text, Throwable thrown, AccessHistory history) {
        QuarantineDTO report = report(identity, Misdeed.THREW, text, thrown, history);
        synchronized (this) {
            report.state = Reports.WATCHED;
            breaker(identity.pid()).report(report);
        }
        tellOfTheHost(thrown);
    }

    /** A device could not be plugged in; {@code true} if it was on probation, so that the breaker is open now. Machine thread. */
    public synchronized boolean failedToReturn(String pid) {
        Breaker breaker = breakers.get(pid);
        return breaker != null && breaker.openUnlessProved(nanos.getAsLong());
    }

    private QuarantineDTO report(Identity identity, Misdeed misdeed, String text, Throwable thrown,
            AccessHistory history) {
        String[] trace = thrown == null ? new String[0] : Reports.trace(thrown);
        QuarantineDTO report = Reports.of(identity, misdeed, text, trace, history);
        report.nanos = nanos.getAsLong();
        report.instruction = instruction.getAsLong();
        return report;
    }

    /** Memory that is short is not the fault of whoever notices, so that is not the device's report alone. */
    private void tellOfTheHost(Throwable thrown) {
        if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
            events.report(machine, EventLog.HOST, "the Java machine is in trouble, other devices may be next: "
                    + OneLine.of(thrown));
        }
    }

    /** Remembers that a device does not return. From the watchdog's thread, while the machine thread hangs. */
    void hang(Identity identity, String text, StackTraceElement[] stack, AccessHistory history) {
        QuarantineDTO report = Reports.of(identity, Misdeed.HANG, text, Reports.trace(stack), history);
        report.state = Reports.WATCHED;
        report.nanos = lastNanos.getAsLong();
        report.instruction = instruction.getAsLong();
        synchronized (this) {
            breaker(identity.pid()).report(report);
        }
        events.reportFromOutside(identity.pid(), text, report.instruction);
    }

    /** The device of a slot is put back, or another one comes. Machine thread. */
    public synchronized void release(String pid) {
        Breaker breaker = breakers.get(pid);
        if (breaker != null) {
            breaker.release(nanos.getAsLong());
        }
    }

    /** The slot is not remembered any more. */
    public synchronized void forget(String pid) {
        breakers.remove(pid);
    }

    /** The last misdeed of each slot, by PID. Any thread. */
    public synchronized List<QuarantineDTO> list() {
        long now = lastNanos.getAsLong();
        return breakers.values().stream().map(breaker -> breaker.describe(now)).filter(Objects::nonNull).toList();
    }
}
