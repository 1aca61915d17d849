package ${package};

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The contract that every device keeps: the conformance kit tries it, and writes its report to target/tck. */
class ${chip}TckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new ${chip}Component());
    }
}
