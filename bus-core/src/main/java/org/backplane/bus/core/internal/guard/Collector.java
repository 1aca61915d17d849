package org.backplane.bus.core.internal.guard;

import java.lang.ref.WeakReference;

/** The garbage collector of this process. */
public final class Collector {
    private Collector() {
    }

    /**
     * Asks it to run, and waits.
     *
     * @return whether it certainly has: a user may have switched such requests off ({@code -XX:+DisableExplicitGC})
     */
    public static boolean run() {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        System.gc();
        return canary.refersTo(null);
    }
}
