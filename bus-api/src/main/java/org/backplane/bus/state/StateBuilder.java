package org.backplane.bus.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Puts the values of a {@link StateRecord} together. A name that comes again replaces the value it had. One thread. */
@ProviderType
public final class StateBuilder {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Starts without any value. */
    public StateBuilder() {
    }

    /**
     * Starts with the values of a record, for a migrator that changes some of them.
     *
     * @param from the record
     */
    public StateBuilder(StateRecord from) {
        values.putAll(from.values());
    }

    /**
     * Adds a number; a truth value is 0 or 1.
     *
     * @param name  its name
     * @param value the value
     * @return this builder
     */
    public StateBuilder number(String name, long value) {
        return put(name, value);
    }

    /**
     * Adds a text.
     *
     * @param name  its name
     * @param value the value
     * @return this builder
     */
    public StateBuilder text(String name, String value) {
        return put(name, value);
    }

    /**
     * Adds bytes.
     *
     * @param name  their name
     * @param value the values, which are copied
     * @return this builder
     */
    public StateBuilder bytes(String name, byte... value) {
        return put(name, value.clone());
    }

    /**
     * Adds an array.
     *
     * @param name  its name
     * @param value the values, which are copied
     * @return this builder
     */
    public StateBuilder integers(String name, int... value) {
        return put(name, value.clone());
    }

    /**
     * Adds an array.
     *
     * @param name  its name
     * @param value the values, which are copied
     * @return this builder
     */
    public StateBuilder numbers(String name, long... value) {
        return put(name, value.clone());
    }

    /**
     * Adds a record.
     *
     * @param name  its name
     * @param value the values
     * @return this builder
     */
    public StateBuilder record(String name, StateRecord value) {
        return put(name, value);
    }

    /**
     * Takes a value away.
     *
     * @param name its name
     * @return this builder
     */
    public StateBuilder without(String name) {
        values.remove(name);
        return this;
    }

    /**
     * Makes the record.
     *
     * @return the values as they are now
     */
    public StateRecord build() {
        return new StateRecord(values);
    }

    StateBuilder put(String name, Object value) {
        if (name.isEmpty() || name.length() > StateFormat.LONGEST_NAME || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new StateException("'" + name + "' is no name of a value: 1 to " + StateFormat.LONGEST_NAME
                    + " printable ASCII characters");
        }
        if (value == null) {
            throw new StateException("'" + name + "' has no value");
        }
        values.put(name, value);
        return this;
    }
}
