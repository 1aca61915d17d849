package org.backplane.bus.core.internal.advice;

import java.util.Arrays;
import java.util.Optional;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciWindowDTO;

/** Why a base address register that holds an address does not answer there, and what to do about it (PCI 3.0 §6.2.2). */
final class Decoding {
    private Decoding() {
    }

    /** Whether nothing but another range, or a card that has failed, can be in the way. */
    static boolean isOpen(PciDecodeDTO decode) {
        return decode.enabled && closed(decode).isEmpty();
    }

    static String obstacle(PciDecodeDTO decode) {
        if (!decode.enabled) {
            return "the function does not decode";
        }
        return closed(decode).map(bridge -> "the bridge '" + bridge.bridge + "' does not forward (" + bridge.windows + ")")
                .orElseThrow();
    }

    static String advice(PciDecodeDTO decode) {
        if (!decode.enabled) {
            return decode.range.equals("rom")
                    ? "set bit 0 of the expansion ROM base address register and memory space (bit 1) in the command register"
                    : "set memory space (bit 1) or I/O space (bit 0) in the command register before the first access"
                            + " (Linux: pci_enable_device)";
        }
        return "open a window of the bridge around the range, and memory or I/O space in its command register";
    }

    private static Optional<PciWindowDTO> closed(PciDecodeDTO decode) {
        return Arrays.stream(decode.bridges).filter(bridge -> !bridge.passes).findFirst();
    }
}
