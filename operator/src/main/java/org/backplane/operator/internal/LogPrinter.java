package org.backplane.operator.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Prints warnings and errors of the log, a line each: without it a component whose constructor throws is silently absent.
 * Until the machine is powered on they are held back, because what keeps it from starting is said in one line. The system
 * property {@code backplane.log} ({@code debug}, {@code info}) shows more.
 */
final class LogPrinter implements LogListener, AutoCloseable {
    private final LogReaderService log;
    private final LogLevel least;
    private final Consumer<String> out;
    private final Set<Long> seen = new HashSet<>();
    private List<LogEntry> held = new ArrayList<>();
    private boolean mute;

    /**
     * Starts listening; what was logged before counts too.
     *
     * @param log   where the entries come from
     * @param least the lowest level that is printed
     * @param out   takes the lines
     */
    LogPrinter(LogReaderService log, LogLevel least, Consumer<String> out) {
        this.log = log;
        this.least = least;
        this.out = out;
        log.addLogListener(this);
        List<LogEntry> history = Collections.list(log.getLog());
        Collections.reverse(history);
        history.forEach(this::logged);
    }

    /** The level that the user wants to see. */
    static LogLevel least() {
        return LogLevel.valueOf(System.getProperty("backplane.log", "warn").toUpperCase(Locale.ROOT));
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        if (mute || !least.implies(entry.getLogLevel())) {
            return;
        }
        if (held == null) {
            out.accept(line(entry));
        } else if (seen.add(entry.getSequence())) {
            held.add(entry);
        }
    }

    /** Prints what was held back, and from now on everything at once. */
    synchronized void release() {
        held.forEach(entry -> out.accept(line(entry)));
        held = null;
        seen.clear();
    }

    /** Prints nothing any more; gives the first error among what was held back. */
    synchronized Optional<String> discard() {
        mute = true;
        return held.stream().filter(entry -> entry.getLogLevel() == LogLevel.ERROR).map(LogPrinter::text).findFirst();
    }

    private static String line(LogEntry entry) {
        return entry.getLogLevel().name().toLowerCase(Locale.ROOT) + ": " + text(entry);
    }

    private static String text(LogEntry entry) {
        Throwable cause = entry.getException();
        return entry.getBundle().getSymbolicName() + ": " + Reason.firstLine(entry.getMessage())
                + (cause == null ? "" : " (" + Reason.firstLine(root(cause).toString()) + ")");
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() {
        log.removeLogListener(this);
    }
}
