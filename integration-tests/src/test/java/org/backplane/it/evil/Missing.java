package org.backplane.it.evil;

/** Is left out of the bundle. */
final class Missing {
    private final long value = System.nanoTime();

    long value() {
        return value;
    }
}
