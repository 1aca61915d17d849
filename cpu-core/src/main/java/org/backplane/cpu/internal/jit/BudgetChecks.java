package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a region looks whether the budget reaches, besides where it is entered: wherever control goes backwards, so that it cannot go round
 * without a look. It has to reach for the longest way to the next such place; on the way there, blocks are only paid for.
 */
final class BudgetChecks {
    private final Map<Integer, GuestBlock> blocks = new HashMap<>();
    private final Set<GuestBlock> checked = new HashSet<>();
    private final Map<GuestBlock, Integer> behind = new HashMap<>();

    /** Of a region whose blocks are translated. */
    BudgetChecks(RegionShape shape) {
        shape.blocks().forEach(block -> blocks.put(block.eip, block));
        for (GuestBlock block : shape.blocks()) {
            for (GuestBlock next : next(block)) {
                if (Integer.compareUnsigned(next.eip, block.eip) <= 0) {
                    checked.add(next);
                }
            }
        }
        // From what is not checked, control only goes to higher addresses.
        List<GuestBlock> downwards = new ArrayList<>(shape.blocks());
        downwards.sort((a, b) -> Integer.compareUnsigned(b.eip, a.eip));
        for (GuestBlock block : downwards) {
            int most = 0;
            for (GuestBlock next : next(block)) {
                most = checked.contains(next) ? most : Math.max(most, next.count() + behind.get(next));
            }
            behind.put(block, most);
        }
    }

    /** The blocks to which control goes directly. */
    private List<GuestBlock> next(GuestBlock block) {
        List<GuestBlock> next = new ArrayList<>();
        Step.Jump jump = block.jump();
        if (jump != null && jump.target().isConstant() && blocks.containsKey(jump.target().number)) {
            next.add(blocks.get(jump.target().number));
        }
        if ((jump == null || jump.test() != null) && blocks.containsKey(block.end())) {
            next.add(blocks.get(block.end()));
        }
        return next;
    }

    /** Whether the budget is looked at before a block. */
    boolean isChecked(GuestBlock block) {
        return checked.contains(block);
    }

    /** The most instructions from the end of a block to the next look. */
    int mostBehind(GuestBlock block) {
        return behind.get(block);
    }
}
