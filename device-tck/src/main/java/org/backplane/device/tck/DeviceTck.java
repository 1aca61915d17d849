package org.backplane.device.tck;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backplane.bus.Device;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.internal.Claim;
import org.backplane.device.tck.internal.ComponentBundle;
import org.backplane.device.tck.internal.Subject;
import org.backplane.device.tck.internal.check.Kit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The conformance test of a device: extend it, say how to make the device, and run it with JUnit 5.
 *
 * <pre>
 * class DiceTckTest extends DeviceTck {
 *     &#64;Override
 *     protected Specimen specimen(FakeWires wires) {
 *         return Specimen.of(new DiceComponent());
 *     }
 * }
 * </pre>
 *
 * <p>What the device declares is read from its component's annotations, as the bundle will carry them. Each check is a test of
 * its own: it passes, fails, or is skipped with the reason because the device does not claim the property. The report goes to
 * {@code target/tck} (system property {@code backplane.tck.reports}) as text and JSON.
 */
@ConsumerType
public abstract class DeviceTck {
    /** For the author's class. */
    protected DeviceTck() {
    }

    /**
     * Makes a new device, the fakes of the host that it needs, and what these can do to it.
     *
     * @param wires the other ends of the wires that the device will get; fakes of the host want them
     * @return the specimen
     */
    protected abstract Specimen specimen(FakeWires wires);

    /**
     * The class whose annotations declare the device.
     *
     * @return the class with {@code @Component}; that of the device unless overridden
     */
    protected Class<?> component() {
        return device().getClass();
    }

    /**
     * The configuration under which the device is tried, as Configuration Admin would hold it.
     *
     * @return service properties that replace those of the annotations, empty unless overridden
     */
    protected Map<String, Object> configuration() {
        return Map.of();
    }

    /**
     * Tries everything.
     *
     * @return the report
     */
    protected final Report report() {
        ComponentBundle bundle = ComponentBundle.of(component());
        Map<String, Object> properties = new LinkedHashMap<>(bundle.properties());
        properties.putAll(configuration());
        Report report = Kit.run(Subject.of(bundle.name(), this::specimen, properties));
        List<Finding> findings = new ArrayList<>(report.findings());
        findings.add(Claim.judge(bundle.manifest(), report.level()));
        return new Report(report.device(), report.level(), List.copyOf(findings));
    }

    /**
     * The checks.
     *
     * @return a test for each
     * @throws IOException if the report cannot be written
     */
    @TestFactory
    final Stream<DynamicTest> conformance() throws IOException {
        Report report = report();
        report.write(Path.of(System.getProperty("backplane.tck.reports", "target/tck")));
        return report.findings().stream().map(finding -> DynamicTest.dynamicTest(finding.check(), () -> tell(finding)));
    }

    private Device device() {
        return specimen(new FakeWires("tck")).device();
    }

    private static void tell(Finding finding) {
        switch (finding.verdict()) {
            case PASSED -> { }
            case FAILED -> fail(finding + "\n" + finding.reproducer());
            case NOT_CLAIMED, NOT_JUDGED -> Assumptions.abort(finding.verdict().text() + ": " + finding.reason());
        }
    }
}
