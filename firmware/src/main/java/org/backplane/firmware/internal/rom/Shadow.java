package org.backplane.firmware.internal.rom;

import java.util.Locale;
import org.backplane.bus.MemoryType;
import org.backplane.firmware.FirmwareException;

/**
 * What lies below 1 MiB, at the place from which real-mode firmware runs. Chipsets put RAM there behind the ROM and let the
 * firmware switch over once it has copied itself (82441FX "PAM"); firmware for PCs relies on being able to write there.
 */
enum Shadow {
    /** The ROM itself: for firmware that does not write to itself, and for machines whose host bridge does the shadowing. */
    ROM(MemoryType.WP),
    /** RAM that holds the image from the start: what a machine without such a bridge needs. */
    RAM(MemoryType.WB);

    private final MemoryType type;

    Shadow(MemoryType type) {
        this.type = type;
    }

    /** How the processor should map it. */
    MemoryType type() {
        return type;
    }

    /**
     * Reads the property.
     *
     * @throws FirmwareException if the text is neither
     */
    static Shadow parse(String text) {
        for (Shadow shadow : values()) {
            if (shadow.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return shadow;
            }
        }
        throw new FirmwareException("shadow: '" + text + "' is neither rom nor ram");
    }
}
