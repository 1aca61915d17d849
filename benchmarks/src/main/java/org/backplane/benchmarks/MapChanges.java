package org.backplane.benchmarks;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.core.internal.Registration;

/**
 * Changes the map from another thread, as the OSGi side of a machine does: a card with a range comes, and at the next
 * turn goes.
 */
final class MapChanges implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Bench bench;
    private final Map<String, ?> properties;
    private final long before;
    private Registration card;

    /**
     * Starts to change the map.
     *
     * @param perSecond  how often; 0 for never
     * @param properties what the card declares
     */
    MapChanges(Bench bench, int perSecond, Map<String, ?> properties) {
        this.bench = bench;
        this.properties = properties;
        this.before = bench.machine.status().mapGeneration;
        if (perSecond > 0) {
            long periodMicros = TimeUnit.SECONDS.toMicros(1) / perSecond;
            executor.scheduleAtFixedRate(this::change, periodMicros, periodMicros, TimeUnit.MICROSECONDS);
        }
    }

    private void change() {
        if (card == null) {
            card = bench.insert("changing", Cards.device(0), properties);
        } else {
            card.remove();
            card = null;
        }
    }

    /** How many changes of the map there have been. */
    long count() {
        return bench.machine.status().mapGeneration - before;
    }

    /** Leaves the map as it was. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (card != null) {
            card.remove();
        }
    }
}
