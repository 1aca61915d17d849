/**
 * Interposing on the accesses to a range without touching its device.
 *
 * <p>A bundle registers a {@link org.backplane.bus.tap.Tap} service whose properties choose ranges. The fabric leads each
 * access to them past the tap, before and after the device: to count, to trace, to measure, or to answer in the device's
 * place. A range that no tap has chosen costs nothing. Machine thread.
 */
@Export
@Version("1.0.0")
package org.backplane.bus.tap;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
