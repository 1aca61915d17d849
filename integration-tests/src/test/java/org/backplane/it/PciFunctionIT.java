package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.backplane.bus.machine.LiveRange;
import org.backplane.bus.machine.Machine;
import org.backplane.it.dice.DiceDevice;
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
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/** A PCI function comes as a bundle, is set up through the configuration ports, comes back, and goes. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PciFunctionIT {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final int ID = 0x0d1c_1234;
    private static final int COMMAND = 0x04;
    private static final int BAR0 = 0x10;
    private static final int BAR1 = 0x14;

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private Bundle dice;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        ProbeBuilder.buildDice();
        return Container.options(Container.file("device-pci"));
    }

    @Before
    public void plugTheBridge() throws Exception {
        // The bridge must not be plugged in anew for each test: its registers would start anew under the test.
        configurations.getConfiguration("org.backplane.device.pci.host", "?")
                .updateIfDifferent(new Hashtable<>(Map.of()));
        awaitLive("org.backplane.device.pci.host");
        dice = context.installBundle("dice", Files.newInputStream(ProbeBundle.DICE));
        dice.start();
        awaitLive(DiceDevice.PID);
    }

    @After
    public void takeTheDiceOut() throws Exception {
        if (dice.getState() != Bundle.UNINSTALLED) {
            dice.uninstall();
        }
    }

    private void awaitLive(String pid) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (machine.slots().stream().noneMatch(slot -> slot.pid.equals(pid) && slot.state.equals("live"))) {
            assertTrue(pid + " does not become live: " + machine.slots(), System.currentTimeMillis() < deadline);
            Thread.sleep(1);
        }
    }

    private void select(int register) {
        machine.ports().write(0xcf8, 4, 0x8000_2800L | register);
    }

    private int read(int register) {
        return machine.call(() -> {
            select(register);
            return (int) machine.ports().read(0xcfc, 4);
        });
    }

    private void write(int register, long value) {
        machine.call(() -> {
            select(register);
            machine.ports().write(0xcfc, 4, value);
            return null;
        });
    }

    private long memory(long address) {
        return machine.call(() -> machine.memory().read(address, 1));
    }

    private long port(int port) {
        return machine.call(() -> machine.ports().read(port, 1));
    }

    private void setUp() {
        write(BAR0, 0xfebf_0000L);
        write(BAR1, 0xc000);
        write(COMMAND, 3);
    }

    @Test
    public void theGuestSizesPlacesMovesAndDisablesIt() {
        assertEquals("it is there", ID, read(0));
        write(BAR0, -1);
        write(BAR1, -1);
        assertEquals("4 KiB of memory", 0xffff_f000, read(BAR0));
        assertEquals("16 ports", 0xffff_fff1, read(BAR1));

        setUp();
        assertEquals("memory answers", 6, memory(0xfebf_0005L));
        assertEquals("ports answer", 4, port(0xc003));
        write(BAR0, 0xfea0_0000L);
        assertEquals("it has moved", 0xff, memory(0xfebf_0005L));
        assertEquals("it answers at once", 6, memory(0xfea0_0005L));
        write(COMMAND, 0);
        assertEquals("decoding is off", 0xff, memory(0xfea0_0005L));
        assertEquals("of both", 0xff, port(0xc003));
    }

    @Test
    public void aBarIsAServiceThatFollowsTheGuest() throws Exception {
        setUp();
        awaitServices(1, "(range.name=bar0)(range.space=memory)(range.first=" + 0xfebf_0000L + ")(range.last=" + 0xfebf_0fffL
                + ")");
        awaitServices(1, "(range.name=bar1)(range.space=port)(range.first=" + 0xc000 + ")(range.last=" + 0xc00f + ")");
        write(BAR0, 0xfea0_0000L);
        awaitServices(1, "(range.name=bar0)(range.first=" + 0xfea0_0000L + ")");
        awaitServices(1, "(range.name=bar0)");
        awaitServices(2, "");
        write(COMMAND, 1);
        awaitServices(0, "(range.name=bar0)");
        awaitServices(1, "(range.name=bar1)");
    }

    /** Waits until so many ranges of the function are announced that match. */
    private void awaitServices(int count, String conditions) throws Exception {
        String filter = "(&(range.device=" + DiceDevice.PID + ")" + conditions + ")";
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (context.getServiceReferences(LiveRange.class, filter).size() != count) {
            assertTrue(filter + " does not match " + count + " services", System.currentTimeMillis() < deadline);
            Thread.sleep(1);
        }
    }

    @Test
    public void anUpdatedBundleFindsItsAddresses() throws Exception {
        setUp();
        dice.update(Files.newInputStream(ProbeBundle.DICE));
        awaitLive(DiceDevice.PID);

        assertEquals("the guest's setting is kept", 0xfebf_0000, read(BAR0));
        assertEquals("and in force", 6, memory(0xfebf_0005L));
        assertEquals("for ports too", 4, port(0xc003));
    }

    @Test
    public void anUninstalledFunctionIsAMasterAbortAndNothingOfItRemains() throws Exception {
        setUp();
        WeakReference<ClassLoader> classes = new WeakReference<>(dice.adapt(BundleWiring.class).getClassLoader());
        dice.uninstall();

        assertEquals("nobody answers", -1, read(0));
        assertEquals("nor at its address", 0xff, memory(0xfebf_0005L));
        assertEquals("nor at its ports", 0xff, port(0xc003));
        machine.call(() -> {
            machine.ports().write(0xcf8, 4, 0x8000_0004L);
            assertEquals("received master abort", 0x2000, machine.ports().read(0xcfe, 2) & 0x2000);
            return null;
        });
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(dice));
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (classes.get() != null && System.currentTimeMillis() < deadline) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull("the class loader is collected", classes.get());
        assertEquals("only the bridge is left", Set.of(), Set.copyOf(
                context.getServiceReferences(LiveRange.class, "(range.device=" + DiceDevice.PID + ")")));
    }
}
