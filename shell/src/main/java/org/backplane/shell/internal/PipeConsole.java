package org.backplane.shell.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;

/** The shell on a pipe: a script, say. It ends with its input, and the machine with it. */
final class PipeConsole implements AutoCloseable {
    private final CommandLoop loop;
    private volatile boolean closed;

    PipeConsole(CommandProcessor processor, Runnable atEnd) {
        loop = new CommandLoop(processor, System.in, System.out);
        Thread thread = new Thread(() -> run(atEnd), "backplane-shell");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable atEnd) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            loop.run(in::readLine);
        } catch (IOException e) {
            System.err.println("backplane: the shell's input ended: " + e.getMessage());
        }
        if (!closed) {
            atEnd.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        loop.close();
    }
}
