package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Cpu;

/** A call that semantics may make: a static method whose first argument is the processor. */
public interface HelperCall {
    /** Makes a call. */
    interface Call {
        int make(Cpu c, int[] arguments);
    }

    /** Makes a call without a value. */
    interface VoidCall {
        void make(Cpu c, int[] arguments);
    }

    /** Class and method, as generated code writes them. */
    String method();

    /** Makes the call; gives its value, or 0 if it has none. */
    int make(Cpu c, int... arguments);
}
