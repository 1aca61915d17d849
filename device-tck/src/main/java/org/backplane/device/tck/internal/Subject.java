package org.backplane.device.tck.internal;

import java.util.Map;
import java.util.function.Function;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.Specimen;

/**
 * A device under test: how to make one, and what it declares.
 *
 * @param name      the component's name
 * @param specimens makes a new device
 * @param declared  what the service properties say
 */
public record Subject(String name, Function<FakeWires, Specimen> specimens, Declared declared) {
    /** The properties that it does not claim, with the reasons. */
    public Map<String, String> unclaimed() {
        return specimens.apply(new FakeWires("tck")).unclaimed();
    }

    /** Reads what is declared. */
    public static Subject of(String name, Function<FakeWires, Specimen> specimens, Map<String, ?> properties) {
        return new Subject(name, specimens, Declared.parse(properties));
    }
}
