package org.backplane.bus.core.internal.declare;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A service property with one element for each range: a single value, an array of any kind or a collection.
 *
 * @param name     the property's name
 * @param elements its elements; empty if the property is absent or an empty text
 */
record PropertyList(String name, List<Object> elements) {
    static PropertyList of(Map<String, ?> properties, String name) {
        Object value = properties.get(name);
        List<Object> elements = new ArrayList<>();
        if (value instanceof Collection) {
            elements.addAll((Collection<?>) value);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
        } else if (value != null && !String.valueOf(value).isBlank()) {
            elements.add(value);
        }
        return new PropertyList(name, elements);
    }

    /** There are as many elements as ranges, or one for all of them, or none. */
    void checkCount(int ranges) throws DeclarationException {
        if (elements.size() > 1 && elements.size() != ranges) {
            throw DeclarationException.of(name, elements, "has " + elements.size() + " elements for "
                    + (ranges == 1 ? "1 range" : ranges + " ranges"));
        }
    }

    /** The element for a range, or what holds if the property is absent. */
    Object at(int range, Object absent) {
        return elements.isEmpty() ? absent : elements.get(elements.size() == 1 ? 0 : range);
    }
}
