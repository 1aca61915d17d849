package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Hashtable;
import java.util.Map;
import javax.inject.Inject;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SwapDTO;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A device's bundle is replaced while a guest works with the device without pause, and nothing is lost: by updates in place,
 * side by side, and by a revision that fails when it is to go on with the state; with each of the {@link Engines}.
 * {@code -Dswap.rounds=1000} updates a thousand times, a third of that when the processor translates. The tests are methods of the class at hand: Pax Exam confuses those that several classes inherit.
 */
public abstract class SwapScenario {
    private static final int ROUNDS = Integer.getInteger("swap.rounds", 50);
    private static final int SIDE_BY_SIDE_ROUNDS = 20;
    private static final int FEWER = 3;
    private static final String ROM = "org.backplane.firmware.rom";

    /** Public for JUnit. */
    @Rule
    public final Engines engines = new Engines();

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private final Revisions revisions;
    private final String pid;
    private final int step;
    private WorkingGuest guest;
    private Bundle device;
    private SwapWatch watch;

    /**
     * Names what is replaced.
     *
     * @param step how much the guest gets done between two replacements
     */
    SwapScenario(Revisions revisions, String pid, int step) {
        this.revisions = revisions;
        this.pid = pid;
        this.step = step;
    }

    /** The guest that works with the device. */
    abstract WorkingGuest guest(Machine on) throws Exception;

    /** The device's properties, beside {@code bus.grace}. */
    abstract Map<String, Object> properties() throws Exception;

    /** The device answers; the guest is about to start. */
    void prepare() throws Exception {
    }

    /** Looks at what the guest cannot see itself; it stands. */
    void assertNothingIsLost() throws Exception {
    }

    @Before
    public final void letTheGuestWork() throws Exception {
        engines.plug(machine, configurations);
        guest = guest(machine);
        watch = new SwapWatch(machine, pid);
        Map<String, Object> properties = new Hashtable<>(properties());
        properties.put("bus.grace", "8000");
        configure(pid, properties);
        device = context.installBundle("device", revisions.stream(1));
        device.start();
        if (!guest.isMapped()) {
            configure(ROM, Map.of("image", guest.rom().toAbsolutePath().toString()));
        }
        watch.await("the guest's program", guest::isMapped);
        watch.awaitLive();
        watch.await("memory", () -> machine.slots().stream().anyMatch(
                slot -> slot.pid.equals("org.backplane.device.ram") && slot.state.equals("live")));
        guest.clear();
        machine.powerOn();
        prepare();
        guest.work(true);
        guest.awaitDone(step);
    }

    @After
    public final void takeTheDeviceOut() throws Exception {
        machine.powerOff(0);
        device.uninstall();
        end();
    }

    /** The test is over. */
    void end() throws Exception {
    }

    final void configure(String which, Map<String, Object> properties) throws Exception {
        configurations.getConfiguration(which, "?").update(new Hashtable<>(properties));
    }

    final Machine machine() {
        return machine;
    }

    final SwapWatch watch() {
        return watch;
    }

    final Bundle device() {
        return device;
    }

    private void stopAndLook() throws Exception {
        guest.awaitDone(2L * step);
        guest.work(false);
        guest.awaitStanding();
        assertNothingIsLost();
        assertEquals("what the guest has found wrong", 0, guest.wrong());
        engines.assertUsed(machine);
    }

    private int rounds(int all) {
        return engines.isTranslator() ? Math.max(1, all / FEWER) : all;
    }

    final void updateUnderTheGuest() throws Exception {
        int rounds = rounds(ROUNDS);
        for (int round = 1; round <= rounds; round++) {
            device.update(revisions.stream(1 + round % 2));
            watch.awaitSwap(round);
            guest.awaitDone(step);
            assertEquals("round " + round, 0, guest.wrong());
        }
        stopAndLook();
        assertEquals(rounds, watch.swaps().size());
        watch.swaps().forEach(swap -> assertEquals(swap.toString(), "swapped", swap.outcome));
        System.out.println(getClass().getSimpleName() + ": " + guest.done() + " done; " + watch.summary());
    }

    final void replaceSideBySide() throws Exception {
        for (int round = 1; round <= rounds(SIDE_BY_SIDE_ROUNDS); round++) {
            Bundle next = context.installBundle("device-" + round, revisions.stream(1 + round % 2));
            next.start();
            watch.awaitSwap(round);
            device.uninstall();
            device = next;
            guest.awaitDone(step);
        }
        stopAndLook();
        watch.swaps().forEach(swap -> assertEquals(swap.toString(), "swapped", swap.outcome));
        System.out.println(getClass().getSimpleName() + ", side by side: " + watch.summary());
    }

    final void tryABrokenRevisionBesideTheOldOne() throws Exception {
        Bundle broken = context.installBundle("broken", revisions.stream(Revisions.BROKEN));
        broken.start();
        watch.awaitSwap(1);
        broken.uninstall();
        stopAndLook();
        SwapDTO swap = watch.swaps().get(0);
        assertEquals("rolled back", swap.outcome);
        assertTrue(swap.reason, swap.reason.contains("this revision is broken"));
        assertEquals("1.0.0", swap.newVersion);
    }

    final void tryABrokenRevisionInPlace() throws Exception {
        device.update(revisions.stream(Revisions.BROKEN));
        watch.awaitSwap(1);
        assertEquals("fallen", watch.swaps().get(0).outcome);
        assertEquals("failed", watch.state());
        assertFallen();
    }

    /** Looks at the empty place. */
    void assertFallen() throws Exception {
    }
}
