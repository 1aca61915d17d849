package org.backplane.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The shell on a terminal, with line editing, history and completion. Ctrl-D ends it, and the machine with it. */
final class TerminalConsole implements AutoCloseable {
    private final Terminal terminal;
    private final CommandLoop loop;
    private volatile boolean closed;

    TerminalConsole(CommandProcessor processor, BooleanSupplier ready, Runnable atEnd) throws IOException {
        terminal = TerminalBuilder.builder().system(true).build();
        loop = new CommandLoop(processor, ready, terminal.input(), new PrintStream(terminal.output(), true));
        Thread thread = new Thread(() -> run(atEnd), "backplane-shell");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable atEnd) {
        LineReader reader = LineReaderBuilder.builder().terminal(terminal)
                .completer(new StringsCompleter(loop::commands)).build();
        try {
            loop.run(() -> read(reader));
        } catch (IOException e) {
            System.err.println("backplane: the shell's input ended: " + e.getMessage());
        }
        if (!closed) {
            atEnd.run();
        }
    }

    private static String read(LineReader reader) {
        try {
            return reader.readLine(CommandLoop.prompt());
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        loop.close();
        terminal.close();
    }
}
