package org.backplane.bus.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Named values: numbers, texts, arrays of {@code byte}, {@code int} and {@code long}, and records. Immutable. Asking for
 * a name that is not there, or for another type than it has, is a {@link StateException} that names it.
 */
@ProviderType
public final class StateRecord {
    private final Map<String, Object> values;

    StateRecord(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Makes named values of the components of a Java record: {@code boolean}, {@code int}, {@code long}, {@code String},
     * {@code byte[]}, {@code int[]}, {@code long[]}, records and arrays of records.
     *
     * @param components the record
     * @return its values
     * @throws StateException if a component has another type or no value
     */
    public static StateRecord of(Record components) {
        return StateMapper.values(components);
    }

    /**
     * Makes a Java record of the values; the way back from {@link #of}. Values that it has no component for are left
     * alone.
     *
     * @param type the record's class
     * @param <T>  the record
     * @return the record
     * @throws StateException if a component's value is missing or of another type, or the record refuses it
     */
    public <T extends Record> T to(Class<T> type) {
        return StateMapper.record(this, type);
    }

    /**
     * The names of all values.
     *
     * @return the names, in the order in which they were added
     */
    public Set<String> names() {
        return values.keySet();
    }

    /**
     * A number.
     *
     * @param name its name
     * @return the value
     */
    public long number(String name) {
        return value(name, Long.class, "number");
    }

    /**
     * A number of 32 bits.
     *
     * @param name its name
     * @return the value
     */
    public int integer(String name) {
        long value = number(name);
        if (value != (int) value) {
            throw new StateException("'" + name + "' is " + value + ", which has more than 32 bits");
        }
        return (int) value;
    }

    /**
     * A truth value.
     *
     * @param name its name
     * @return whether the number is 1
     */
    public boolean flag(String name) {
        long value = number(name);
        if (value != 0 && value != 1) {
            throw new StateException("'" + name + "' is " + value + ", which is neither 0 nor 1");
        }
        return value == 1;
    }

    /**
     * A text.
     *
     * @param name its name
     * @return the value
     */
    public String text(String name) {
        return value(name, String.class, "text");
    }

    /**
     * Bytes.
     *
     * @param name their name
     * @return a copy of the values
     */
    public byte[] bytes(String name) {
        return value(name, byte[].class, "byte array").clone();
    }

    /**
     * An array.
     *
     * @param name its name
     * @return a copy of the values
     */
    public int[] integers(String name) {
        return value(name, int[].class, "int array").clone();
    }

    /**
     * An array.
     *
     * @param name its name
     * @return a copy of the values
     */
    public long[] numbers(String name) {
        return value(name, long[].class, "long array").clone();
    }

    /**
     * A record.
     *
     * @param name its name
     * @return the record
     */
    public StateRecord record(String name) {
        return value(name, StateRecord.class, "record");
    }

    Map<String, Object> values() {
        return values;
    }

    private <T> T value(String name, Class<T> type, String typeText) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new StateException("the state has no " + typeText + " '" + name + "'");
        }
        return type.cast(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateRecord && Arrays.equals(StateFormat.bytes(this), StateFormat.bytes((StateRecord) other));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(StateFormat.bytes(this));
    }

    @Override
    public String toString() {
        return "a record of " + String.join(", ", values.keySet());
    }
}
