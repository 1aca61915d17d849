package org.backplane.device.ram.internal;

import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;

/**
 * Main memory: a slab behind each declared range. It is zero when it is plugged in, and no reset changes it.
 *
 * <p>Not modelled: refresh, parity, and the random contents that real memory has when power comes on.
 */
final class Ram implements Card {
    private final Wires wires;
    private final Map<String, RangeHandler> windows = new HashMap<>();

    Ram(Wires wires) {
        this.wires = wires;
    }

    @Override
    public RangeHandler range(String name) {
        return windows.computeIfAbsent(name, this::populate);
    }

    private RangeHandler populate(String name) {
        long lengthBytes = wires.rangeBytes(name);
        Slab slab = wires.slab(name, lengthBytes);
        return slab.window(0, lengthBytes, true);
    }
}
