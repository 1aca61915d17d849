package org.backplane.host.io.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes to an output that may block, on a thread of its own, so that whoever gives it bytes never waits. */
final class OutputPump implements Runnable {
    private static final int CAPACITY = 64 * 1024;
    private static final int BATCH = 8 * 1024;

    private final String name;
    private final OutputStream output;
    private final InputGate gate;
    private final Consumer<String> log;
    private final ByteRing ring = new ByteRing(CAPACITY);
    private boolean refused;
    private boolean forgetting;
    private boolean finishing;

    /**
     * Makes a pump; {@link #run} is the thread's work.
     *
     * @param name   the stream's name, for the log
     * @param output where the bytes go; closed at the end
     * @param gate   hears when there is room again
     * @param log    takes one line if the output fails
     */
    OutputPump(String name, OutputStream output, InputGate gate, Consumer<String> log) {
        this.name = name;
        this.output = output;
        this.gate = gate;
        this.log = log;
    }

    synchronized int write(byte[] bytes, int offset, int length) {
        if (forgetting || finishing) {
            return length;
        }
        int taken = ring.put(bytes, offset, length);
        refused |= taken < length;
        notifyAll();
        return taken;
    }

    /** Lets {@link #run} end when everything is written. */
    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    @Override
    public void run() {
        try (output) {
            byte[] batch = new byte[BATCH];
            for (int count = next(batch); count > 0; count = next(batch)) {
                output.write(batch, 0, count);
                output.flush();
            }
        } catch (IOException failure) {
            log.accept(name + ": output is lost from here on: " + failure.getMessage());
            forget();
        } catch (InterruptedException impatient) {
            log.accept(name + ": output is lost, the host did not take it in time");
            forget();
        }
    }

    /** Waits for bytes and takes them; 0 if there will be no more. */
    private int next(byte[] batch) throws InterruptedException {
        int count;
        boolean room;
        synchronized (this) {
            while (ring.isEmpty() && !finishing) {
                wait();
            }
            count = ring.peek(batch);
            ring.skip(count);
            room = refused && ring.hasRoom();
            refused &= !room;
        }
        if (room) {
            gate.writable();
        }
        return count;
    }

    /** A broken output takes everything, or the guest would wait for it forever. */
    private void forget() {
        boolean room;
        synchronized (this) {
            forgetting = true;
            ring.clear();
            room = refused;
            refused = false;
        }
        if (room) {
            gate.writable();
        }
    }
}
