package org.backplane.device.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.backplane.bus.Wires;

/** Statics and threads: what no device may have, so that the kit can find it. */
final class Crimes {
    private static final int LEAK_BYTES = 0x10000;

    private static final List<Object> KEPT = new ArrayList<>();
    private static long shared;
    private static boolean closed;
    private static CountDownLatch left = new CountDownLatch(1);

    private Crimes() {
    }

    static void plugged(Mutation mutation, Wires wires) {
        shared = 0;
        closed = false;
        if (mutation == Mutation.ANOTHER_THREAD_USES_THE_WIRES) {
            useElsewhere(wires);
        }
        if (mutation == Mutation.A_THREAD_IS_LEFT) {
            leaveAThread();
        }
    }

    private static void useElsewhere(Wires wires) {
        Thread other = new Thread(() -> wires.events().host("from elsewhere"), "elsewhere");
        other.setUncaughtExceptionHandler((thread, refused) -> { });
        other.start();
        join(other);
    }

    /** One at a time: the one that was left before goes. */
    private static void leaveAThread() {
        left.countDown();
        CountDownLatch next = new CountDownLatch(1);
        left = next;
        Thread lingering = new Thread(() -> {
            try {
                next.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }, "lingering");
        lingering.setDaemon(true);
        lingering.start();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    static void written(Mutation mutation) {
        shared += mutation == Mutation.CARDS_SHARE_A_STATIC ? 1 : 0;
    }

    static long shared() {
        return closed ? 0xdead : shared;
    }

    static void handedOver(Mutation mutation) {
        closed = mutation == Mutation.HAND_OVER_CLOSES_WHAT_THE_NEXT_NEEDS;
    }

    static void unplugged(Mutation mutation, SampleCard card) {
        if (mutation == Mutation.CARDS_STAY_REACHABLE) {
            KEPT.add(card);
        }
        if (mutation == Mutation.MEMORY_STAYS_REACHABLE) {
            KEPT.add(new byte[LEAK_BYTES]);
        }
    }

    /** Forgets what was leaked, for the next test. */
    static void forget() {
        KEPT.clear();
        left.countDown();
    }
}
