package org.backplane.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.backplane.bus.machine.Machine;
import org.backplane.device.tck.Report;
import org.backplane.device.tck.Verdict;
import org.backplane.device.tck.live.LiveTck;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The conformance kit against live services: our devices pass it, and one that throws does not. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DeviceTckIT {
    private static final Path FAULTY = Path.of("target", "probe", "faulty.jar");
    private static final Path LEAKY = Path.of("target", "probe", "leaky.jar");
    private static final long PATIENCE_MILLIS = 20_000;

    @Inject
    private Machine machine;
    @Inject
    private BundleContext context;

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws Exception {
        ProbeBuilder.build("org.backplane.it.faulty", "1.0.0", FAULTY);
        ProbeBuilder.build("org.backplane.it.leaky", "1.0.0", LEAKY);
        return Container.options(Container.file("device-tck"), Container.file("device-uart"), Container.file("device-rtc"),
                Container.file("device-post"), Container.file("device-port92"), Container.file("device-lapic"),
                Container.file("device-ioapic"));
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst()
                .orElseThrow();
    }

    private Report report(Bundle bundle) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (machine.slots().stream().noneMatch(slot -> slot.bundleId == bundle.getBundleId() && slot.state.equals("live"))) {
            assertTrue("the device does not become live: " + machine.slots(), System.currentTimeMillis() < deadline);
            Thread.sleep(1);
        }
        return new LiveTck(machine, bundle).run();
    }

    @Test
    public void devicesThatKeepTheirStatePassEverything() throws Exception {
        for (String name : new String[] {"org.backplane.device.uart", "org.backplane.device.rtc",
            "org.backplane.device.lapic", "org.backplane.device.ioapic"}) {
            Report report = report(bundle(name));
            assertEquals(report.text(), report.findings().size(), report.checks(Verdict.PASSED).size());
        }
    }

    @Test
    public void devicesThatKeepNoneDoNotClaimSwaps() throws Exception {
        for (String name : new String[] {"org.backplane.device.post", "org.backplane.device.port92"}) {
            Report report = report(bundle(name));
            assertEquals(report.text(), List.of(), report.checks(Verdict.FAILED));
            assertTrue(report.text(), List.of(List.of(), List.of("swap")).contains(report.checks(Verdict.NOT_CLAIMED)));
        }
    }

    private void isFoundBy(String check, Path jar) throws Exception {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        try {
            bundle.start();
            Report report = report(bundle);
            assertEquals(report.text(), List.of(check), report.checks(Verdict.FAILED));
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    public void aDeviceThatThrowsIsFound() throws Exception {
        isFoundBy("widths", FAULTY);
    }

    @Test
    public void aDeviceWhoseClassesStayIsFound() throws Exception {
        isFoundBy("cycles", LEAKY);
    }
}
