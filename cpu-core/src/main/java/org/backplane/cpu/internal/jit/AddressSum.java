package org.backplane.cpu.internal.jit;

import java.util.Map;
import java.util.TreeMap;

/**
 * An address as the values that registers had, each times something, and a constant. Two with the same terms are as far from one
 * another as their constants.
 *
 * @param terms    how often each value counts, by the numbers of the values
 * @param constant what is added
 */
record AddressSum(Map<Integer, Integer> terms, int constant) {
    /** More have not been seen in addresses. */
    private static final int MOST_TERMS = 3;

    static AddressSum constant(int value) {
        return new AddressSum(Map.of(), value);
    }

    /** A value that nothing is known of. */
    static AddressSum value(int number) {
        return new AddressSum(Map.of(number, 1), 0);
    }

    /** The sum of two, or {@code null} if there are too many terms. */
    AddressSum plus(AddressSum other) {
        Map<Integer, Integer> sum = new TreeMap<>(terms);
        other.terms.forEach((number, factor) -> sum.merge(number, factor, Integer::sum));
        sum.values().removeIf(factor -> factor == 0);
        return sum.size() > MOST_TERMS ? null : new AddressSum(sum, constant + other.constant);
    }

    AddressSum times(int factor) {
        Map<Integer, Integer> product = new TreeMap<>();
        terms.forEach((number, by) -> product.put(number, by * factor));
        product.values().removeIf(by -> by == 0);
        return new AddressSum(product, constant * factor);
    }
}
