package org.backplane.display.web.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.role.Frame;

/**
 * Shows the screen to all viewers: a thread of its own asks the machine for the picture about 30 times a second while there
 * is a viewer, and sends each what has changed since the last picture that it took. One who is slow gets fewer pictures.
 */
final class ScreenFeed implements AutoCloseable {
    private static final long REFRESH_MILLIS = 33;

    /** One viewer, and what it has not seen. The feed's thread only, but for {@link #wantText}. */
    final class Viewer implements AutoCloseable {
        private final Outlet outlet;
        private final BitSet unseen = new BitSet();
        private boolean fresh = true;
        private volatile boolean textWanted;

        private Viewer(Outlet outlet) {
            this.outlet = outlet;
        }

        /** The viewer asks for the characters on the screen. Any thread. */
        void wantText() {
            textWanted = true;
        }

        /** Tiles of a larger picture than the present one are gone. */
        private void changed(BitSet changed) {
            unseen.or(fresh ? tiles.all() : changed);
            unseen.and(tiles.all());
            fresh = false;
        }

        private void serve() {
            if (textWanted && outlet.isFree()) {
                textWanted = false;
                outlet.send(guest.text());
            }
            if (!unseen.isEmpty() && outlet.isFree()) {
                outlet.send(PictureMessage.of(frame, tiles, unseen));
                unseen.clear();
            }
        }

        /** Any thread. */
        @Override
        public void close() {
            synchronized (viewers) {
                viewers.remove(this);
            }
        }
    }

    private final Guest guest;
    private final List<Viewer> viewers = new ArrayList<>();
    private final Frame frame = new Frame();
    private final Tiles tiles = new Tiles();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Threads.named("screen"));

    ScreenFeed(Guest guest) {
        this.guest = guest;
    }

    /** Starts its thread. */
    void start() {
        thread.scheduleWithFixedDelay(this::refresh, 0, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Somebody wants to see the screen. Any thread. */
    Viewer add(Outlet outlet) {
        Viewer viewer = new Viewer(outlet);
        synchronized (viewers) {
            viewers.add(viewer);
        }
        return viewer;
    }

    /** Looks at the screen once. The feed's thread only. */
    void refresh() {
        List<Viewer> present;
        synchronized (viewers) {
            present = List.copyOf(viewers);
        }
        if (present.isEmpty()) {
            return;
        }
        BitSet changed = guest.paint(frame) ? tiles.changed(frame) : new BitSet();
        present.forEach(viewer -> {
            viewer.changed(changed);
            viewer.serve();
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
