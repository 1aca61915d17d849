package org.backplane.bus.core.internal.slot;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.backplane.bus.core.internal.line.Pins;
import org.backplane.bus.core.internal.memory.ArenaSlab;
import org.backplane.bus.core.internal.pci.PciPort;
import org.backplane.bus.core.internal.space.Mapping;

/**
 * What a card that was taken out leaves to the next one in its slot: slabs with their bytes, output pins that hold their
 * lines, the seat on the PCI bus with the addresses of its windows, and what its ranges have counted.
 */
final class Legacy {
    private final Map<String, ArenaSlab> slabs = new HashMap<>();
    private final Map<String, Mapping> counted;
    private final Map<String, Long> windows = new LinkedHashMap<>();
    /** {@code null} if they hold nothing. */
    private final Pins pins;
    private final boolean busMaster;
    private PciPort pci;
    private long takenBytes;

    Legacy(Pins pins, PciPort pci, boolean busMaster, Map<String, Mapping> counted) {
        this.pins = pins;
        this.pci = pci;
        this.busMaster = busMaster;
        this.counted = counted;
    }

    /** What a card of another machine has left: memory. Its lines are held, and its place on a bus the bridge remembers. */
    static Legacy ofSlabs() {
        return new Legacy(null, null, false, Map.of());
    }

    void leave(String name, ArenaSlab slab) {
        slabs.put(name, slab);
    }

    void leaveWindow(String range, long address) {
        windows.put(range, address);
    }

    /** A slab of this name and length for the next card; {@code null} if there is none. */
    ArenaSlab take(String name, long lengthBytes) {
        ArenaSlab left = slabs.get(name);
        if (left == null || !left.holds(lengthBytes)) {
            return null;
        }
        slabs.remove(name);
        takenBytes += left.lengthBytes();
        return left;
    }

    /** The next card gives a slab back because it has failed. */
    void giveBack(String name, ArenaSlab slab) {
        takenBytes -= slab.lengthBytes();
        slabs.put(name, slab);
    }

    /** How long the slabs are that the next card has taken. */
    long takenBytes() {
        return takenBytes;
    }

    /** The names of the slabs that the next card has not taken. */
    Set<String> left() {
        return slabs.keySet();
    }

    Map<String, Mapping> counted() {
        return counted;
    }

    /** Lets the next card take over the seat on the PCI bus, if it is the same function; otherwise the seat is left. */
    void seat(PciPort next) {
        if (pci == null) {
            return;
        }
        PciPort before = pci;
        pci = null;
        if (next.succeeds(before)) {
            next.succeed(before, busMaster);
            windows.forEach(next::move);
        } else {
            before.unplug();
        }
    }

    /** Lets go of what the next card has not taken. */
    void end() {
        if (pci != null) {
            pci.unplug();
            pci = null;
        }
        if (pins != null) {
            pins.revoke();
        }
        slabs.values().forEach(ArenaSlab::detach);
        slabs.clear();
    }
}
