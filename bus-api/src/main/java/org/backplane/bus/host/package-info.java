/**
 * The host's side of devices: where the bytes of a serial port or a debug console go, the images behind disk drives, the
 * networks that cables lead to, and what keeps the memory of a card that a battery feeds.
 *
 * <p>A device gets a {@link org.backplane.bus.host.HostStreams}, {@link org.backplane.bus.host.HostDisks} or
 * {@link org.backplane.bus.host.HostFiles} service by reference and opens what its configuration names; a network is a
 * {@link org.backplane.bus.host.HostNetwork} service of its own, which may come and go. Threads and files
 * belong to the implementation, not to the device, so unplugging a device leaves none behind. Whoever wants to show a console
 * looks at it through {@link org.backplane.bus.host.HostConsoles}.
 */
@Export
@Version("1.1.0")
package org.backplane.bus.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
