package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.backplane.bus.machine.EventDTO;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.QuarantineDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.it.evil.Deed;
import org.backplane.it.evil.EvilDevice;
import org.backplane.it.probe.ProbeDevice;
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
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A gallery of evil devices, each under a guest that polls it without pause: whatever a device does costs that device at
 * most. The guest runs on, the neighbour answers, the report is right, and nothing of the device remains.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class EvilDeviceIT {
    private static final int ABSENT = 0xFF;
    private static final int GOOD = EvilDevice.ANSWER + 1;
    private static final int NEIGHBOUR = 0xB1;
    private static final long PATIENCE_MILLIS = 30_000;
    /** A compiler thread that starves holds the classes that it compiles all the while. */
    private static final long COLLECTION_MILLIS = 180_000;
    /** Where the guest reads port 300h. */
    private static final long IN_INSTRUCTION = 0xF0007;

    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private Machine machine;
    private PollingGuest guest;
    private Bundle neighbour;
    private Bundle evil;
    private Bundle newer;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        ProbeBuilder.buildAll();
        ProbeBuilder.buildEvil();
        return Container.options(Container.file("device-pci"));
    }

    @Before
    public void startTheGuest() throws Exception {
        System.clearProperty(EvilDevice.LET_GO);
        machine = impatientMachine();
        guest = new PollingGuest(machine);
        configurations.getConfiguration("org.backplane.device.pci.host", "?").updateIfDifferent(new Hashtable<>(Map.of()));
        if (!guest.isMapped()) {
            configurations.getConfiguration("org.backplane.firmware.rom", "?").update(new Hashtable<>(Map.of("image",
                    PollingGuest.rom(Path.of("target", "polling.rom")).toAbsolutePath().toString())));
        }
        guest.awaitMapped();
        configurations.getFactoryConfiguration(ProbeDevice.PID, "b", "?").updateIfDifferent(new Hashtable<>(
                Map.of("bus.port", "0x310+1", "identity", 0xB0)));
        neighbour = context.installBundle("neighbour", ProbeBundle.stream(1));
        neighbour.start();
        awaitState("org.backplane.device.ram", "live");
        awaitState("org.backplane.device.pci.host", "live");
        awaitState(ProbeDevice.PID + "~b", "live");
        if (machine.state() == Machine.State.RUNNING) {
            machine.powerOff(0);
        }
        guest.clear();
        machine.powerOn();
        guest.awaitRounds(1);
    }

    /** One that reports what is left of a device after a second; the first test makes it, in the place of the usual one. */
    private Machine impatientMachine() throws Exception {
        configurations.getConfiguration("org.backplane.machine", "?").updateIfDifferent(new Hashtable<>(
                Map.of("leakSeconds", 1L)));
        ServiceTracker<Machine, Machine> tracker = new ServiceTracker<>(context,
                context.createFilter("(&(objectClass=" + Machine.class.getName() + ")(leakSeconds=1))"), null);
        tracker.open();
        Machine made = tracker.waitForService(PATIENCE_MILLIS);
        tracker.close();
        assertNotNull("a machine", made);
        return made;
    }

    @After
    public void takeItOut() throws Exception {
        System.setProperty(EvilDevice.LET_GO, "");
        if (evil != null && evil.getState() != Bundle.UNINSTALLED) {
            evil.uninstall();
        }
        if (newer != null) {
            newer.uninstall();
        }
        neighbour.uninstall();
        Configuration left = configurations.getConfiguration(EvilDevice.PID, "?");
        left.delete();
        refresh();
    }

    private void refresh() {
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
    }

    private void install(Deed deed) throws Exception {
        configurations.getConfiguration(EvilDevice.PID, "?").update(new Hashtable<>(Map.of("deed", deed.name())));
        evil = context.installBundle("evil", Files.newInputStream(ProbeBundle.evil(1)));
        evil.start();
    }

    private void await(String what, Callable<Boolean> there) throws Exception {
        await(what, PATIENCE_MILLIS, there);
    }

    private void await(String what, long millis, Callable<Boolean> there) throws Exception {
        long deadline = System.currentTimeMillis() + millis;
        while (!there.call()) {
            assertTrue(what + " does not come: " + machine.slots() + machine.events(), System.currentTimeMillis() < deadline);
            Thread.sleep(1);
        }
    }

    private String state(String pid) {
        return machine.slots().stream().filter(slot -> slot.pid.equals(pid)).map(slot -> slot.state).findFirst().orElse("");
    }

    private void awaitState(String pid, String state) throws Exception {
        await(pid + " " + state, () -> state(pid).equals(state));
    }

    private QuarantineDTO report() {
        return machine.quarantine().stream().filter(report -> report.pid.equals(EvilDevice.PID)).findFirst().orElseThrow();
    }

    private void assertTheGuestRunsOnAndTheNeighbourAnswers() throws Exception {
        assertEquals("the neighbour answers", Set.of(NEIGHBOUR), guest.answers(PollingGuest.SECOND_PORT));
        assertEquals("always did", Set.of(NEIGHBOUR), guest.counts(PollingGuest.SECOND_PORT).keySet());
        for (SlotDTO slot : machine.slots()) {
            assertFalse(slot.toString(), !slot.pid.equals(EvilDevice.PID) && slot.state.equals("quarantined"));
        }
        assertEquals("no defect of the fabric", List.of(), machine.events().stream().filter(
                event -> event.text.contains("fabric is at fault")).toList());
    }

    private void assertDeadCard(String misdeed, String text) throws Exception {
        awaitState(EvilDevice.PID, "quarantined");
        assertEquals("the guest reads all ones", Set.of(ABSENT), guest.answers(PollingGuest.FIRST_PORT));
        assertEquals("never anything else", Set.of(GOOD, ABSENT), guest.counts(PollingGuest.FIRST_PORT).keySet());
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        QuarantineDTO report = report();
        assertEquals("open", report.state);
        assertEquals(misdeed, report.misdeed);
        assertTrue(report.text, report.text.contains(text));
        assertEquals("1.0.0", report.version);
        assertEquals("the history is full", 16, report.last.length);
        assertEquals("port", report.last[0].space);
        assertEquals(GOOD, report.last[0].value);
        EventDTO event = machine.events().stream().filter(any -> any.pid.equals(EvilDevice.PID)
                && any.text.startsWith("quarantined") && any.text.contains(text)).findFirst().orElse(null);
        assertNotNull("one line in the log: " + machine.events(), event);
        assertFalse(event.text, event.text.contains("\n"));
    }

    private void assertTheGuestsAccessIsNamed() {
        QuarantineDTO report = report();
        assertEquals("the guest's instruction", IN_INSTRUCTION, report.instruction);
        assertNotNull("the access", report.access);
        assertEquals(PollingGuest.FIRST_PORT, report.access.address);
        assertEquals(1, report.access.width);
        assertFalse(report.access.write);
    }

    private void assertNothingRemains() throws Exception {
        WeakReference<ClassLoader> loader = new WeakReference<>(evil.adapt(BundleWiring.class).getClassLoader());
        evil.uninstall();
        refresh();
        evil = null;
        guest.awaitRounds(100);
        assertEquals("nobody answers", Set.of(ABSENT), guest.answers(PollingGuest.FIRST_PORT));
        await("the end of the class loader", COLLECTION_MILLIS, () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    @Test
    public void oneThatThrowsIsADeadCardThatCanBePutBack() throws Exception {
        install(Deed.THROWS);
        assertDeadCard("threw", "java.lang.IllegalStateException: evil, in read of width 1 to 'port0' at offset 0x0");
        assertTheGuestsAccessIsNamed();
        assertTrue(List.of(report().trace).toString(), report().trace[1].contains("EvilDevice$Evil.act"));
        long count = report().count;

        machine.release(EvilDevice.PID);
        awaitState(EvilDevice.PID, "quarantined");
        assertEquals("it did it again", count + 1, report().count);
        evil.update(Files.newInputStream(ProbeBundle.evil(2)));
        await("the new revision", () -> guest.counts(PollingGuest.FIRST_PORT).containsKey(EvilDevice.ANSWER + 2));
        assertNothingRemains();
    }

    @Test
    public void oneThatRecursesIsADeadCardAndNobodyElseOverflows() throws Exception {
        install(Deed.RECURSES);
        assertDeadCard("threw", "java.lang.StackOverflowError");
        assertTheGuestsAccessIsNamed();
        assertNothingRemains();
    }

    @Test
    public void oneThatDoesNotLinkIsADeadCard() throws Exception {
        install(Deed.DOES_NOT_LINK);
        assertDeadCard("threw", "java.lang.NoClassDefFoundError: org/backplane/it/evil/Missing");
        assertTheGuestsAccessIsNamed();
        assertNothingRemains();
    }

    @Test
    public void oneThatHangsIsReportedWithItsStackAndNothingElseIsDone() throws Exception {
        install(Deed.HANGS);
        await("a report", () -> machine.quarantine().stream().anyMatch(report -> report.misdeed.equals("hang")));
        QuarantineDTO report = report();
        assertEquals("watched", report.state);
        assertTheGuestsAccessIsNamed();
        assertTrue(report.text, report.text.contains("does not return from a read of width 1")
                && report.text.contains("EvilDevice$Evil.hang"));
        assertTrue(String.join("\n", report.trace), String.join("\n", report.trace).contains("EvilDevice$Evil.read"));
        System.setProperty(EvilDevice.LET_GO, "");

        assertEquals("it answers again", Set.of(GOOD), guest.answers(PollingGuest.FIRST_PORT));
        assertEquals("live", state(EvilDevice.PID));
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        assertNothingRemains();
    }

    @Test
    public void oneThatLeavesAThreadBehindIsReportedWithTheThreadUntilThatEnds() throws Exception {
        install(Deed.LEAKS_A_THREAD);
        await("the thread", () -> Thread.getAllStackTraces().keySet().stream().anyMatch(
                thread -> thread.getName().equals(EvilDevice.THREAD)));
        WeakReference<ClassLoader> loader = new WeakReference<>(evil.adapt(BundleWiring.class).getClassLoader());
        evil.uninstall();
        refresh();
        evil = null;
        await("the report", () -> machine.events().stream().anyMatch(event -> event.pid.equals(EvilDevice.PID)
                && event.text.contains("its classes can still be reached")
                && event.text.contains("held by the thread '" + EvilDevice.THREAD + "', which is in ")));
        assertNotNull("as it says", loader.get());
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        System.setProperty(EvilDevice.LET_GO, "");
        await("the end of the class loader", COLLECTION_MILLIS, () -> {
            System.gc();
            return loader.get() == null;
        });
        await("the all-clear", () -> machine.events().stream().anyMatch(event -> event.pid.equals(EvilDevice.PID)
                && event.text.contains("has been collected after all")));
    }

    @Test
    public void oneThatStormsInterruptsIsADeadCard() throws Exception {
        install(Deed.STORMS);
        assertDeadCard("interrupt storm", "more than 1000 interrupts within a millisecond of virtual time");
        assertNothingRemains();
    }

    @Test
    public void oneThatWritesEverywhereReachesNothingButItsGrant() throws Exception {
        machine.call(() -> {
            machine.memory().write(0x1FFFC, 4, 0x12345678);
            machine.memory().write(0x20000, 4, 0x12345678);
            machine.memory().write(0x21000, 4, 0x12345678);
            return null;
        });
        install(Deed.OVERWRITES_MEMORY);
        assertDeadCard("dma", "where it is granted 0x20000-0x20fff");
        assertTheGuestsAccessIsNamed();
        assertEquals(0x12345678L, (long) machine.call(() -> machine.memory().read(0x1FFFC, 4)));
        assertEquals(0x12345678L, (long) machine.call(() -> machine.memory().read(0x21000, 4)));
        assertNothingRemains();
    }

    @Test
    public void oneThatReachesItsOwnRegistersByDmaIsNotEnteredTwice() throws Exception {
        install(Deed.REACHES_ITSELF);
        assertDeadCard("re-entrance", "DMA to 0x1000000, a register of its own");
        assertTheGuestsAccessIsNamed();
        assertNothingRemains();
    }

    @Test
    public void oneThatLiesAboutItsSizeGivesNothingThatIsNotItsOwn() throws Exception {
        install(Deed.LIES_ABOUT_ITS_SIZE);
        awaitState(EvilDevice.PID, "live");
        assertEquals("what it has", 0, (long) machine.call(() -> machine.memory().read(0x1000FFC, 4)));
        for (long beyond = 0x1001000; beyond < 0x1010000; beyond += 0xFFC) {
            long address = beyond;
            assertEquals("what it has not", 0xFFFFFFFFL, (long) machine.call(() -> {
                machine.memory().write(address, 4, 0);
                return machine.memory().read(address, 4);
            }));
        }
        assertEquals(Set.of(GOOD), guest.answers(PollingGuest.FIRST_PORT));
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        assertNothingRemains();
    }

    @Test
    public void oneThatChangesItsPropertiesWithinItsAccessMoves() throws Exception {
        install(Deed.CHANGES_ITS_PROPERTIES);
        await("the move", () -> machine.ranges().stream().anyMatch(range -> range.pid.equals(EvilDevice.PID)
                && range.first == 0x301));
        assertEquals("not here any more", Set.of(ABSENT), guest.answers(PollingGuest.FIRST_PORT));
        assertEquals("but there", GOOD, (long) machine.call(() -> machine.ports().read(0x301, 1)));
        assertEquals(Set.of(GOOD, ABSENT), guest.counts(PollingGuest.FIRST_PORT).keySet());
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        assertNothingRemains();
    }

    @Test
    public void oneThatUnregistersItselfWithinItsAccessIsGoneAfterIt() throws Exception {
        install(Deed.UNREGISTERS_ITSELF);
        await("an answer", () -> guest.counts(PollingGuest.FIRST_PORT).containsKey(GOOD));
        awaitState(EvilDevice.PID, "empty");
        assertEquals(Set.of(ABSENT), guest.answers(PollingGuest.FIRST_PORT));
        assertEquals(Set.of(GOOD, ABSENT), guest.counts(PollingGuest.FIRST_PORT).keySet());
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        assertNothingRemains();
    }

    @Test
    public void oneThatFailsInRestoreLeavesTheOldRevisionAtWork() throws Exception {
        install(Deed.FAILS_IN_RESTORE);
        awaitState(EvilDevice.PID, "live");
        int swaps = machine.swaps().size();
        newer = context.installBundle("evil-2", Files.newInputStream(ProbeBundle.evil(2)));
        newer.start();
        await("the attempt", () -> machine.swaps().size() > swaps);
        assertEquals("rolled back", machine.swaps().get(swaps).outcome);
        assertEquals("the old one answers", Set.of(GOOD), guest.answers(PollingGuest.FIRST_PORT));
        assertTrue(report().text, report().text.contains("this revision cannot restore"));
        assertEquals("watched", report().state);
        assertEquals("2.0.0", report().version);
        newer.uninstall();
        newer = null;
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        assertNothingRemains();
    }

    private long configuration(int function, int register) {
        return machine.call(() -> {
            machine.ports().write(0xcf8, 4, 0x8000_0000L | function << 11 | register);
            return machine.ports().read(0xcfc, 4);
        });
    }

    private void configure(int function, int register, long value) {
        machine.call(() -> {
            machine.ports().write(0xcf8, 4, 0x8000_0000L | function << 11 | register);
            machine.ports().write(0xcfc, 4, value);
            return null;
        });
    }

    @Test
    public void aPciFunctionThatThrowsIsAMasterAbort() throws Exception {
        install(Deed.THROWS_ON_PCI);
        awaitState(EvilDevice.PID, "live");
        assertEquals("it is there", 0x0e71_1234L, configuration(5, 0));
        configure(5, 0x10, PollingGuest.FIRST_PORT);
        configure(5, 0x04, 1);
        configure(0, 0x04, 0x2000_0000L | configuration(0, 0x04) & 0xffff);
        assertEquals("no master abort yet", 0, configuration(0, 0x04) & 0x2000_0000L);
        await("the end", () -> state(EvilDevice.PID).equals("quarantined"));

        assertEquals("the guest reads all ones", Set.of(ABSENT), guest.answers(PollingGuest.FIRST_PORT));
        assertEquals("nobody answers to its configuration", 0xffff_ffffL, configuration(5, 0));
        assertEquals("received master abort", 0x2000_0000L, configuration(0, 0x04) & 0x2000_0000L);
        assertTheGuestsAccessIsNamed();
        long count = report().count;

        machine.stop();
        machine.release(EvilDevice.PID);
        assertEquals("it is there again", 0x0e71_1234L, configuration(5, 0));
        assertEquals("and decodes what it did", PollingGuest.FIRST_PORT | 1, configuration(5, 0x10));
        machine.resume();
        awaitState(EvilDevice.PID, "quarantined");
        assertEquals("it did it again", count + 1, report().count);
        assertTheGuestRunsOnAndTheNeighbourAnswers();
        assertNothingRemains();
    }
}
