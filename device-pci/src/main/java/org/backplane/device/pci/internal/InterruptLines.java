package org.backplane.device.pci.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The interrupt lines of the root bus, wired-or (PCI 3.0 §2.2.6). A bridge swizzles the pins of what is behind it (PCI
 * Bridge §9.1); on the board pin p of device d goes to line (d - 1 + p - 1) mod 4.
 */
final class InterruptLines {
    private static final int LINES = 4;

    private final Functions functions;
    private final List<InterruptRouter> routers = new ArrayList<>();
    private final boolean[] levels = new boolean[LINES];

    InterruptLines(Functions functions) {
        this.functions = functions;
    }

    void add(InterruptRouter router) {
        routers.add(router);
        for (int line = 0; line < LINES; line++) {
            router.pirq(line, levels[line]);
        }
    }

    void remove(InterruptRouter router) {
        routers.remove(router);
    }

    /** Works the levels out anew and tells of changes. */
    void settle() {
        boolean[] now = new boolean[LINES];
        for (Function function : functions.all()) {
            if (function.interrupts()) {
                now[line(function)] = true;
            }
        }
        for (int line = 0; line < LINES; line++) {
            if (now[line] != levels[line]) {
                levels[line] = now[line];
                for (InterruptRouter router : routers) {
                    router.pirq(line, now[line]);
                }
            }
        }
    }

    /** The line that a function's pin leads to. */
    static int line(Function function) {
        int pin = function.identity().interruptPin() - 1;
        int device = function.device();
        for (Bridge bridge = function.bus().bridge(); bridge != null; bridge = bridge.bus().bridge()) {
            pin = (device + pin) % LINES;
            device = bridge.device();
        }
        return (device + LINES - 1 + pin) % LINES;
    }
}
