package org.backplane.device.pci.internal;

import java.util.Collection;
import java.util.TreeMap;
import org.backplane.bus.pci.Bar;

/** A PCI bus: 32 devices of 8 functions. */
final class Bus {
    private static final int DEVICES = 32;
    private static final int FUNCTIONS = 8;
    /** On the board the first device numbers are soldered: host bridge, ISA bridge, graphics. */
    private static final int FIRST_FREE_ON_ROOT = 3;

    /** The bridge in front of it; {@code null} for the root bus. */
    private final Bridge bridge;
    private final TreeMap<Integer, Function> functions = new TreeMap<>();

    Bus(Bridge bridge) {
        this.bridge = bridge;
    }

    Bridge bridge() {
        return bridge;
    }

    /** The number that software has given it; -1 if it has given none. */
    int number() {
        if (bridge == null) {
            return 0;
        }
        return bridge.secondaryNumber() == 0 ? -1 : bridge.secondaryNumber();
    }

    /** In the order of their numbers. */
    Collection<Function> functions() {
        return functions.values();
    }

    /** The function at a place, or {@code null}. */
    Function at(int device, int function) {
        return functions.get(device * FUNCTIONS + function);
    }

    /** The first device of which no function is there; -1 if the bus is full. */
    int freeDevice() {
        for (int device = bridge == null ? FIRST_FREE_ON_ROOT : 0; device < DEVICES; device++) {
            if (isFree(device)) {
                return device;
            }
        }
        return -1;
    }

    boolean isFree(int device) {
        Integer first = functions.ceilingKey(device * FUNCTIONS);
        return first == null || first >= (device + 1) * FUNCTIONS;
    }

    void add(Function function) {
        functions.put(function.device() * FUNCTIONS + function.identity().function(), function);
    }

    void remove(Function function) {
        functions.remove(function.device() * FUNCTIONS + function.identity().function());
    }

    /** RST#: everything on it, and behind it, as after power-on. */
    void reset() {
        functions.values().forEach(Function::reset);
        functions.values().forEach(Function::decode);
    }

    /** Whether accesses from the processor reach a range on this bus. */
    boolean passes(Bar bar, long address) {
        return bridge == null || bridge.passes(bar, address) && bridge.bus().passes(bar, address);
    }

    /** Whether DMA from this bus reaches memory. */
    boolean passesUpstream() {
        return bridge == null || bridge.isBusMaster() && bridge.bus().passesUpstream();
    }

    /** The bus of a number behind this one, or itself; {@code null} if no bridge leads there. */
    Bus find(int wanted) {
        if (wanted == number()) {
            return this;
        }
        for (Function function : functions.values()) {
            if (function instanceof Bridge && ((Bridge) function).forwards(wanted)) {
                return ((Bridge) function).secondary().find(wanted);
            }
        }
        return null;
    }

    /** A configuration cycle on this bus met nobody; on the root bus the host bridge keeps that in mind. */
    void masterAbort(Function hostBridge) {
        if (bridge != null) {
            bridge.masterAbort();
        } else if (hostBridge != null) {
            hostBridge.status(HeaderRegister.STATUS_RECEIVED_MASTER_ABORT);
        }
    }
}
