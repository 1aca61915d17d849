package org.backplane.device.tck.internal;

/** The device threw what it must not throw. */
public final class DeviceFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int DEEP = 100;

    /** Keeps what was thrown as the cause. */
    DeviceFault(String during, Throwable thrown) {
        super(during + ": " + describe(thrown), thrown, false, false);
    }

    /** The exception in one line, with the place in the device's code. */
    private static String describe(Throwable thrown) {
        String text = thrown.toString().lines().findFirst().orElse("");
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? text : text + " at " + trace[0] + (trace.length > DEEP ? ", very deep" : "");
    }
}
