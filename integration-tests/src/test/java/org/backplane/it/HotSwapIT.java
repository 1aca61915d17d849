package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.inject.Inject;
import org.backplane.bus.machine.LiveRange;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.it.probe.ProbeDevice;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Device bundles come, change, move, double and go while a guest polls their ports without pause, with each engine. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT {
    private static final int ABSENT = 0xFF;
    private static final int ROUNDS = 1_000;
    private static final int ROUNDS_OF_TRANSLATOR = 300;
    private static final long PATIENCE_MILLIS = 20_000;

    /** Public for JUnit. */
    @Rule
    public final Engines engines = new Engines();

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private PollingGuest guest;
    private Bundle probe;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        ProbeBuilder.buildAll();
        return Container.options();
    }

    @Before
    public void startTheGuest() throws Exception {
        guest = new PollingGuest(machine);
        if (!guest.isMapped()) {
            configure("org.backplane.firmware.rom", Map.of("image",
                    PollingGuest.rom(Path.of("target", "polling.rom")).toAbsolutePath().toString()));
        }
        guest.awaitMapped();
        awaitLive("org.backplane.device.ram");
        if (machine.state() == Machine.State.RUNNING) {
            machine.powerOff(0);
        }
        engines.plug(machine, configurations);
        guest.clear();
        machine.powerOn();
        guest.awaitRounds(1);
    }

    @After
    public void takeTheProbeOut() throws Exception {
        engines.assertUsed(machine);
        if (probe != null && probe.getState() != Bundle.UNINSTALLED) {
            probe.uninstall();
        }
        Configuration[] left = configurations.listConfigurations("(|(service.pid=" + ProbeDevice.PID
                + ")(service.factoryPid=" + ProbeDevice.PID + "))");
        if (left != null) {
            for (Configuration configuration : left) {
                configuration.delete();
            }
        }
    }

    private void install(int revision) throws Exception {
        probe = context.installBundle("probe", ProbeBundle.stream(revision));
        probe.start();
    }

    private Configuration configure(String pid, Map<String, Object> properties) throws Exception {
        Configuration configuration = configurations.getConfiguration(pid, "?");
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    private Configuration configureInstance(String name, Map<String, Object> properties) throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration(ProbeDevice.PID, name, "?");
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    private void awaitLive(String pid) throws InterruptedException {
        awaitState(pid, "live");
    }

    private void awaitState(String pid, String state) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (machine.slots().stream().noneMatch(slot -> slot.pid.equals(pid) && slot.state.equals(state))) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError(pid + " does not become " + state + ": " + machine.slots());
            }
            Thread.sleep(1);
        }
    }

    private Set<Integer> first() throws InterruptedException {
        return guest.answers(PollingGuest.FIRST_PORT);
    }

    private Set<Integer> second() throws InterruptedException {
        return guest.answers(PollingGuest.SECOND_PORT);
    }

    @Test
    public void aBundleAnswersFromItsStartToItsEnd() throws Exception {
        assertEquals("nothing answers yet", Set.of(ABSENT), first());
        install(1);
        awaitLive(ProbeDevice.PID);
        assertEquals("the first revision answers", Set.of(0xA1), first());
        probe.update(ProbeBundle.stream(2));
        awaitLive(ProbeDevice.PID);
        assertEquals("the second revision answers after an update", Set.of(0xA2), first());
        probe.stop();
        assertEquals("a stopped bundle answers nothing from when stop() returned", Set.of(ABSENT), first());
        probe.start();
        awaitLive(ProbeDevice.PID);
        assertEquals("it answers again", Set.of(0xA2), first());
        probe.uninstall();
        assertEquals("an uninstalled bundle answers nothing", Set.of(ABSENT), first());
    }

    @Test
    public void aConfigurationMovesADevice() throws Exception {
        install(1);
        awaitLive(ProbeDevice.PID);
        configure(ProbeDevice.PID, Map.of("bus.port", "0x310+1"));
        awaitAnswer(PollingGuest.SECOND_PORT, 0xA1);
        assertEquals("nothing answers at the old place", Set.of(ABSENT), first());
        assertEquals("the device answers at the new one", Set.of(0xA1), second());
    }

    private void awaitAnswer(int port, int value) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!guest.answers(port).equals(Set.of(value))) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError(Integer.toHexString(port) + " does not give " + Integer.toHexString(value)
                        + " but " + guest.answers(port) + ", " + machine.slots());
            }
        }
    }

    @Test
    public void factoryConfigurationsDoubleADevice() throws Exception {
        configureInstance("a", Map.of("bus.port", "0x300+1", "identity", 0xA0));
        configureInstance("b", Map.of("bus.port", "0x310+1", "identity", 0xB0));
        install(1);
        awaitLive(ProbeDevice.PID + "~a");
        awaitLive(ProbeDevice.PID + "~b");
        assertEquals("the first instance answers at its port", Set.of(0xA1), first());
        assertEquals("the second one at its own", Set.of(0xB1), second());
        configurations.getFactoryConfiguration(ProbeDevice.PID, "b", "?").delete();
        awaitAnswer(PollingGuest.SECOND_PORT, ABSENT);
        assertEquals("the other instance stays", Set.of(0xA1), first());
    }

    @Test
    public void theSecondDeviceAtOnePlaceIsParkedUntilTheFirstLeaves() throws Exception {
        configureInstance("a", Map.of("bus.port", "0x300+1", "identity", 0xA0));
        install(1);
        awaitLive(ProbeDevice.PID + "~a");
        Configuration later = configureInstance("b", Map.of("bus.port", "0x300+1", "identity", 0xB0));
        awaitState(ProbeDevice.PID + "~b", "parked");
        SlotDTO parked = machine.slots().stream().filter(slot -> slot.pid.endsWith("~b")).findFirst().orElseThrow();
        assertTrue("the reason names both: " + parked.reason,
                parked.reason.contains(ProbeDevice.PID + "~a") && parked.reason.contains("300"));
        assertEquals("the first keeps answering", Set.of(0xA1), first());
        configurations.getFactoryConfiguration(ProbeDevice.PID, "a", "?").delete();
        awaitLive(ProbeDevice.PID + "~b");
        assertEquals("the second answers now", Set.of(0xB1), first());
        later.delete();
    }

    @Test
    public void aLiveRangeIsFoundByFilter() throws Exception {
        configure(ProbeDevice.PID, Map.of("bus.port", "0x310+1"));
        install(3);
        awaitLive(ProbeDevice.PID);
        String filter = "(&(range.space=port)(range.first<=784)(range.last>=784))";
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        Collection<ServiceReference<LiveRange>> found = List.of();
        while (found.isEmpty() && System.currentTimeMillis() < deadline) {
            found = context.getServiceReferences(LiveRange.class, filter);
        }
        assertEquals("one range answers port 784 decimal", 1, found.size());
        ServiceReference<LiveRange> range = found.iterator().next();
        assertEquals(ProbeDevice.PID, range.getProperty(LiveRange.DEVICE));
        assertEquals("3.0.0", range.getProperty(LiveRange.BUNDLE_VERSION));
        guest.awaitRounds(10);
        assertTrue("it counts what it answers", context.getService(range).describe().reads > 0);
        context.ungetService(range);
    }

    @Test
    public void aThousandChangesUnderAPollingGuestLoseNoAccessToTheWrongOwner() throws Exception {
        Random random = new Random(42);
        configureInstance("a", Map.of("bus.port", "0x300+1", "identity", 0xA0));
        Configuration b = configureInstance("b", Map.of("bus.port", "0x310+1", "identity", 0xB0));
        install(1);
        Bundle other = context.installBundle("other", ProbeBundle.stream(2));
        int rounds = engines.isTranslator() ? ROUNDS_OF_TRANSLATOR : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            switch (random.nextInt(4)) {
                case 0 -> probe.stop();
                case 1 -> probe.start();
                case 2 -> b.update(new Hashtable<>(Map.of("bus.port", "0x310+1", "identity", 0xB0 + random.nextInt(4))));
                default -> {
                    if (round % 10 == 0) {
                        probe.update(ProbeBundle.stream(1 + random.nextInt(2) * 2));
                    }
                }
            }
        }
        other.uninstall();
        guest.awaitRounds(1);
        assertOnly("port 300h", guest.counts(PollingGuest.FIRST_PORT), 0xA0);
        assertOnly("port 310h", guest.counts(PollingGuest.SECOND_PORT), 0xB0);
        probe.start();
        awaitAnswer(PollingGuest.FIRST_PORT, 0xA0 + (int) probe.getVersion().getMajor());
    }

    private static void assertOnly(String port, Map<Integer, Long> counts, int family) {
        counts.keySet().forEach(value -> assertTrue(port + " gave " + Integer.toHexString(value) + " in " + counts,
                value == ABSENT || (value & 0xF0) == family));
        assertTrue(port + " was answered at some time: " + counts, counts.size() > 1);
    }

    @Test
    public void nothingHoldsTheClassLoaderOfAnUninstalledDevice() throws Exception {
        install(1);
        awaitLive(ProbeDevice.PID);
        guest.awaitRounds(100);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(probe.adapt(BundleWiring.class).getClassLoader());
        probe.uninstall();
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
        probe = null;
        guest.awaitRounds(100);
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (loader.get() != null && System.currentTimeMillis() < deadline) {
            System.gc();
            guest.awaitRounds(100);
        }
        assertNull("the class loader is collected", loader.get());
    }
}
