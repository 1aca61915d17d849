/**
 * The conformance kit for devices.
 *
 * <p>Start with {@link org.backplane.device.tck.DeviceTck}, which the author of a device extends for JUnit 5: it plugs the
 * device into the test kit's wires and tries, with random programs of accesses, time, lines, resets and whatever the host may
 * do, the properties that every device has and those that this one claims. {@link org.backplane.device.tck.live.LiveTck} does
 * what can be done from outside to a device that runs in a machine. {@code docs/device-tck.md} lists the checks.
 *
 * <p>One thread; nothing here looks at a clock.
 */
@Export
@Version("1.0.0")
package org.backplane.device.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
