package org.backplane.device.tck.internal.check;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.Card;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.Effort;
import org.backplane.device.tck.internal.Programs;
import org.backplane.device.tck.internal.Step;
import org.backplane.device.tck.internal.Subject;

/** Cards that are gone leave nothing. */
final class CyclesCheck extends Check {
    private static final int STEPS = 10;
    private static final int COLLECTIONS = 4;
    /** What the virtual machine itself may still hold: frames of compiled code. */
    private static final int HELD_BY_THE_STACK = 2;
    private static final long SLACK_BYTES = 4 << 20;

    CyclesCheck() {
        super("cycles", "cards that were plugged in and out are collected, and the heap does not grow", "fuzz");
    }

    @Override
    Finding tried(Subject subject) {
        int cycles = Effort.cycles();
        List<Step> program = new Programs(subject, Effort.seed()).next(STEPS);
        cycle(subject, program, Math.max(cycles / 10, HELD_BY_THE_STACK + 1));
        long before = usedBytes();
        List<WeakReference<Card>> cards = cycle(subject, program, cycles);
        long growth = usedBytes() - before;
        long alive = cards.stream().filter(card -> card.get() != null).count();
        if (alive > HELD_BY_THE_STACK) {
            return failed(alive + " of " + cycles + " cards are still reachable after they were unplugged");
        }
        return growth <= SLACK_BYTES ? passed()
                : failed("the heap grew by more than " + (SLACK_BYTES >> 20) + " MiB in " + cycles + " cycles");
    }

    private static List<WeakReference<Card>> cycle(Subject subject, List<Step> program, int cycles) {
        List<WeakReference<Card>> cards = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            Bench bench = Bench.powerOn(subject).run(program);
            cards.add(new WeakReference<>(bench.card()));
            bench.unplug();
        }
        return cards;
    }

    /** The least of several looks, each after a collection. */
    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
