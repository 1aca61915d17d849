package org.backplane.display.web.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.backplane.bus.host.HostConsole;
import org.backplane.bus.host.HostConsoles;

/**
 * One viewer of a console. Output goes out as binary messages, one at a time; what a slow viewer has missed is told by a text
 * message, {@code missed N}, before the output that follows. Input is asked for when the device has taken what came before.
 */
final class ConsoleLink implements AutoCloseable {
    /** Output in one message. */
    private static final int CHUNK = 16 * 1024;

    private final HostConsole console;
    private final Outlet outlet;
    private final Runnable demand;
    private final Executor thread;
    private final byte[] chunk = new byte[CHUNK];
    /** What was typed and not taken yet. */
    private ByteBuffer typed = ByteBuffer.allocate(0);
    private boolean demanded;
    /** Whether work waits to be done: a device that writes byte by byte makes one piece of work of many. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    /**
     * Starts looking at a console.
     *
     * @param outlets makes the way to the viewer, from what is to be called when it is free again
     * @param demand  asks for the next input; {@link #type} follows
     * @param thread  where all work is done, in order
     */
    ConsoleLink(HostConsoles consoles, String name, Function<Runnable, Outlet> outlets, Runnable demand, Executor thread) {
        this.outlet = outlets.apply(this::changed);
        this.demand = demand;
        this.thread = thread;
        this.console = consoles.view(name, this::changed);
        changed();
    }

    /** There may be something to do. Any thread; nothing blocks. */
    void changed() {
        if (waiting.compareAndSet(false, true)) {
            thread.execute(this::work);
        }
    }

    /** The viewer types. Any thread. */
    void type(byte[] bytes) {
        thread.execute(() -> {
            typed = ByteBuffer.wrap(bytes);
            demanded = false;
            work();
        });
    }

    private void work() {
        waiting.set(false);
        if (outlet.isFree()) {
            int count = console.read(chunk);
            if (count > 0) {
                show(count);
            }
        }
        if (typed.hasRemaining()) {
            int taken = console.type(typed.array(), typed.position(), typed.remaining());
            typed.position(typed.position() + taken);
        }
        if (!typed.hasRemaining() && !demanded) {
            demanded = true;
            demand.run();
        }
    }

    private void show(int count) {
        if (console.missed() > 0) {
            outlet.send("missed " + console.missed());
        }
        outlet.send(ByteBuffer.wrap(Arrays.copyOf(chunk, count)));
    }

    @Override
    public void close() {
        console.close();
    }
}
