package org.backplane.cpu.internal.jit;

import java.util.function.Consumer;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.jit.Test.Bound;
import org.backplane.cpu.internal.sem.Value;

/** Makes linear addresses of the offsets of one instruction, with steps that leave the region where a segment does not allow an access. */
final class LinearAddresses {
    private final Insn insn;
    private final Addressing addressing;
    private final Consumer<Step> steps;
    private final Folding fold = new Folding();
    /** The last offset into a segment that is not flat, and the linear address that it gave. */
    private Node offset;
    private Node linear;
    /** What has been looked at of that segment; {@code null} if it has to be one of 4 GiB. */
    private Bound checked;

    /**
     * The addresses of an instruction.
     *
     * @param steps takes the looks at segments
     */
    LinearAddresses(Insn insn, Addressing addressing, Consumer<Step> steps) {
        this.insn = insn;
        this.addressing = addressing;
        this.steps = steps;
    }

    /** The linear address of so many bits of the memory operand. */
    Node ofOperand(int size, Value at, boolean write) {
        if (addressing.flat() && insn.allowsFlat()) {
            return (Node) at;
        }
        boolean hasBase = insn.segment == SegmentRegister.FS || insn.segment == SegmentRegister.GS;
        return addressing.flat() && hasBase ? above((Node) at) : inSegment(new Bound(insn.segment, size / 8, write), (Node) at);
    }

    /** The linear address of so many bits in ES or SS. */
    Node in(int segment, int size, Value at, boolean write) {
        return addressing.flat() ? (Node) at : inSegment(new Bound(segment, size / 8, write), (Node) at);
    }

    /** The linear address in a segment of 4 GiB that need not begin at 0. */
    private Node above(Node at) {
        if (offset == null) {
            steps.accept(new Step.Leave(Test.zero(Node.of(Node.Kind.WHOLE, insn.segment))));
        }
        if (offset != at) {
            add(insn.segment, at);
        }
        return linear;
    }

    /** The linear address of bytes that must lie in their segment. */
    private Node inSegment(Bound bound, Node at) {
        boolean same = checked != null && offset == at && checked.segment() == bound.segment();
        if (!same || !checked.covers(bound)) {
            steps.accept(new Step.Leave(Test.outside(at, bound)));
            checked = bound;
        }
        if (!same) {
            add(bound.segment(), at);
        }
        return linear;
    }

    private void add(int segment, Node at) {
        offset = at;
        linear = fold.binary(Node.Kind.ADD, at, Node.of(Node.Kind.BASE, segment));
    }
}
