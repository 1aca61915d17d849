package org.backplane.host.io.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads an input that cannot be closed or interrupted: standard input. A thread that waits in {@code read} could not be
 * stopped, and would keep this bundle's classes alive until somebody presses a key; this one asks what is there, and
 * sleeps if there is nothing. The end of the input looks like silence to it, and means no more than that.
 */
final class InputPump implements Runnable {
    private static final int CHUNK = 1024;
    private static final int POLL_MILLIS = 10;

    private final String name;
    private final InputStream input;
    private final InputGate gate;
    private final Consumer<String> log;
    private boolean resumed;
    private boolean finishing;

    InputPump(String name, InputStream input, InputGate gate, Consumer<String> log) {
        this.name = name;
        this.input = input;
        this.gate = gate;
        this.log = log;
    }

    synchronized void resume() {
        resumed = true;
        notifyAll();
    }

    /** Lets {@link #run} end. */
    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    @Override
    public void run() {
        gate.peer(true);
        byte[] chunk = new byte[CHUNK];
        try {
            while (!finishing()) {
                int ready = Math.min(input.available(), chunk.length);
                if (ready > 0) {
                    deliver(chunk, input.read(chunk, 0, ready));
                } else {
                    pause();
                }
            }
        } catch (IOException failure) {
            log.accept(name + ": no more input: " + failure.getMessage());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean finishing() {
        return finishing;
    }

    private synchronized void pause() throws InterruptedException {
        if (!finishing) {
            wait(POLL_MILLIS);
        }
    }

    private void deliver(byte[] chunk, int count) throws InterruptedException {
        int offered = 0;
        while (offered < count) {
            synchronized (this) {
                resumed = false;
            }
            offered += gate.offer(chunk, offered, count - offered);
            if (offered < count && !awaitResume()) {
                return;
            }
        }
    }

    private synchronized boolean awaitResume() throws InterruptedException {
        while (!resumed && !finishing) {
            wait();
        }
        return !finishing;
    }
}
