package org.backplane.cpu.internal.state;

import org.backplane.bus.state.StateException;

/** What the arrays of a state must be, whoever has written it. */
final class Lengths {
    private Lengths() {
    }

    static void check(String name, int length, int expected) {
        if (length != expected) {
            throw new StateException("'" + name + "' has " + length + " elements, not " + expected);
        }
    }
}
