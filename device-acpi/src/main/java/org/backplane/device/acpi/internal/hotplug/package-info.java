/** The PCI hot-plug controller. Machine thread only. */
package org.backplane.device.acpi.internal.hotplug;
