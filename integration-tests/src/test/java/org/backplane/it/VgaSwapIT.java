package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import javax.inject.Inject;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SwapDTO;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The display adapter's bundle is replaced while a guest draws: no word of video memory is lost, and the bank that the
 * guest has selected stays selected. {@code -Dswap.rounds=1000} does it a thousand times.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VgaSwapIT {
    private static final int ROUNDS = Integer.getInteger("swap.rounds", 50);
    private static final int SIDE_BY_SIDE_ROUNDS = 20;
    private static final String VGA = "org.backplane.device.vga";

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private DrawingGuest guest;
    private Bundle vga;
    private SwapWatch watch;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        Revisions.VGA.buildAll();
        return Container.options();
    }

    @Before
    public void letTheGuestDraw() throws Exception {
        guest = new DrawingGuest(machine);
        watch = new SwapWatch(machine, VGA);
        configure(VGA, Map.of("bus.pci", "", "bus.grace", "8000"));
        vga = context.installBundle("vga", Revisions.VGA.stream(1));
        vga.start();
        if (!guest.isMapped()) {
            configure("org.backplane.firmware.rom", Map.of("image",
                    DrawingGuest.rom(Path.of("target", "drawing.rom")).toAbsolutePath().toString()));
        }
        watch.await("the guest's program", guest::isMapped);
        watch.awaitLive();
        watch.await("memory", () -> machine.slots().stream().anyMatch(
                slot -> slot.pid.equals("org.backplane.device.ram") && slot.state.equals("live")));
        guest.clear();
        machine.powerOn();
        guest.draw(true);
        awaitPasses(2);
    }

    @After
    public void takeTheAdapterOut() throws Exception {
        machine.powerOff(0);
        vga.uninstall();
    }

    private void configure(String pid, Map<String, Object> properties) throws Exception {
        configurations.getConfiguration(pid, "?").update(new Hashtable<>(properties));
    }

    private void awaitPasses(int more) throws Exception {
        long passes = guest.passes() + more;
        watch.await("pass " + passes, () -> guest.passes() >= passes);
    }

    private void assertEveryWordIsThere() throws Exception {
        awaitPasses(2);
        guest.draw(false);
        watch.await("the end of a pass", guest::stands);
        assertEquals("words that were lost under way", 0, guest.wrong());
        assertEquals("words that are wrong at the end", 0, guest.differences());
    }

    @Test
    public void updatesUnderADrawingGuestLoseNothing() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            vga.update(Revisions.VGA.stream(1 + round % 2));
            watch.awaitSwap(round);
            awaitPasses(1);
            assertEquals("round " + round, 0, guest.wrong());
        }
        assertEveryWordIsThere();
        watch.swaps().forEach(swap -> assertEquals(swap.toString(), "swapped", swap.outcome));
        System.out.println(guest.passes() + " passes; " + watch.summary());
    }

    @Test
    public void revisionsSideBySideLoseNothing() throws Exception {
        for (int round = 1; round <= SIDE_BY_SIDE_ROUNDS; round++) {
            Bundle next = context.installBundle("vga-" + round, Revisions.VGA.stream(1 + round % 2));
            next.start();
            watch.awaitSwap(round);
            vga.uninstall();
            vga = next;
            awaitPasses(1);
        }
        assertEveryWordIsThere();
        watch.swaps().forEach(swap -> assertEquals(swap.toString(), "swapped", swap.outcome));
        System.out.println("side by side: " + watch.summary());
    }

    @Test
    public void aRevisionThatFailsInRestoreIsRolledBack() throws Exception {
        Bundle broken = context.installBundle("broken", Revisions.VGA.stream(Revisions.BROKEN));
        broken.start();
        watch.awaitSwap(1);
        broken.uninstall();
        assertEveryWordIsThere();
        SwapDTO swap = watch.swaps().get(0);
        assertEquals("rolled back", swap.outcome);
        assertTrue(swap.reason, swap.reason.contains("this revision is broken"));
    }
}
