package org.backplane.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Reads lines, executes them as Gogo commands, and prints what they give, or one line of what went wrong. */
final class CommandLoop implements AutoCloseable {
    /** Gives the next line; {@code null} at the end. */
    interface Lines {
        String next() throws IOException;
    }

    /** Gogo's variable that holds the commands. */
    private static final String COMMANDS = ".commands";
    private static final String PROMPT = "pc> ";

    private static final long POLL_MILLIS = 10;

    private final CommandSession session;
    private final PrintStream out;
    private final BooleanSupplier ready;
    private volatile boolean closed;

    /**
     * Opens a session.
     *
     * @param ready whether commands make sense yet; the loop waits for that before it asks for the first line
     */
    CommandLoop(CommandProcessor processor, BooleanSupplier ready, InputStream in, PrintStream out) {
        this.out = out;
        this.ready = ready;
        session = processor.createSession(in, out, out);
        // pc:devices may be typed as devices; the other scopes follow.
        session.put("SCOPE", "pc:felix:*");
    }

    static String prompt() {
        return PROMPT;
    }

    /** The names of all commands that there are at this moment, with and without their scope. */
    Set<String> commands() {
        Set<String> names = new TreeSet<>();
        for (Object name : (Iterable<?>) session.get(COMMANDS)) {
            names.add(name.toString());
            names.add(name.toString().substring(name.toString().indexOf(':') + 1));
        }
        return names;
    }

    /** Executes lines until there are none, or one says {@code exit}. */
    void run(Lines lines) throws IOException {
        awaitReady();
        for (String line = lines.next(); line != null && !line.trim().equals("exit"); line = lines.next()) {
            execute(line.trim());
        }
    }

    private void awaitReady() {
        try {
            while (!ready.getAsBoolean() && !closed) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        try {
            Object result = session.execute(line);
            // A truth value is how commands such as grep say that they have done their work.
            if (result != null && !(result instanceof Boolean)) {
                out.println(session.format(result, Converter.INSPECT));
            }
        } catch (InterruptedException e) {
            // The process ends, which is what the command wanted.
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Whatever a command throws is an answer to its user, and the next command may do better.
            out.println(reason(e));
        }
        out.flush();
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse("").replaceFirst("^.*Exception: ", "");
    }

    @Override
    public void close() {
        closed = true;
        session.close();
    }
}
