package org.backplane.operator.internal;

import java.util.Locale;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Prints warnings and errors of the log to the standard error stream, a line each: without it a component whose
 * constructor throws is silently absent. The system property {@code backplane.log} ({@code debug}, {@code info}) shows more.
 */
@Component(service = LogPrinter.class, immediate = true)
public final class LogPrinter implements LogListener {
    private final LogReaderService log;
    private final LogLevel least;

    /**
     * Made by Declarative Services.
     *
     * @param log where the entries come from
     */
    @Activate
    public LogPrinter(@Reference LogReaderService log) {
        this.log = log;
        this.least = LogLevel.valueOf(System.getProperty("backplane.log", "warn").toUpperCase(Locale.ROOT));
        log.addLogListener(this);
    }

    @Deactivate
    void deactivate() {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        if (!least.implies(entry.getLogLevel())) {
            return;
        }
        String level = entry.getLogLevel().name().toLowerCase(Locale.ROOT);
        Throwable cause = entry.getException();
        System.err.println("backplane: " + level + ": " + entry.getBundle().getSymbolicName() + ": "
                + firstLine(entry.getMessage()) + (cause == null ? "" : " (" + firstLine(root(cause).toString()) + ")"));
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
