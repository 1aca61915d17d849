package org.backplane.cpu.internal.jit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where a region looks whether the budget reaches: where it is entered, and wherever control goes backwards, so that it cannot go round
 * without a look. It has to reach for the longest way to the next such place; on the way there, blocks are only paid for.
 */
final class BudgetChecks {
    private final Map<Integer, GuestBlock> blocks = new HashMap<>();
    private final Set<GuestBlock> checked = new HashSet<>();
    private final Map<GuestBlock, Integer> longest = new HashMap<>();

    /** Of a region whose blocks are translated. */
    BudgetChecks(RegionShape shape) {
        shape.blocks().forEach(block -> blocks.put(block.eip, block));
        shape.entries().forEach(eip -> checked.add(blocks.get(eip)));
        for (GuestBlock block : shape.blocks()) {
            forEachNext(block, next -> {
                if (Integer.compareUnsigned(next.eip, block.eip) <= 0) {
                    checked.add(next);
                }
            });
        }
        // From what is not checked, control only goes to higher addresses.
        List<GuestBlock> downwards = shape.blocks().stream()
                .sorted(Comparator.comparing(block -> Integer.toUnsignedLong(block.eip), Comparator.reverseOrder())).toList();
        downwards.forEach(block -> longest.put(block, block.count() + longestBehind(block)));
    }

    private int longestBehind(GuestBlock block) {
        int[] most = {0};
        forEachNext(block, next -> {
            if (!checked.contains(next)) {
                most[0] = Math.max(most[0], longest.get(next));
            }
        });
        return most[0];
    }

    /** The blocks to which control goes directly. */
    private void forEachNext(GuestBlock block, Consumer<GuestBlock> action) {
        Step.Jump jump = block.jump();
        if (jump != null && jump.target().isConstant() && blocks.containsKey(jump.target().number)) {
            action.accept(blocks.get(jump.target().number));
        }
        if ((jump == null || jump.test() != null) && blocks.containsKey(block.end())) {
            action.accept(blocks.get(block.end()));
        }
    }

    /** Whether the budget is looked at before a block. */
    boolean isChecked(GuestBlock block) {
        return checked.contains(block);
    }

    /** The most instructions from the end of a block to the next look. */
    int mostBehind(GuestBlock block) {
        return longest.get(block) - block.count();
    }
}
