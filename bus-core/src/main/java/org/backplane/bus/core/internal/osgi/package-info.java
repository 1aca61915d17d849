/**
 * What connects a machine to the service registry: devices and processors come and go as services, the machine and its
 * live ranges are services, configurations make machines. All of OSGi is here; the rest of the fabric is plain Java.
 */
@Capability(namespace = "osgi.implementation", name = RequireBus.IMPLEMENTATION, version = RequireBus.VERSION,
        uses = Device.class)
@Capability(namespace = Capabilities.BUS, name = Capabilities.MEMORY, effective = Capabilities.ASSEMBLY)
@Capability(namespace = Capabilities.BUS, name = Capabilities.PORT, effective = Capabilities.ASSEMBLY)
package org.backplane.bus.core.internal.osgi;

import org.backplane.bus.Device;
import org.backplane.bus.annotation.Capabilities;
import org.backplane.bus.annotation.RequireBus;
import org.osgi.annotation.bundle.Capability;
