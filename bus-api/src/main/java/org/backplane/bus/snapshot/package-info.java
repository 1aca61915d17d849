/**
 * All of a machine at one moment, as values.
 *
 * <p>{@link org.backplane.bus.machine.Machine#snapshot} makes a {@link org.backplane.bus.snapshot.MachineSnapshot},
 * {@link org.backplane.bus.machine.Machine#restore} lets another machine go on with it, in another process too. What belongs to
 * the host - streams, disk images - is not in it. The values are immutable and may be used by any thread.
 */
@Export
@Version("1.0.0")
package org.backplane.bus.snapshot;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
