package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** The usual case of {@link X87Arithmetic} ({@link QuickX87}). {@code pop} is 1 if the stack is popped. */
public final class QuickArithmetic {
    private static final int ONE = 0;
    private static final int ZERO = 6;

    private QuickArithmetic() {
    }

    /** Adds. */
    public static boolean add(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (f.computesDoubles(d, s)) {
            double a = f.value[d];
            double b = f.value[s];
            double sum = a + b;
            if (end(f, d, sum, DoubleArithmetic.sum(a, b, sum), pop)) {
                return true;
            }
        }
        return addExtended(f, d, s, source, pop);
    }

    /** Multiplies. */
    public static boolean multiply(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (f.computesDoubles(d, s)) {
            double a = f.value[d];
            double b = f.value[s];
            double product = a * b;
            if (end(f, d, product, DoubleArithmetic.product(a, b, product), pop)) {
                return true;
            }
        }
        return multiplyExtended(f, d, s, source, pop);
    }

    /** Subtracts the source. */
    public static boolean subtract(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        return subtract(f, d, d, f.index(source), source, pop);
    }

    /** Subtracts the destination from the source. */
    public static boolean subtractReversed(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        return subtract(f, d, f.index(source), d, source, pop);
    }

    private static boolean subtract(Fpu f, int destination, int minuend, int subtrahend, int source, int pop) {
        if (f.computesDoubles(minuend, subtrahend)) {
            double a = f.value[minuend];
            double b = f.value[subtrahend];
            double difference = a - b;
            if (end(f, destination, difference, DoubleArithmetic.sum(a, -b, difference), pop)) {
                return true;
            }
        }
        return subtractExtended(f, destination, minuend, subtrahend, source, pop);
    }

    /** Divides by the source. */
    public static boolean divide(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        return divide(f, d, d, f.index(source), source, pop);
    }

    /** Divides the source by the destination. */
    public static boolean divideReversed(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        return divide(f, d, f.index(source), d, source, pop);
    }

    private static boolean divide(Fpu f, int destination, int dividend, int divisor, int source, int pop) {
        if (f.computesDoubles(dividend, divisor)) {
            double a = f.value[dividend];
            double b = f.value[divisor];
            double quotient = a / b;
            if (end(f, destination, quotient, DoubleArithmetic.quotient(a, b, quotient), pop)) {
                return true;
            }
        }
        return divideExtended(f, destination, dividend, divisor, source, pop);
    }

    /** The square root of ST(0). */
    public static boolean squareRoot(Cpu c) {
        Fpu f = c.fpu;
        if (f.computesDoubles(f.top, f.top)) {
            double a = f.value[f.top];
            double root = Math.sqrt(a);
            if (end(f, f.top, root, DoubleArithmetic.root(a, root), 0)) {
                return true;
            }
        }
        if (!QuickX87.begins(c)) {
            return false;
        }
        X87Arithmetic.squareRoot(c);
        return true;
    }

    /** Makes ST(0) positive. */
    public static boolean absolute(Cpu c) {
        Fpu f = c.fpu;
        if (f.isDouble(f.top)) {
            return end(f, f.top, Math.abs(f.value[f.top]), 0, 0);
        }
        if (!QuickX87.begins(c)) {
            return false;
        }
        X87Arithmetic.absolute(c);
        return true;
    }

    /** Changes the sign of ST(0). */
    public static boolean changeSign(Cpu c) {
        Fpu f = c.fpu;
        if (f.isDouble(f.top)) {
            return end(f, f.top, -f.value[f.top], 0, 0);
        }
        if (!QuickX87.begins(c)) {
            return false;
        }
        X87Arithmetic.changeSign(c);
        return true;
    }

    /** Pushes one of the constants. */
    public static boolean pushConstant(Cpu c, int number) {
        Fpu f = c.fpu;
        int to = f.index(7);
        if (f.roundsToDoubles && f.isEmpty(to) && (number == ONE || number == ZERO)) {
            f.top = to;
            f.putDouble(to, number == ONE ? 1 : 0);
            return QuickX87.done(f, 0, 0);
        }
        if (!QuickX87.begins(c)) {
            return false;
        }
        X87Arithmetic.pushConstant(c, number);
        return true;
    }

    // The same for numbers that are no doubles, or whose result is none. The methods above have no more than can be made a part of their callers.

    private static boolean addExtended(Fpu f, int d, int s, int source, int pop) {
        return areFilled(f, d, s, source) && end(f, d, f.unit.addUsual(f.se[d], f.sig[d], f.se[s], f.sig[s]), pop);
    }

    private static boolean multiplyExtended(Fpu f, int d, int s, int source, int pop) {
        return areFilled(f, d, s, source) && end(f, d, f.unit.multiplyUsual(f.se[d], f.sig[d], f.se[s], f.sig[s]), pop);
    }

    private static boolean subtractExtended(Fpu f, int destination, int a, int b, int source, int pop) {
        return areFilled(f, a, b, source)
                && end(f, destination, f.unit.addUsual(f.se[a], f.sig[a], f.se[b] ^ Rounding.SIGN, f.sig[b]), pop);
    }

    private static boolean divideExtended(Fpu f, int destination, int a, int b, int source, int pop) {
        return areFilled(f, a, b, source) && end(f, destination, f.unit.divideUsual(f.se[a], f.sig[a], f.se[b], f.sig[b]), pop);
    }

    /** Whether both hold something, and the source was not denormal in the format that it was read in; they are doubles no longer. */
    private static boolean areFilled(Fpu f, int a, int b, int source) {
        f.settleDoubles();
        return (f.used >>> a & f.used >>> b & 1) != 0 && (source != Fpu.MEMORY || !f.unit.denormalOperand);
    }

    /** Ends an instruction whose destination holds a double already. */
    private static boolean end(Fpu f, int destination, double result, int said, int pop) {
        if (said == ExtendedValue.UNUSUAL) {
            return false;
        }
        f.value[destination] = result;
        return QuickX87.done(f, said, pop);
    }

    private static boolean end(Fpu f, int destination, int said, int pop) {
        if (said == ExtendedValue.UNUSUAL) {
            return false;
        }
        f.se[destination] = f.unit.se;
        f.sig[destination] = f.unit.sig;
        return QuickX87.done(f, said, pop);
    }
}
