package org.backplane.device.tck.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing program short: delta debugging on its steps (Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", ddmin), then on the values in them. jqwik's shrinking would need its engine in the author's
 * build and its arbitraries in place of a seed; steps that stay meaningful when others are taken out need neither.
 */
public final class Minimiser {
    private static final int MOST_TRIALS = 500;

    private final Predicate<List<Step>> fails;
    private int trials;

    private Minimiser(Predicate<List<Step>> fails) {
        this.fails = fails;
    }

    /** A program that fails too, of which no step can be left out, as far as a bounded number of trials shows. */
    public static List<Step> minimise(List<Step> failing, Predicate<List<Step>> fails) {
        Minimiser minimiser = new Minimiser(fails);
        return minimiser.simplify(minimiser.shorten(new ArrayList<>(failing)));
    }

    private boolean stillFails(List<Step> steps) {
        return trials++ < MOST_TRIALS && fails.test(steps);
    }

    private List<Step> shorten(List<Step> steps) {
        List<Step> shortest = steps;
        for (int chunk = Math.max(shortest.size() / 2, 1); chunk >= 1; chunk = chunk == 1 ? 0 : chunk / 2) {
            for (int start = 0; start < shortest.size();) {
                List<Step> less = new ArrayList<>(shortest.subList(0, start));
                less.addAll(shortest.subList(Math.min(start + chunk, shortest.size()), shortest.size()));
                if (stillFails(less)) {
                    shortest = less;
                } else {
                    start += chunk;
                }
            }
        }
        return shortest;
    }

    private List<Step> simplify(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            for (Step simpler = steps.get(i).simpler(); simpler != steps.get(i); simpler = steps.get(i).simpler()) {
                List<Step> changed = new ArrayList<>(steps);
                changed.set(i, simpler);
                if (!stillFails(changed)) {
                    break;
                }
                steps.set(i, simpler);
            }
        }
        return steps;
    }
}
