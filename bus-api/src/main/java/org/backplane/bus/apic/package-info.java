/**
 * What local and I/O APICs say to each other and to the processor: the messages of the APIC bus, without its wires.
 *
 * <p>Each is a role ({@link org.backplane.bus.Wires#watch}), so the bundles do not know each other, and a machine without
 * them is one whose 8259A drives the processor's {@code intr} pin. With a local APIC the 8259A drives its pin
 * {@code lint0}. Start reading at {@link org.backplane.bus.apic.LocalApic}. Machine thread only.
 */
@Export
@Version("1.0.0")
package org.backplane.bus.apic;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
