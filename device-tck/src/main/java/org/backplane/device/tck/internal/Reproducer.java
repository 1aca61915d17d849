package org.backplane.device.tck.internal;

import java.util.List;
import java.util.stream.Collectors;

/** A failing program as a JUnit test, for the class that extends the kit. */
public final class Reproducer {
    private Reproducer() {
    }

    /** The test. */
    public static String test(String check, Subject subject, List<Step> steps) {
        String name = Character.toUpperCase(check.charAt(0)) + check.substring(1).replace("-", "");
        String ranges = subject.declared().ranges().stream()
                .map(range -> String.format(".range(\"%s\", %dL)", range.name(), range.lengthBytes()))
                .collect(Collectors.joining());
        return "@org.junit.jupiter.api.Test\n"
                + "void reproduces" + name + "() {\n"
                + "    org.backplane.bus.testkit.FakeWires wires =\n"
                + "            new org.backplane.bus.testkit.FakeWires(\"tck\")" + ranges + ";\n"
                + "    wires.dma().map(0, new byte[" + Bench.MEMORY_BYTES + "]);\n"
                + "    org.backplane.device.tck.Specimen specimen = specimen(wires);\n"
                + "    org.backplane.bus.Card card = specimen.device().plug(wires);\n"
                + steps.stream().map(step -> "    " + step.java() + "\n").collect(Collectors.joining())
                + "}\n";
    }
}
