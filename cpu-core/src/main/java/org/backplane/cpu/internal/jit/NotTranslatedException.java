package org.backplane.cpu.internal.jit;

/** The instruction has a step that is not translated: a call into the system part, or floating point. */
final class NotTranslatedException extends RuntimeException {
    static final NotTranslatedException INSTANCE = new NotTranslatedException();
    private static final long serialVersionUID = 1L;

    private NotTranslatedException() {
        super("not translated", null, false, false);
    }
}
