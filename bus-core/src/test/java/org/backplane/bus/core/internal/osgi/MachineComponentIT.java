package org.backplane.bus.core.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.backplane.bus.Device;
import org.backplane.bus.core.internal.FakeCard;
import org.backplane.bus.core.internal.FakeProcessor;
import org.backplane.bus.machine.LiveRange;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** The bundle as it is shipped, in a framework. */
@Timeout(30)
class MachineComponentIT {
    private static final String COM1 = "(&(range.space=port)(range.first<=1016)(range.last>=1016))";

    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new Framework();
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    private ServiceRegistration<Device> register(String pid, Device device, Map<String, ?> properties) {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put("service.pid", pid);
        return framework.context().registerService(Device.class, device, all);
    }

    private static Dictionary<String, Object> dictionary(Map<String, ?> properties) {
        return new Hashtable<>(properties);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).as("the test's time is up").isFalse();
        }
    }

    private static SlotDTO slot(Machine machine, String pid) {
        return machine.slots().stream().filter(slot -> slot.pid.equals(pid)).findFirst().orElseThrow();
    }

    private static long port(Machine machine, long port) {
        return machine.call(() -> machine.ports().read(port, 1));
    }

    @Test
    void theBundleProvidesTheBusAndAMachineWithoutAConfiguration() {
        Machine machine = framework.await(Machine.class, "(bus.machine=main)");

        assertThat(machine.name()).isEqualTo("main");
        assertThat(machine.state()).isEqualTo(Machine.State.OFF);
        assertThat(framework.fabric().getHeaders().get("Provide-Capability"))
                .contains("osgi.implementation;osgi.implementation=\"org.backplane.bus\";version:Version=\"1.0.0\"");
    }

    @Test
    void aDeviceServiceIsPluggedInAndUnreachableWhenItsUnregistrationReturns() {
        Machine machine = framework.await(Machine.class, null);
        FakeCard card = new FakeCard(0x40);
        ServiceRegistration<Device> registration = register("com1", card, Map.of("bus.port", "0x3f8-0x3ff"));
        until(() -> !machine.slots().isEmpty());

        assertThat(port(machine, 0x3f9)).isEqualTo(0x41);
        SlotDTO slot = slot(machine, "com1");
        assertThat(slot.bundle).as("the framework itself registered it").isEqualTo("org.apache.felix.framework");
        assertThat(slot.bundleId).isZero();

        registration.unregister();
        assertThat(card.heard).endsWith("unplug");
        assertThat(port(machine, 0x3f9)).isEqualTo(0xff);
        assertThat(slot(machine, "com1").state).isEqualTo("empty");
    }

    @Test
    void theSlotIsNamedByThePidElseByTheComponent() {
        Machine machine = framework.await(Machine.class, null);
        framework.context().registerService(Device.class, new FakeCard(),
                dictionary(Map.of("service.pid", new String[] {"a.pid", "b.pid"}, "component.name", "name")));
        framework.context().registerService(Device.class, new FakeCard(),
                dictionary(Map.of("service.pid", List.of("c.pid"))));
        framework.context().registerService(Device.class, new FakeCard(), dictionary(Map.of("component.name", "name")));
        ServiceRegistration<Device> nameless = framework.context().registerService(Device.class, new FakeCard(), null);
        until(() -> machine.slots().size() == 4);

        assertThat(machine.slots()).extracting(slot -> slot.pid).containsExactly("a.pid", "c.pid", "name",
                "service-" + nameless.getReference().getProperty("service.id"));
    }

    @Test
    void aRangeThatItsCardPlacesIsAnnouncedWhereItAnswers() {
        Machine machine = framework.await(Machine.class, null);
        FakeCard card = new FakeCard();
        card.onPlug = wires -> wires.window("regs").move(0xc000);
        register("card", card, Map.of("bus.port", "+8", "bus.port.name", "regs"));
        framework.await(LiveRange.class, "(range.first=49152)");

        machine.call(() -> {
            card.wires.window("regs").move(0xd000);
            return 0;
        });
        framework.await(LiveRange.class, "(range.first=53248)");
        until(() -> framework.references(LiveRange.class, "(range.device=card)").size() == 1);

        machine.call(() -> {
            card.wires.window("regs").close();
            return 0;
        });
        until(() -> framework.references(LiveRange.class, "(range.device=card)").isEmpty());
    }

    @Test
    void liveRangesAreServicesThatFollowTheMap() {
        Machine machine = framework.await(Machine.class, null);
        ServiceRegistration<Device> registration = register("com1", new FakeCard(),
                Map.of("bus.port", "0x3f8-0x3ff", "bus.port.name", "regs", "bus.port.priority", 2));
        LiveRange range = framework.await(LiveRange.class, COM1);
        ServiceReference<LiveRange> reference = framework.references(LiveRange.class, COM1).get(0);

        assertThat(reference.getProperty(LiveRange.SPACE)).isEqualTo("port");
        assertThat(reference.getProperty(LiveRange.FIRST)).isEqualTo(0x3f8L);
        assertThat(reference.getProperty(LiveRange.LAST)).isEqualTo(0x3ffL);
        assertThat(reference.getProperty(LiveRange.NAME)).isEqualTo("regs");
        assertThat(reference.getProperty(LiveRange.PRIORITY)).isEqualTo(2);
        assertThat(reference.getProperty(LiveRange.DEVICE)).isEqualTo("com1");
        assertThat(reference.getProperty(LiveRange.BUNDLE)).isEqualTo("org.apache.felix.framework");
        assertThat(reference.getProperty(LiveRange.BUNDLE_VERSION)).isEqualTo("7.0.5");
        assertThat(reference.getPropertyKeys()).as("the range itself is no business of the registry")
                .noneMatch(key -> key.startsWith("."));
        assertThat(framework.references(LiveRange.class, "(range.first>=1017)")).isEmpty();
        port(machine, 0x3f8);
        assertThat(range.describe().reads).isEqualTo(1);

        registration.setProperties(dictionary(Map.of("service.pid", "com1", "bus.port", "0x2f8-0x2ff")));
        framework.await(LiveRange.class, "(range.first=760)");
        until(() -> framework.references(LiveRange.class, COM1).isEmpty());

        registration.unregister();
        until(() -> framework.references(LiveRange.class, null).isEmpty());
    }

    @Test
    void aSecondServiceOfTheSamePidReplacesTheFirstWithoutAGap() {
        Machine machine = framework.await(Machine.class, null);
        ServiceRegistration<Device> old = register("com1", new FakeCard(0x10), Map.of("bus.port", "0x3f8+8"));
        framework.await(LiveRange.class, COM1);

        register("com1", new FakeCard(0x20), Map.of("bus.port", "0x3f8+8"));
        until(() -> port(machine, 0x3f8) == 0x20);
        old.unregister();

        assertThat(port(machine, 0x3f8)).isEqualTo(0x20);
    }

    @Test
    void factoryConfigurationsMakeMachinesWithDevicesOfTheirOwn() throws Exception {
        ConfigurationAdmin admin = framework.await(ConfigurationAdmin.class, null);
        admin.getFactoryConfiguration("org.backplane.machine", "first", "?").update(dictionary(Map.of()));
        Configuration configuration = admin.getFactoryConfiguration("org.backplane.machine", "second", "?");
        configuration.update(dictionary(Map.of("bus.machine", "second", "clock", "instructions", "arena", "1M")));
        Machine second = framework.await(Machine.class, "(bus.machine=second)");

        FakeCard ours = new FakeCard();
        FakeCard theirs = new FakeCard();
        register("ours", ours, Map.of("bus.port", "0x10+1", "bus.machine", "second"));
        register("theirs", theirs, Map.of("bus.port", "0x10+1"));
        until(() -> !second.slots().isEmpty());
        second.call(() -> 0);

        assertThat(second.slots()).extracting(slot -> slot.pid).containsExactly("ours");
        Machine first = framework.await(Machine.class, "(bus.machine=main)");
        until(() -> !first.slots().isEmpty());
        assertThat(first.slots()).extracting(slot -> slot.pid).containsExactly("theirs");

        configuration.delete();
        until(() -> ours.heard.contains("unplug"));
        assertThat(framework.references(Machine.class, "(bus.machine=second)")).isEmpty();
    }

    @Test
    void aProcessorServiceRunsTheGuest() {
        Machine machine = framework.await(Machine.class, null);
        FakeProcessor processor = new FakeProcessor(cpu -> cpu.socket.requestPowerOff(9));
        framework.context().registerService(Processor.class, processor, dictionary(Map.of("service.pid", "cpu")));
        until(() -> machine.slots().stream().anyMatch(slot -> slot.state.equals("live")));
        CompletableFuture<Integer> off = machine.poweredOff().toCompletableFuture();

        machine.powerOn();

        assertThat(off.join()).isEqualTo(9);
        assertThat(machine.registers()).hasSize(1);
    }

    @Test
    void slotTransitionsAndEventsAreLogged() {
        Machine machine = framework.await(Machine.class, null);
        List<String> lines = new CopyOnWriteArrayList<>();
        framework.await(LogReaderService.class, null).addLogListener(
                entry -> lines.add(entry.getLogLevel() + " " + entry.getMessage()));

        register("com1", new FakeCard(), Map.of("bus.port", "0x3f8-0x3fz"));

        until(() -> lines.stream().anyMatch(line -> line.startsWith("INFO slot com1")));
        assertThat(lines).contains("WARN com1: bus.port: '0x3fz' is not a number (fabric)",
                "INFO slot com1 is invalid: bus.port: '0x3fz' is not a number");
        assertThat(slot(machine, "com1").state).isEqualTo("invalid");
    }

    @Test
    void stoppingTheBundleUnpluggesEverythingAndLeavesNothingBehind() throws Exception {
        framework.await(Machine.class, null);
        List<FakeCard> cards = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FakeCard card = new FakeCard();
            cards.add(card);
            register("card" + i, card, Map.of("bus.port", 16 * i + "+8"));
        }
        until(() -> framework.references(LiveRange.class, null).size() == 20);

        framework.fabric().stop();

        assertThat(cards).allSatisfy(card -> assertThat(card.heard).endsWith("unplug"));
        assertThat(framework.references(Machine.class, null)).isEmpty();
        assertThat(framework.references(LiveRange.class, null)).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("backplane-"));
        assertThat(framework.fabric().getState()).isEqualTo(Bundle.RESOLVED);

        framework.fabric().start();
        framework.await(Machine.class, null);
        until(() -> framework.references(LiveRange.class, null).size() == 20);
    }

    @Test
    void aBadConfigurationIsNamedInTheLogAndMakesNoMachine() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        framework.await(LogReaderService.class, null).addLogListener(entry -> {
            for (Throwable cause = entry.getException(); cause != null; cause = cause.getCause()) {
                lines.add(cause.getMessage());
            }
        });
        ConfigurationAdmin admin = framework.await(ConfigurationAdmin.class, null);

        admin.getFactoryConfiguration("org.backplane.machine", "bad", "?")
                .update(dictionary(Map.of("bus.machine", "bad", "onShutdown", "explode")));

        until(() -> lines.contains("onShutdown: 'explode' is not one of [reset, stop, poweroff]"));
        assertThat(framework.references(Machine.class, "(bus.machine=bad)"))
                .allMatch(reference -> framework.context().getService(reference) == null);
    }

    @Test
    void aTapServiceSeesTheRangesThatItsFilterChooses() {
        Machine machine = framework.await(Machine.class, null);
        register("com1", new FakeCard(0x40), Map.of("bus.port", "0x3f8-0x3ff"));
        register("com2", new FakeCard(0x60), Map.of("bus.port", "0x2f8-0x2ff"));
        Tap tap = new Tap() {
            @Override
            public void after(TapAccess access) {
                access.value(access.value() + 1);
            }
        };
        ServiceRegistration<Tap> byFilter = framework.context().registerService(Tap.class, tap,
                dictionary(Map.of("service.pid", "plus", Tap.TARGET, COM1)));
        until(() -> port(machine, 0x3f8) == 0x41);
        assertThat(port(machine, 0x2f8)).isEqualTo(0x60);

        byFilter.unregister();
        assertThat(port(machine, 0x3f8)).as("it sees nothing when its unregistration returns").isEqualTo(0x40);

        framework.context().registerService(Tap.class, tap, dictionary(Map.of(Tap.RANGES, new String[] {"com2/port0"})));
        until(() -> port(machine, 0x2f8) == 0x61);
        assertThat(port(machine, 0x3f8)).isEqualTo(0x40);
    }

    @Test
    void aFaultThatNeverHappenedAndAWrongFilterAreReported() {
        Machine machine = framework.await(Machine.class, null);
        ServiceRegistration<Tap> registration = framework.context().registerService(Tap.class, new Tap() { },
                dictionary(Map.of("service.pid", "fault", Tap.TARGET, "(range.space=", Tap.MUST_FIRE, true)));
        until(() -> machine.events().size() == 1);
        assertThat(machine.events()).extracting(event -> event.text).singleElement().asString()
                .startsWith("tap.target: '(range.space=' is no filter: ");

        registration.unregister();

        assertThat(machine.events()).extracting(event -> event.text).last().asString()
                .isEqualTo("the tap was to change an access and never did; it saw 0 accesses, and no range was what it had chosen");
        assertThat(machine.advice()).extracting(finding -> finding.pid).containsExactly("fault");
    }

    @Test
    void aBundleThatIsInstalledAgainGetsTheLoggersThatItHad() throws Exception {
        framework.await(LoggerFactory.class, "(org.backplane.shared=true)");
        LoggerFactory log = framework.context().getService(framework.context().getServiceReference(LoggerFactory.class));
        Bundle first = framework.context().installBundle("probe", emptyBundle());
        Logger logger = log.getLogger(first, "a.Name", Logger.class);
        first.uninstall();
        Bundle second = framework.context().installBundle("probe", emptyBundle());

        assertThat(log.getLogger(second, "a.Name", Logger.class)).isSameAs(logger);
        assertThat(log.getLogger(second, "another.Name", Logger.class)).isNotSameAs(logger);
        assertThat(log.getLogger(framework.fabric(), "a.Name", Logger.class)).isNotSameAs(logger);
        assertThat(log.getLogger("a.Name")).as("of the bundle that asks").isNotSameAs(logger);
    }

    private static InputStream emptyBundle() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "probe");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return new ByteArrayInputStream(jar.toByteArray());
    }
}
