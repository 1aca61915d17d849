/**
 * PCI: what the author of a function sees, and what a host bridge implements.
 *
 * <p>A PCI function is a {@link org.backplane.bus.Device} like any other whose service properties say more
 * ({@link org.backplane.bus.pci.PciFunction}): where it is plugged in, who it is, and which base address registers it has. Its
 * card gives a {@link org.backplane.bus.RangeHandler} for each of them by name ({@code bar0}), drives its interrupt with
 * {@code wires.line("intx")}, and gets the rest from {@link org.backplane.bus.Wires#pci}. Registers of its own it offers by
 * implementing {@link org.backplane.bus.pci.PciConfiguration}. Start with {@code PciFunction}.
 *
 * <p>The configuration header belongs to the slot, not to the function's code: the card of the host bridge
 * ({@link org.backplane.bus.pci.PciHost}) models it and moves the function's ranges as the guest writes the registers. That
 * functions come and go while it runs, the guest hears by a hot-plug controller ({@link org.backplane.bus.pci.PciHotPlug}).
 */
@Export
@Version("1.1.0")
package org.backplane.bus.pci;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
