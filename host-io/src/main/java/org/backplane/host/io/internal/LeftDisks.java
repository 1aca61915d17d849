package org.backplane.host.io.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Disks whose user has gone and left them open for the next one of the same name. Of several that are alike, two drives with
 * the same image say, the one that was left first is taken first. Any thread.
 */
final class LeftDisks {
    private final long patienceNanos;
    private final List<Left> left = new ArrayList<>();

    /** A disk that was left; no two of them are equal, even if one disk is left twice. */
    private static final class Left {
        private final OpenDisk disk;
        private final String user;

        Left(OpenDisk disk, String user) {
            this.disk = disk;
            this.user = user;
        }
    }

    /**
     * Makes a place for them.
     *
     * @param patienceNanos how long one of them waits before it is closed
     */
    LeftDisks(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    void leave(OpenDisk disk, String user) {
        Left entry = new Left(disk, user);
        synchronized (this) {
            left.add(entry);
        }
        Thread thread = new Thread(() -> await(entry), "host-io " + disk.name() + " next user");
        thread.setDaemon(true);
        thread.start();
    }

    private void await(Left entry) {
        if (expires(entry)) {
            entry.disk.close();
        }
    }

    /** Waits until somebody has taken it; says whether nobody has, and that it is to be closed. */
    private synchronized boolean expires(Left entry) {
        long deadlineNanos = System.nanoTime() + patienceNanos;
        long leftMillis = patienceNanos / 1_000_000;
        try {
            while (left.contains(entry) && leftMillis > 0) {
                wait(leftMillis);
                leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        return left.remove(entry);
    }

    /** The disk that was left first under this name for this user, which is his from now on. */
    synchronized Optional<OpenDisk> take(String name, String user) {
        for (Iterator<Left> each = left.iterator(); each.hasNext();) {
            Left entry = each.next();
            if (entry.disk.name().equals(name) && entry.user.equals(user)) {
                each.remove();
                notifyAll();
                return Optional.of(entry.disk);
            }
        }
        return Optional.empty();
    }

    /** Nobody comes any more. */
    void closeAll() {
        List<Left> all;
        synchronized (this) {
            all = List.copyOf(left);
            left.clear();
            notifyAll();
        }
        all.forEach(entry -> entry.disk.close());
    }
}
