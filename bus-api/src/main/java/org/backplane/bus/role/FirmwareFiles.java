package org.backplane.bus.role;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The role of a card that has something to tell the firmware: tables, the order of boot devices. The firmware
 * configuration device collects the files of all such cards when the machine is reset. Machine thread only.
 */
@ConsumerType
public interface FirmwareFiles {
    /**
     * The files as they are now.
     *
     * @return contents by name, such as {@code etc/acpi/rsdp}; names have at most 55 ASCII characters
     */
    Map<String, byte[]> firmwareFiles();
}
