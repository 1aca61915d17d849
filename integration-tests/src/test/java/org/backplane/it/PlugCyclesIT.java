package org.backplane.it;

import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.backplane.bus.machine.Machine;
import org.backplane.it.probe.ProbeDevice;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A device bundle is installed, started and uninstalled 2,000 times in one process under a polling guest: heap and metaspace
 * stay flat. {@code -Dplug.rounds=10000} does it ten thousand times, against the same bounds.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlugCyclesIT {
    private static final int ROUNDS = Integer.getInteger("plug.rounds", 2_000);
    /** Rounds until everything that is kept for good is there: the framework's caches, bounded lists, compiled code. */
    private static final int FIRST = ROUNDS / 5;
    /** A class loader with one device takes 20 KB or more of metaspace: a leak in every hundredth round exceeds this. */
    private static final long MOST_GROWTH_BYTES = 2 << 20;
    /** A bundle that stays takes 7 KB of heap or more: a leak in every fifth of the 1,600 rounds exceeds this. */
    private static final long MOST_HEAP_GROWTH_BYTES = 2 << 20;
    private static final long PATIENCE_MILLIS = 60_000;

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        ProbeBuilder.buildAll();
        return Container.options();
    }

    @Test
    public void heapAndMetaspaceStayFlat() throws Exception {
        PollingGuest guest = new PollingGuest(machine);
        configurations.getConfiguration("org.backplane.firmware.rom", "?").update(new Hashtable<>(Map.of("image",
                PollingGuest.rom(Path.of("target", "cycles.rom")).toAbsolutePath().toString())));
        guest.awaitMapped();
        guest.clear();
        machine.powerOn();
        guest.awaitRounds(1);
        cycle(FIRST);
        long heap = heap();
        long metaspace = metaspace();
        cycle(ROUNDS - FIRST);
        long heapGrowth = heap() - heap;
        long metaspaceGrowth = metaspace() - metaspace;
        System.out.printf("%d rounds: heap %+d KB, metaspace %+d KB in the last %d%n", ROUNDS, heapGrowth >> 10,
                metaspaceGrowth >> 10, ROUNDS - FIRST);
        assertTrue("heap grew by " + heapGrowth, heapGrowth < MOST_HEAP_GROWTH_BYTES);
        assertTrue("metaspace grew by " + metaspaceGrowth, metaspaceGrowth < MOST_GROWTH_BYTES);
        assertTrue("the guest still runs: " + machine.status(), machine.state() == Machine.State.RUNNING);
        assertTrue("both answers were seen", guest.counts(PollingGuest.FIRST_PORT).keySet().containsAll(Set.of(0xA1, 0xFF)));
    }

    private void cycle(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Bundle probe = context.installBundle("probe", ProbeBundle.stream(1));
            probe.start();
            awaitLive();
            probe.uninstall();
        }
    }

    private void awaitLive() throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (machine.slots().stream().noneMatch(slot -> slot.pid.equals(ProbeDevice.PID) && slot.state.equals("live"))) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("the probe does not become live: " + machine.slots());
            }
            Thread.onSpinWait();
        }
    }

    private long heap() throws InterruptedException {
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
        collect();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().contains("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    /**
     * Several times, as class loaders are released in one collection and what they held in the next; long enough for the leak
     * sentinel, which looks once a second, to drop what it knew of those that are gone.
     */
    private static void collect() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(1_000);
        }
    }
}
