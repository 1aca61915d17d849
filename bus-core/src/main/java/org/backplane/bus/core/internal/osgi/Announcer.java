package org.backplane.bus.core.internal.osgi;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.backplane.bus.core.internal.event.Journal;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.machine.EventDTO;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.ComponentInstance;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Tells the service registry and the log what happens in a machine, on a thread of its own: the machine thread only
 * leaves word here and waits for nobody. The registry follows the map and may skip what lasted only a moment.
 */
final class Announcer implements Journal {
    private static final int MOST_LINES = 1024;
    private static final long END_LIMIT_SECONDS = 3;

    private final ComponentFactory<LiveRangeComponent> services;
    private final Queue<Consumer<Logger>> lines = new ArrayBlockingQueue<>(MOST_LINES);
    private final AtomicReference<LoggerFactory> log = new AtomicReference<>();
    private final AtomicLong lost = new AtomicLong();
    private final Semaphore news = new Semaphore(0);
    private final Map<Mapping, ComponentInstance<LiveRangeComponent>> announced = new IdentityHashMap<>();
    private Thread thread;
    private volatile boolean mapChanged;
    private volatile boolean closing;

    Announcer(ComponentFactory<LiveRangeComponent> services) {
        this.services = services;
    }

    /** Starts to announce what a machine's live ranges are. */
    void start(String machine, Supplier<List<Mapping>> liveRanges) {
        thread = new Thread(() -> run(liveRanges), "backplane-" + machine + "-announcer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Withdraws everything and ends. */
    void close() {
        closing = true;
        news.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_LIMIT_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where lines go from now on; without a log they are dropped. */
    void logTo(LoggerFactory factory) {
        log.set(factory);
    }

    /** A log goes. Another one may have taken its place before. */
    void logNoMoreTo(LoggerFactory factory) {
        log.compareAndSet(factory, null);
    }

    @Override
    public void reported(EventDTO event) {
        line(logger -> logger.warn("{}: {} ({})", event.pid, event.text, event.kind));
    }

    @Override
    public void noted(EventDTO event) {
        line(logger -> logger.info("{}: {}", event.pid, event.text));
    }

    @Override
    public void slotChanged(String pid, String state, String reason) {
        line(logger -> logger.info("slot {} is {}{}", pid, state, reason.isEmpty() ? "" : ": " + reason));
    }

    @Override
    public void mapChanged() {
        mapChanged = true;
        news.release();
    }

    private void line(Consumer<Logger> line) {
        if (!lines.offer(line)) {
            lost.incrementAndGet();
        }
        news.release();
    }

    private void run(Supplier<List<Mapping>> liveRanges) {
        while (!closing) {
            news.acquireUninterruptibly();
            news.drainPermits();
            writeLines();
            if (mapChanged) {
                mapChanged = false;
                announce(liveRanges.get());
            }
        }
        announce(List.of());
        writeLines();
    }

    private void writeLines() {
        for (Consumer<Logger> line = lines.poll(); line != null; line = lines.poll()) {
            LoggerFactory factory = log.get();
            if (factory != null) {
                line.accept(factory.getLogger(MachineComponent.class));
            }
        }
        long dropped = lost.getAndSet(0);
        if (dropped > 0) {
            line(logger -> logger.warn("{} lines were too many for the log", dropped));
        }
    }

    private void announce(List<Mapping> live) {
        Set<Mapping> gone = new HashSet<>(announced.keySet());
        live.forEach(gone::remove);
        gone.forEach(range -> announced.remove(range).dispose());
        for (Mapping range : live) {
            if (!announced.containsKey(range) && !closing) {
                announce(range);
            }
        }
    }

    private void announce(Mapping range) {
        try {
            announced.put(range, services.newInstance(LiveRangeComponent.properties(range)));
        } catch (ComponentException refused) {
            line(logger -> logger.error("a live range of {} could not be announced", range.describe().pid, refused));
        }
    }
}
