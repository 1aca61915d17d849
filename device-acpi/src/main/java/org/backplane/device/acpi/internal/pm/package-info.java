/** The registers of the power management function. Machine thread only. */
package org.backplane.device.acpi.internal.pm;
