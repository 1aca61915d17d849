package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.interp.generated.HandlerTable;

/**
 * Makes handlers as copies of the first one of their form. The table's choice of a class is seldom needed so: while a kernel starts, HotSpot would
 * compile it again for each further class that is chosen. Any thread.
 */
final class Handlers {
    private static final Handler[] FIRST = new Handler[HandlerTable.COUNT];

    private Handlers() {
    }

    /** Makes the handler of a number, its fields not set. */
    static Handler create(int number) {
        Handler first = FIRST[number];
        if (first == null) {
            // Two threads may both make one; either will do.
            first = HandlerTable.create(number);
            FIRST[number] = first;
        }
        return first.copy();
    }
}
