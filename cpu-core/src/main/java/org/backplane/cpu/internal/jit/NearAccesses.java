package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which accesses of a block are a known distance away from one before them, and so most likely in its page: those to the stack,
 * to the fields of a structure. Only the first of a group looks into the MMU's table.
 */
final class NearAccesses {
    /** Accesses farther apart are often enough in different pages. */
    private static final int FAR = 512;
    private static final int REGISTERS = 8;

    /** Accesses of one kind at known distances from the first of them. */
    static final class Group {
        private final boolean writes;
        private final AddressSum first;
        /** The size of the first access in bytes. */
        final int bytes;
        /** Accesses that have not been emitted yet. */
        int left;
        /** While code is emitted: the local of the first access's index in the arena, and the one of its place in its page. */
        int index;
        int inPage;

        private Group(boolean writes, AddressSum first, int bytes) {
            this.writes = writes;
            this.first = first;
            this.bytes = bytes;
        }

        private boolean takes(boolean write, AddressSum address, int size) {
            int distance = address.constant() - first.constant();
            return writes == write && first.terms().equals(address.terms()) && Math.abs(distance) < FAR
                    && (distance >= 0 || size <= bytes - distance);
        }
    }

    /**
     * An access of a group.
     *
     * @param distance from the first one in bytes
     * @param isFirst  whether it is that
     */
    record Access(Group group, int distance, boolean isFirst) {
    }

    private final Map<Object, Access> accesses = new IdentityHashMap<>();
    private final List<Group> open = new ArrayList<>();
    /** What the registers hold: first when the instruction begins, then after each time that it sets one. */
    private final List<AddressSum[]> registers = new ArrayList<>();
    private int values;

    private NearAccesses() {
    }

    /** None. */
    static NearAccesses none() {
        return new NearAccesses();
    }

    /** Those of a block. */
    static NearAccesses of(GuestBlock block) {
        NearAccesses near = new NearAccesses();
        near.forget();
        block.instructions.forEach(near::add);
        near.accesses.values().removeIf(access -> access.group.left == 1);
        return near;
    }

    /**
     * The access that a step makes, or {@code null} if it has no neighbours.
     *
     * @param step a node that is loaded, or a {@link Step.Store}
     */
    Access of(Object step) {
        return accesses.get(step);
    }

    private void forget() {
        open.clear();
        AddressSum[] unknown = new AddressSum[REGISTERS];
        Arrays.setAll(unknown, i -> AddressSum.value(values++));
        registers.clear();
        registers.add(unknown);
    }

    private void add(GuestInstruction instruction) {
        if (!instruction.isTranslated() || instruction.calledIfRefused()
                || instruction.steps().stream().anyMatch(Step.Choose.class::isInstance)) {
            forget();
            return;
        }
        AddressSum[] last = registers.get(registers.size() - 1);
        registers.clear();
        registers.add(last);
        Node updated = null;
        for (Step step : instruction.steps()) {
            if (step instanceof Step.Compute compute && compute.node().isMemory()) {
                Node node = compute.node();
                boolean update = node.kind == Node.Kind.UPDATE;
                updated = update ? node.inputs[0] : updated;
                add(node, update, node.inputs[0], node.number);
            } else if (step instanceof Step.Store store && store.address() != updated) {
                add(store, true, store.address(), store.size());
            } else if (step instanceof Step.SetRegister set) {
                set(set);
            }
        }
    }

    private void set(Step.SetRegister set) {
        AddressSum[] after = registers.get(registers.size() - 1).clone();
        AddressSum value = sum(set.value());
        after[set.number()] = value == null ? AddressSum.value(values++) : value;
        registers.add(after);
    }

    private void add(Object step, boolean write, Node address, int bits) {
        AddressSum sum = sum(address);
        if (sum == null) {
            return;
        }
        int bytes = bits / 8;
        Group group = open.stream().filter(candidate -> candidate.takes(write, sum, bytes)).findFirst().orElse(null);
        boolean isFirst = group == null;
        if (isFirst) {
            group = new Group(write, sum, bytes);
            open.add(group);
        }
        group.left++;
        accesses.put(step, new Access(group, sum.constant() - group.first.constant(), isFirst));
    }

    /** A value in terms of what registers held, or {@code null}. */
    private AddressSum sum(Node node) {
        return switch (node.kind) {
            case CONSTANT -> AddressSum.constant(node.number);
            case REGISTER -> registers.get(node.time)[node.number];
            case ADD -> sum(node.inputs[0], node.inputs[1], 1);
            case SUB -> sum(node.inputs[0], node.inputs[1], -1);
            case SHL -> {
                AddressSum shifted = sum(node.inputs[0]);
                yield shifted == null ? null : shifted.times(1 << node.number);
            }
            default -> null;
        };
    }

    private AddressSum sum(Node a, Node b, int factor) {
        AddressSum first = sum(a);
        AddressSum second = sum(b);
        return first == null || second == null ? null : first.plus(second.times(factor));
    }
}
