package org.backplane.bus.state;

/**
 * The state of a card at one moment. Slabs are not part of it: they belong to the slot and stay where they are.
 *
 * @param schema what the names mean
 * @param values the values
 */
public record DeviceState(StateSchema schema, StateRecord values) {
    /**
     * Makes the state whose values are the components of a record.
     *
     * @param schema     what the names mean
     * @param components the values, as {@link StateRecord#of} takes them
     * @return the state
     */
    public static DeviceState of(StateSchema schema, Record components) {
        return new DeviceState(schema, StateRecord.of(components));
    }
}
