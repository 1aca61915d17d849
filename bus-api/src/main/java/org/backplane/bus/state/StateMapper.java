package org.backplane.bus.state;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Java records as named values and back. An array of records is a record with the names 0, 1, 2, and so on. */
final class StateMapper {
    private StateMapper() {
    }

    static StateRecord values(Record components) {
        StateBuilder builder = new StateBuilder();
        for (RecordComponent component : components.getClass().getRecordComponents()) {
            builder.put(component.getName(), value(component.getName(), read(component, components)));
        }
        return builder.build();
    }

    private static Object read(RecordComponent component, Record from) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(from);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(component.toString(), impossible);
        }
    }

    private static Object value(String name, Object value) {
        if (value instanceof Boolean) {
            return (Boolean) value ? 1L : 0L;
        }
        if (value instanceof Integer) {
            return (long) (Integer) value;
        }
        if (value instanceof byte[]) {
            return ((byte[]) value).clone();
        }
        if (value instanceof int[]) {
            return ((int[]) value).clone();
        }
        if (value instanceof long[]) {
            return ((long[]) value).clone();
        }
        if (value instanceof Record) {
            return values((Record) value);
        }
        if (value instanceof Record[]) {
            return elements((Record[]) value);
        }
        if (value instanceof Long || value instanceof String) {
            return value;
        }
        throw new StateException("'" + name + "' is no value of a state: " + (value == null ? "nothing"
                : value.getClass().getName()));
    }

    private static StateRecord elements(Record[] records) {
        StateBuilder builder = new StateBuilder();
        for (int i = 0; i < records.length; i++) {
            builder.record(String.valueOf(i), values(records[i]));
        }
        return builder.build();
    }

    static <T extends Record> T record(StateRecord values, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = component(values, components[i].getName(), components[i].getType());
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            throw new StateException("the state is no " + type.getSimpleName() + ": " + refused.getCause().getMessage());
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(type.toString(), impossible);
        }
    }

    private static Object component(StateRecord values, String name, Class<?> type) {
        if (type == boolean.class) {
            return values.flag(name);
        }
        if (type == int.class) {
            return values.integer(name);
        }
        if (type == long.class) {
            return values.number(name);
        }
        if (type == String.class) {
            return values.text(name);
        }
        if (type == byte[].class) {
            return values.bytes(name);
        }
        if (type == int[].class) {
            return values.integers(name);
        }
        if (type == long[].class) {
            return values.numbers(name);
        }
        if (type.isRecord()) {
            return values.record(name).to(type.asSubclass(Record.class));
        }
        if (type.isArray() && type.getComponentType().isRecord()) {
            return array(values.record(name), type.getComponentType().asSubclass(Record.class));
        }
        throw new StateException("'" + name + "' is no value of a state: " + type.getName());
    }

    private static Object array(StateRecord elements, Class<? extends Record> type) {
        Object array = Array.newInstance(type, elements.names().size());
        for (int i = 0; i < elements.names().size(); i++) {
            Array.set(array, i, elements.record(String.valueOf(i)).to(type));
        }
        return array;
    }
}
