package org.backplane.shell.internal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandProcessor;

/** The shell on a pipe: a script, say. It ends with its input, and the machine with it. */
final class PipeConsole implements AutoCloseable {
    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final CommandLoop loop;
    private volatile boolean closed;

    PipeConsole(CommandProcessor processor, BooleanSupplier ready, Runnable atEnd) {
        // Not System.out: Gogo puts a stream in its place that writes to the session's output, which would be itself.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        loop = new CommandLoop(processor, ready, in, out);
        Thread thread = new Thread(() -> run(atEnd), "backplane-shell");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable atEnd) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            loop.run(lines::readLine);
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
