package org.backplane.cpu.internal.jit;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which status flags of a block nobody will see: those that are set again before an instruction reads them or can leave the
 * region, for flags are exact wherever it is left. At the end of the block they are always needed.
 */
final class FlagNeeds {
    private FlagNeeds() {
    }

    /** The steps of a block that need not be emitted. */
    static Set<Step> unneeded(GuestBlock block) {
        Set<Step> unneeded = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean needed = true;
        for (int i = block.instructions.size() - 1; i >= 0; i--) {
            GuestInstruction instruction = block.instructions.get(i);
            if (!instruction.isTranslated()) {
                needed = true;
                continue;
            }
            for (int s = instruction.steps().size() - 1; s >= 0; s--) {
                Step step = instruction.steps().get(s);
                if (!needed && step instanceof Step.SetFlags) {
                    unneeded.add(step);
                }
                needed = isNeededBefore(step, needed);
            }
        }
        return unneeded;
    }

    private static boolean isNeededBefore(Step step, boolean neededAfter) {
        if (step instanceof Step.SetFlags flags) {
            return neededAfter && !flags.setsAll();
        }
        return neededAfter || canLeaveOrReads(step);
    }

    /** Whether the flags that a block finds are needed in it, or behind it. */
    static boolean atStart(GuestBlock block) {
        for (GuestInstruction instruction : block.instructions) {
            if (!instruction.isTranslated()) {
                return true;
            }
            for (Step step : instruction.steps()) {
                if (step instanceof Step.SetFlags flags) {
                    return !flags.setsAll();
                }
                if (canLeaveOrReads(step)) {
                    return true;
                }
            }
        }
        return true;
    }

    /** Whether an instruction of a block reads the flags that the block finds; leaving it does not count. */
    static boolean areRead(GuestBlock block) {
        Set<Step> unneeded = unneeded(block);
        for (GuestInstruction instruction : block.instructions) {
            if (!instruction.isTranslated()) {
                return true;
            }
            for (Step step : instruction.steps()) {
                if (step instanceof Step.SetFlags flags) {
                    if (flags.setsAll()) {
                        return false;
                    }
                    if (!unneeded.contains(step)) {
                        return true;
                    }
                } else if (reads(step)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean reads(Step step) {
        if (step instanceof Step.Compute compute) {
            Node node = compute.node();
            return node.kind == Node.Kind.CARRY || node.test != null && node.test.readsFlags();
        }
        if (step instanceof Step.Jump jump) {
            return jump.test() != null && jump.test().readsFlags();
        }
        return step instanceof Step.Leave leave && leave.test().readsFlags()
                || step instanceof Step.Choose choose && isAffected(choose);
    }

    private static boolean canLeaveOrReads(Step step) {
        return reads(step) || step instanceof Step.Compute compute && compute.node().isMemory()
                || step instanceof Step.Store || step instanceof Step.Leave || step instanceof Step.Calm
                || step instanceof Step.Invoke invoke && invoke.refuses();
    }

    private static boolean isAffected(Step.Choose choose) {
        return choose.test().readsFlags() || isAffected(choose.whenTrue()) || isAffected(choose.whenFalse());
    }

    private static boolean isAffected(List<Step> steps) {
        return steps.stream().anyMatch(step -> step instanceof Step.SetFlags || canLeaveOrReads(step));
    }
}
