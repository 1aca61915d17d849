package org.backplane.device.e1000.internal;

import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateRecord;
import org.backplane.bus.state.StateSchema;

/**
 * Everything that the card remembers; descriptors and buffers are in the guest's memory.
 *
 * @param chip      the units of the controller
 * @param jack      frames that the network has given and the controller has not looked at
 * @param ioAddress IOADDR
 */
record E1000State(E1000.State chip, NetworkJack.State jack, int ioAddress) {
    static final StateSchema SCHEMA = new StateSchema(E1000Component.PID, 1);

    private static final String REGISTERS = "registers";

    /** The state with the registers that hold values. */
    DeviceState with(StateRecord registers) {
        return new DeviceState(SCHEMA, new StateBuilder(StateRecord.of(this)).record(REGISTERS, registers).build());
    }

    static StateRecord registers(DeviceState state) {
        return state.values().record(REGISTERS);
    }
}
