package org.backplane.bus.testkit;

/** Tells for all handles of a slot whether a call comes from the machine thread and the slot still has its card. */
final class MachineThread {
    private final Thread owner = Thread.currentThread();
    private volatile boolean away;
    private volatile boolean revoked;

    /** Says whether the call has an effect; a call from outside the machine thread is an error of the device. */
    boolean check() {
        if (Thread.currentThread() != owner || away) {
            throw new AssertionError("a call that belongs to the machine thread was made outside of it");
        }
        return !revoked;
    }

    boolean live() {
        return !revoked;
    }

    void revoke() {
        revoked = true;
    }

    void away(Runnable work) {
        boolean before = away;
        away = true;
        try {
            work.run();
        } finally {
            away = before;
        }
    }
}
