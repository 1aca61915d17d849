/**
 * The host's side of devices: where the bytes of a serial port or a debug console go, and what keeps the memory of a card
 * that a battery feeds.
 *
 * <p>A device gets a {@link org.backplane.bus.host.HostStreams} service by reference and opens what its configuration
 * names, or a {@link org.backplane.bus.host.HostFiles} service. Threads and files belong to the implementation, not to
 * the device, so unplugging a device leaves none behind.
 */
@Export
@Version("1.0.0")
package org.backplane.bus.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
