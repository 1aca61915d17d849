package org.backplane.device.acpi.internal.table;

/**
 * Where the registers of the power management function are.
 *
 * @param base  port of the block with PM1a event, PM1a control and timer
 * @param gpe0  port of the general-purpose event block
 * @param apm   port of the command register that switches between ACPI and legacy mode
 * @param sci   number of the interrupt request line
 */
public record PowerBlocks(int base, int gpe0, int apm, int sci) {
}
