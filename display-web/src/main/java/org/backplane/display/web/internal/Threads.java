package org.backplane.display.web.internal;

import java.util.concurrent.ThreadFactory;

/** The threads of this bundle: daemons with a name that says whose they are. */
final class Threads {
    static final String PREFIX = "backplane-display-web-";

    private Threads() {
    }

    static ThreadFactory named(String role) {
        return task -> {
            Thread thread = new Thread(task, PREFIX + role);
            thread.setDaemon(true);
            return thread;
        };
    }
}
