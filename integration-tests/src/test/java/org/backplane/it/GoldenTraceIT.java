package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.backplane.bus.machine.Access;
import org.backplane.bus.machine.AccessObserver;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.testkit.GoldenTrace;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The accesses of SeaBIOS on this machine, in order, against those on a PC that is known to be good. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GoldenTraceIT {
    private static final GoldenTrace GOLDEN = GoldenTrace.named("seabios-1.16.2-pc-nodef-std");
    private static final Path BIOS = Path.of("/usr/share/seabios/bios.bin");
    private static final List<String> DEVICES = List.of("device-ram", "device-rtc", "device-debugcon", "device-port92");
    /** What the firmware itself says of its build; another one makes other accesses. */
    private static final String BUILD = "1.16.2-debian-1.16.2-1";
    /** Ports of chips that this machine has: CMOS memory, system control port A, the debug console. */
    private static final Pattern PRESENT = Pattern.compile("[Wr] (70|71|92|402)\\..*");
    /** Some way past the first difference; without a timer the firmware makes some hundred more. */
    private static final int ENOUGH = 100;
    private static final long PATIENCE_MILLIS = 60_000;

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;

    private final List<String> ours = Collections.synchronizedList(new ArrayList<>());

    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        List<String> more = new ArrayList<>(DEVICES);
        more.remove("device-ram"); // It is there.
        more.add("bus-testkit");
        return Container.options(more.stream().map(Container::file)
                .toArray(Option[]::new));
    }

    @Before
    public void traceAndFirmwareAreThere() throws IOException {
        assumeTrue(GOLDEN.absence(), GOLDEN.isHere());
        assumeTrue("there is no " + BIOS + "; the package seabios has it", Files.isReadable(BIOS));
        assumeTrue("another SeaBIOS than " + BUILD + " is installed",
                new String(Files.readAllBytes(BIOS), StandardCharsets.ISO_8859_1).contains(BUILD));
    }

    /** The figures change when the machine gets more of a PC's chips; docs/golden-traces.md explains each difference. */
    @Test
    public void seaBiosDiffersFirstWhereItMissesAChip() throws Exception {
        List<String> golden = TraceText.of(GOLDEN);
        record();
        Files.write(Path.of("target", "seabios.seq"), ours);

        assertFirstDifference("of all accesses", 5, "r cfc.2=8086", "r cfc.2=ffff", golden, ours);
        assertFirstDifference("of accesses to chips that are there", 7, "W 70.1=b8", "W 70.1=b4",
                present(golden), present(ours));
    }

    private static List<String> present(List<String> trace) {
        return trace.stream().filter(PRESENT.asMatchPredicate()).toList();
    }

    private static void assertFirstDifference(String what, int index, String goldenHas, String oursHas,
            List<String> golden, List<String> ours) {
        int common = TraceText.commonLength(golden, ours);
        assertEquals("the first difference " + what, goldenHas + " / " + oursHas + " at " + index,
                golden.get(common) + " / " + ours.get(common) + " at " + common);
    }

    private void record() throws Exception {
        await("all devices are live", () -> live() == DEVICES.size() + 1);
        configure("org.backplane.device.debugcon", Map.of("host", "none"));
        configure("org.backplane.firmware.rom", Map.of("image", BIOS.toString(), "shadow", "ram"));
        await("all devices are live again", () -> live() == DEVICES.size() + 2);
        AccessObserver observer = this::note;
        ServiceRegistration<AccessObserver> registration =
                context.registerService(AccessObserver.class, observer, new Hashtable<>());
        machine.powerOn();
        await("the firmware makes enough accesses", () -> ours.size() >= ENOUGH);
        machine.powerOff(0);
        registration.unregister();
        int size = ours.size();
        assertTrue("nothing is told after the observer has gone", machine.call(ours::size) == size);
    }

    /** How many slots are live; the processor's is one of them. */
    private long live() {
        return machine.slots().stream().filter(slot -> slot.state.equals("live")).count();
    }

    /** Configures a device and waits until that has changed the map. */
    private void configure(String pid, Map<String, Object> properties) throws Exception {
        long before = machine.status().mapGeneration;
        configurations.getConfiguration(pid, "?").update(new Hashtable<>(properties));
        await(pid + " is plugged in anew", () -> machine.status().mapGeneration > before);
    }

    private void note(Access access) {
        String text = TraceText.of(access);
        if (ours.size() < ENOUGH && !TraceText.isReport(text)) {
            ours.add(text);
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("not true in time: " + what + "; " + machine.slots() + " " + machine.status());
            }
            Thread.sleep(5);
        }
    }
}
