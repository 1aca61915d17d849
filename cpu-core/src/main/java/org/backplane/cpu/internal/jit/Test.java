package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.sem.Truth;

/**
 * A condition of a recorded instruction: one of the status flags as they are at that time, a value that is zero or not, two of these, or
 * an offset at which a segment does not have all bytes.
 *
 * @param kind      which of them
 * @param condition of the flags, or {@code null}
 * @param value     the value, or {@code null}
 * @param first     the first of two, or {@code null}
 * @param second    the second of two, or {@code null}
 * @param bound     the bytes that must lie in a segment, or {@code null}
 */
record Test(Kind kind, Condition condition, Node value, Test first, Test second, Bound bound) implements Truth {
    enum Kind { FLAGS, ZERO, NOT_ZERO, BOTH, OUTSIDE, TRUE, FALSE }

    /** Bytes of a segment, given by its number, that are read or written. */
    record Bound(int segment, int bytes, boolean write) {
        /** Whether nothing more need be looked at for others at the same offset. */
        boolean covers(Bound other) {
            return bytes >= other.bytes && (write || !other.write);
        }
    }

    static final Test ALWAYS = constant(true);

    static Test flags(Condition condition) {
        return new Test(Kind.FLAGS, condition, null, null, null, null);
    }

    static Test zero(Node value) {
        return value.isConstant() ? constant(value.number == 0) : new Test(Kind.ZERO, null, value, null, null, null);
    }

    static Test notZero(Node value) {
        return value.isConstant() ? constant(value.number != 0) : new Test(Kind.NOT_ZERO, null, value, null, null, null);
    }

    static Test both(Test first, Test second) {
        return new Test(Kind.BOTH, null, null, first, second, null);
    }

    /** Whether some of the bytes at an offset are outside of their segment, or of one that begins at an offset above 0. */
    static Test outside(Node offset, Bound bound) {
        return new Test(Kind.OUTSIDE, null, offset, null, null, bound);
    }

    private static Test constant(boolean value) {
        return new Test(value ? Kind.TRUE : Kind.FALSE, null, null, null, null, null);
    }

    boolean readsFlags() {
        return kind == Kind.FLAGS || kind == Kind.BOTH && (first.readsFlags() || second.readsFlags());
    }

    boolean isConstant() {
        return kind == Kind.TRUE || kind == Kind.FALSE;
    }
}
