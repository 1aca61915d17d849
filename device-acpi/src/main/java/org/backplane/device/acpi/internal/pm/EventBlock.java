package org.backplane.device.acpi.internal.pm;

/** The role of a card with general-purpose events (ACPI §4.8.4): whether the guest would hear of one. Machine thread only. */
public interface EventBlock {
    /**
     * Whether an event would interrupt the guest: it has switched to ACPI mode and enabled the event.
     *
     * @param event the number of the event's pin, {@code gpe0} and so on
     */
    boolean hears(int event);
}
