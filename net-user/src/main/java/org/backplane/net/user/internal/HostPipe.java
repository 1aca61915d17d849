package org.backplane.net.user.internal;

import java.io.IOException;

/** What is on its way between a connection with the guest and the host's: a bounded buffer for each direction, and their ends. */
final class HostPipe {
    final Ring toGuest = new Ring();
    final Ring toHost = new Ring();
    private final HostEnd host;
    private boolean hostFinished;
    private boolean finish;

    HostPipe(HostEnd host) {
        this.host = host;
    }

    /** Whether everything that the host sends is in the buffer or has passed it. */
    boolean hostFinished() {
        return hostFinished;
    }

    /** The guest sends no more: the host is told when it has taken what is in the buffer. */
    void guestFinished() {
        finish = true;
    }

    /** Whether the host has taken everything. */
    boolean isDrained() {
        return toHost.size() == 0;
    }

    /** Moves what the host has, if that is wanted, and what it takes. */
    void move(boolean read) throws IOException {
        while (read && !hostFinished && toGuest.room() > 0) {
            int length = host.read(toGuest.free());
            if (length == 0) {
                break;
            }
            hostFinished = length < 0;
            toGuest.added(Math.max(0, length));
        }
        write();
    }

    private void write() throws IOException {
        while (toHost.size() > 0) {
            int written = host.write(toHost.filled());
            if (written == 0) {
                return;
            }
            toHost.drop(written);
        }
        if (finish) {
            finish = false;
            host.finish();
        }
    }

    /** Asks the host to tell when there is more to move. */
    void want(boolean read) {
        host.want(read && !hostFinished && toGuest.room() > 0, toHost.size() > 0);
    }
}
