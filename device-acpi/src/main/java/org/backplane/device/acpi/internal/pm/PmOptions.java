package org.backplane.device.acpi.internal.pm;

/**
 * What is configured.
 *
 * @param pci    whether the card is a PCI function, whose registers place the block
 * @param base   port of the block: where it answers without PCI, and what the tables say
 * @param smm    whether the machine has system management mode
 * @param tables whether the card offers ACPI tables
 */
public record PmOptions(boolean pci, int base, boolean smm, boolean tables) {
}
