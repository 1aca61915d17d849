package org.backplane.host.io.internal;

import java.io.InputStream;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.bus.host.HostConsole;

/** A console: what was written to it last, who looks at it, and what was typed and the device has not taken yet. */
final class Console {
    /** As much as a few thousand lines. */
    static final int KEPT_BYTES = 256 * 1024;
    static final int TYPED_BYTES = 4096;

    private final Scrollback output = new Scrollback(KEPT_BYTES);
    private final Collection<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final ByteRing typed = new ByteRing(TYPED_BYTES);
    private boolean connected;

    /** A device writes; it never waits. */
    void write(byte[] bytes, int offset, int length) {
        output.put(bytes, offset, length);
        viewers.forEach(viewer -> viewer.changed.run());
    }

    HostConsole view(Runnable changed) {
        Viewer viewer = new Viewer(changed);
        viewers.add(viewer);
        return viewer;
    }

    /** Whether a device is at the other end. What was typed for the last one is not for the next. */
    synchronized void connected(boolean present) {
        connected = present;
        typed.clear();
    }

    private synchronized int type(byte[] bytes, int offset, int length) {
        return connected ? typed.put(bytes, offset, length) : length;
    }

    private synchronized int available() {
        return typed.size();
    }

    /** Takes what was typed; {@code into} is not larger than what is available. */
    private int take(byte[] into) {
        int count;
        synchronized (this) {
            count = typed.peek(into);
            typed.skip(count);
        }
        viewers.forEach(viewer -> viewer.changed.run());
        return count;
    }

    /** What viewers type, in the order in which it came. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int available() {
                return Console.this.available();
            }

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                byte[] taken = new byte[length];
                int count = take(taken);
                System.arraycopy(taken, 0, into, offset, count);
                return count;
            }
        };
    }

    /** Where one viewer is in the output. */
    private final class Viewer implements HostConsole {
        private final Runnable changed;
        private long position;
        private long missed;

        private Viewer(Runnable changed) {
            this.changed = changed;
            this.position = output.kept(0);
        }

        @Override
        public int read(byte[] into) {
            missed = 0;
            int count = output.read(position, into);
            for (long kept = output.kept(position); count == 0 && kept > position; kept = output.kept(position)) {
                missed += kept - position;
                position = kept;
                count = output.read(position, into);
            }
            position += count;
            return count;
        }

        @Override
        public long missed() {
            return missed;
        }

        @Override
        public int type(byte[] bytes, int offset, int length) {
            return Console.this.type(bytes, offset, length);
        }

        @Override
        public void close() {
            viewers.remove(this);
        }
    }
}
