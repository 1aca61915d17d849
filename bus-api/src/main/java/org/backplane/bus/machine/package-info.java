/**
 * What operates a machine: shell, launcher, tests, consoles.
 *
 * <p>The fabric registers one {@link org.backplane.bus.machine.Machine} service for each machine. It starts and stops
 * the guest, runs work on the machine thread, and lists what is plugged in and mapped as DTOs. Every range that answers
 * at this moment is also a service of its own, {@link org.backplane.bus.machine.LiveRange}, so that an LDAP filter finds
 * it. All methods here may be called from any thread unless they say otherwise.
 */
@Export
@Version("1.1.0")
package org.backplane.bus.machine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
