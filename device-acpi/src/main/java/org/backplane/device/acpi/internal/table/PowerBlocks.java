package org.backplane.device.acpi.internal.table;

import java.util.Optional;

/**
 * Where the registers of the power management function are.
 *
 * @param base  port of the block with PM1a event, PM1a control and timer
 * @param gpe0  port of the general-purpose event block
 * @param apm   port of the command register that switches between ACPI and legacy mode
 * @param sci   number of the interrupt request line
 * @param slots the hot-plug controller, if there is one whose events reach this function
 */
public record PowerBlocks(int base, int gpe0, int apm, int sci, Optional<HotPlug> slots) {
    /**
     * A PCI hot-plug controller.
     *
     * @param port  port of its registers
     * @param event number of its general-purpose event
     */
    public record HotPlug(int port, int event) {
    }
}
