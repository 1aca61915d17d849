package org.backplane.bus.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakSentinelTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final List<String> reports = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private int collections;
    /** Its own thread looks every second, too, but its clock is behind the test's. */
    private final LeakSentinel sentinel = new LeakSentinel("main", 1_000_000, new Holders(loader -> others),
            this::collect, (pid, text) -> reports.add(pid + ": " + text));
    private final long farFuture = System.nanoTime() + TimeUnit.SECONDS.toNanos(2_000_000);
    private ClassLoader loader = new URLClassLoader(new URL[0], null);
    private boolean dead = true;
    private boolean certainly = true;

    private boolean collect() {
        collections++;
        return certainly;
    }

    @AfterEach
    void close() {
        sentinel.close();
    }

    private void watch() {
        sentinel.watch("com1", "uart 1.0.0", loader, Set.of("uart.Uart"), any -> dead);
    }

    /** After two runs of the collector. */
    private void lookUntilReported() {
        for (int look = 0; look < 3; look++) {
            sentinel.look(farFuture + look);
        }
    }

    @Test
    void nobodyIsBlamedIfTheCollectorMayNotHaveRun() {
        certainly = false;
        watch();
        for (int look = 0; look < 10; look++) {
            sentinel.look(farFuture + look);
        }

        assertThat(collections).isEqualTo(10);
        assertThat(reports).isEmpty();
    }

    @Test
    void theCollectorIsAskedForOneThatWasReportedTooAfterLongerAndLongerPauses() {
        watch();
        lookUntilReported();
        assertThat(collections).isEqualTo(3);
        long second = TimeUnit.SECONDS.toNanos(1);
        for (int look = 1; look <= 16; look++) {
            sentinel.look(farFuture + 2 + look * second);
        }

        assertThat(collections).as("after 1, 3, 7 and 15 seconds").isEqualTo(7);
        assertThat(reports).hasSize(1);
    }

    @Test
    void oneThatIsHeldIsReportedOnceAfterTheCollectorWasAsked() {
        others.add("the slot 'com1'");
        watch();
        sentinel.look(System.nanoTime());
        assertThat(collections).as("there is time").isZero();

        sentinel.look(farFuture);
        sentinel.look(farFuture + 1);
        assertThat(collections).isEqualTo(2);
        assertThat(reports).as("the collector has its chances").isEmpty();
        sentinel.look(farFuture + 2);
        sentinel.look(farFuture + 3);

        assertThat(reports).singleElement().asString().matches("com1: uart 1\\.0\\.0 is gone, but its classes can still "
                + "be reached after \\d+ s: held by the slot 'com1'");
    }

    @Test
    void aThreadThatHasItAsContextIsNamed() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }, "uart-poller");
        thread.setContextClassLoader(loader);
        thread.start();
        watch();
        lookUntilReported();
        end.countDown();
        thread.join();

        assertThat(reports).singleElement().asString()
                .endsWith("held by the thread 'uart-poller', whose context class loader it is");
    }

    @Test
    void aThreadThatRunsItsClassesIsNamed() {
        sentinel.watch("com1", "uart 1.0.0", loader, Set.of(LeakSentinelTest.class.getName()), any -> dead);
        lookUntilReported();

        assertThat(reports).singleElement().asString().contains("held by the thread '" + Thread.currentThread().getName()
                + "', which is in ");
    }

    @Test
    void whoHoldsItIsNotAlwaysFound() {
        watch();
        lookUntilReported();

        assertThat(reports).singleElement().asString().contains("no holder was found");
    }

    @Test
    void aBundleThatHasOnlyStoppedIsNotReported() {
        dead = false;
        watch();
        sentinel.look(farFuture);
        dead = true;
        sentinel.look(farFuture + 1);
        sentinel.look(farFuture + 2);

        assertThat(reports).isEmpty();
        assertThat(collections).isZero();
    }

    @Test
    void oneThatIsCollectedIsForgottenAndThatIsSaidIfItWasReported() throws InterruptedException {
        watch();
        lookUntilReported();
        reports.clear();
        loader = null;
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (sentinel.look(farFuture + 2) && System.nanoTime() < giveUp) {
            System.gc();
            Thread.sleep(1);
        }

        assertThat(reports).containsExactly("com1: uart 1.0.0 has been collected after all");
    }
}
