package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** The usual case of {@link X87Comparison} ({@link QuickX87}). Nobody is a NaN, so {@code quiet} does not matter. */
public final class QuickComparison {
    private QuickComparison() {
    }

    /** Compares ST(0) with the source. */
    public static boolean compare(Cpu c, int source, int quiet, int pops) {
        Fpu f = c.fpu;
        int d = f.top;
        int s = f.index(source);
        if (f.areDoubles(d, s)) {
            return end(f, order(f.value[d], f.value[s]), pops);
        }
        return compareExtended(f, source, pops);
    }

    private static boolean compareExtended(Fpu f, int source, int pops) {
        int d = f.top;
        int s = f.index(source);
        f.settleDoubles();
        int a = f.se[d];
        long sa = f.sig[d];
        int b = f.se[s];
        long sb = f.sig[s];
        boolean filled = (f.used >>> d & f.used >>> s & 1) != 0 && (source != Fpu.MEMORY || !f.unit.denormalOperand);
        if (!filled || !F80.isNormalOrZero(a, sa) || !F80.isNormalOrZero(b, sb)) {
            return false;
        }
        return end(f, (sa | sb) == 0 ? 0 : ExtendedArithmetic.order(a, sa, b, sb), pops);
    }

    /** Compares ST(0) with zero. */
    public static boolean test(Cpu c) {
        Fpu f = c.fpu;
        if (f.isDouble(f.top)) {
            return end(f, order(f.value[f.top], 0), 0);
        }
        if (!QuickX87.begins(c)) {
            return false;
        }
        X87Comparison.test(c);
        return true;
    }

    /** FCOMI and FUCOMI: all of it, for exceptions that are masked. */
    public static int compareFlags(Cpu c, int source, int quiet, int pop) {
        Fpu f = c.fpu;
        int s = f.index(source);
        if (f.areDoubles(f.top, s)) {
            int flags = X87Comparison.flags(order(f.value[f.top], f.value[s]));
            if (pop != 0) {
                f.pop();
            }
            return flags;
        }
        X87.start(c);
        return X87Comparison.compareFlags(c, source, quiet, pop);
    }

    private static int order(double a, double b) {
        return a < b ? -1 : a == b ? 0 : 1;
    }

    private static boolean end(Fpu f, int order, int pops) {
        f.setConditions(X87Comparison.codes(order));
        if (pops == 2) {
            f.pop();
        }
        return QuickX87.done(f, 0, pops);
    }
}
