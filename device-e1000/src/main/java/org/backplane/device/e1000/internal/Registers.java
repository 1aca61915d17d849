package org.backplane.device.e1000.internal;

import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateRecord;

/** The registers that hold what the driver writes to them. */
final class Registers {
    private final int[] values = new int[E1000Register.values().length];

    Registers() {
        reset();
    }

    void reset() {
        for (E1000Register register : E1000Register.values()) {
            values[register.ordinal()] = register.resetValue();
        }
    }

    int get(E1000Register register) {
        return values[register.ordinal()];
    }

    void set(E1000Register register, int value) {
        values[register.ordinal()] = value & register.writable();
    }

    /** By their names, so that a revision with other registers finds its own. */
    StateRecord state() {
        StateBuilder builder = new StateBuilder();
        for (E1000Register register : E1000Register.values()) {
            builder.number(register.name(), get(register));
        }
        return builder.build();
    }

    void restore(StateRecord state) {
        for (E1000Register register : E1000Register.values()) {
            values[register.ordinal()] = state.integer(register.name());
        }
    }
}
