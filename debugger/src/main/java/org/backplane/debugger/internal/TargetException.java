package org.backplane.debugger.internal;

/** The machine cannot do what the debugger asks for; the number is what follows the E of the answer. */
final class TargetException extends Exception {
    private static final long serialVersionUID = 1L;
    /** Nothing is mapped there, after Linux's EFAULT. */
    static final int NOT_MAPPED = 14;
    /** It cannot be written, after Linux's EROFS. */
    static final int READ_ONLY = 30;
    /** It is not possible, after Linux's EINVAL. */
    static final int NOT_POSSIBLE = 22;

    private final int number;

    TargetException(int number) {
        super("E" + number, null, false, false);
        this.number = number;
    }

    int number() {
        return number;
    }
}
