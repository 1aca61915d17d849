package org.backplane.cpu.internal.jit;

/** Makes nodes, and computes at once what consists of constants. */
final class Folding {
    Node binary(Node.Kind kind, Node a, Node b) {
        if (a.isConstant() && b.isConstant()) {
            return Node.constant(compute(kind, a.number, b.number));
        }
        boolean neutral = switch (kind) {
            case ADD, SUB, OR, XOR -> b.isConstant(0);
            case AND -> b.isConstant(-1);
            default -> false;
        };
        if (neutral) {
            return a;
        }
        return a.isConstant(0) && kind == Node.Kind.ADD ? b : Node.of(kind, 0, a, b);
    }

    private static int compute(Node.Kind kind, int a, int b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            default -> throw new AssertionError(kind);
        };
    }

    Node shift(Node.Kind kind, Node a, int count) {
        if (a.isConstant()) {
            return Node.constant(kind == Node.Kind.SHL ? a.number << count
                    : kind == Node.Kind.SHR ? a.number >>> count : a.number >> count);
        }
        return count == 0 ? a : Node.of(kind, count, a);
    }

    Node signExtend(int size, Node a) {
        if (a.isConstant()) {
            return Node.constant(size == 32 ? a.number : size == 16 ? (short) a.number : (byte) a.number);
        }
        return size == 32 ? a : Node.of(Node.Kind.SIGN_EXTEND, size, a);
    }

    Node zeroExtend(int size, Node a) {
        if (size == 32) {
            return a;
        }
        int mask = (1 << size) - 1;
        if (a.isConstant()) {
            return Node.constant(a.number & mask);
        }
        return isWithin(size, a) ? a : Node.of(Node.Kind.ZERO_EXTEND, size, a);
    }

    /** Whether a value is known to have no bits above a size. */
    private static boolean isWithin(int size, Node a) {
        return switch (a.kind) {
            case LOAD, UPDATE, ZERO_EXTEND -> a.number <= size;
            case BIT, CARRY -> true;
            case SHR -> a.number >= 32 - size;
            default -> false;
        };
    }
}
