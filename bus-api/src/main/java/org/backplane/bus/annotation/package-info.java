/**
 * Component property types that declare a device's ranges and pins.
 *
 * <p>They are put on the component class beside {@code @Component} and become the service properties that
 * {@link org.backplane.bus.BusProperties} describes, as defaults that Configuration Admin overrides. Each of them also
 * makes the bundle require an implementation of the bus, so that the resolver refuses a device without a machine:
 *
 * <pre>
 * &#64;Component(configurationPid = "com.example.dice")
 * &#64;PortRanges(port = "0x300-0x301", port_implemented = "1")
 * &#64;Drives("irq=irq5")
 * public final class DiceComponent implements Device { ... }
 * </pre>
 */
@Export
@Version("1.1.0")
package org.backplane.bus.annotation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
