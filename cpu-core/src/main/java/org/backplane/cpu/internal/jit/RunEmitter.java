package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Label;

/** Emits reads of the memory that a region takes for granted ({@link DirectRun}): one comparison in place of a look into the MMU's table. */
final class RunEmitter {
    /** A read of something else. */
    private record Outside(Label label, Label behind, BitSet before, BitSet after, int size, int linear, int index, Label refused) {
    }

    private final Code code;
    private final PageLooks looks;
    private final DirectRun run;
    private final List<Outside> outside = new ArrayList<>();

    /**
     * For the code of a region.
     *
     * @param looks emits what there is for other reads
     * @param run   what the region takes for granted, or {@code null}
     */
    RunEmitter(Code code, PageLooks looks, DirectRun run) {
        this.code = code;
        this.looks = looks;
        this.run = run;
    }

    /** Whether the region takes anything for granted. */
    boolean isThere() {
        return run != null;
    }

    /** Goes elsewhere if the run is not there now. */
    void jumpUnlessHolding(Label elsewhere) {
        if (run != null) {
            code.constant("run", "L" + Code.RUN + ";");
            code.field(GETFIELD, Code.RUN, "holds", "Z");
            code.jump(IFEQ, elsewhere);
        }
    }

    /**
     * Emits the way to what is read.
     *
     * @param size    of the access in bits
     * @param linear  the local of its address
     * @param refused where to go if the bytes cannot be read directly
     * @return the local of its index in the arena
     */
    int find(int size, int linear, Label refused) {
        BitSet before = code.temporaries();
        int index = code.newTemporary();
        Label out = new Label();
        Label behind = new Label();
        // Numbers without sign are compared as those with sign are that are as far from the smallest one.
        code.load(linear);
        code.push(Integer.MIN_VALUE - run.first);
        code.op(IADD);
        code.push(Integer.MIN_VALUE + run.bytes - size / 8 + 1);
        code.jump(IF_ICMPGE, out);
        code.load(linear);
        code.push(run.distance);
        code.op(IADD);
        code.store(index);
        code.place(behind);
        outside.add(new Outside(out, behind, before, code.temporaries(), size, linear, index, refused));
        return index;
    }

    /** Writes what is done about other reads. */
    void emitOutside() {
        for (Outside read : outside) {
            code.setTemporaries(read.before);
            code.place(read.label);
            int entry = code.newTemporary();
            looks.lookUp("reads", read.size, read.linear, entry, read.refused);
            code.load(entry);
            code.load(read.linear);
            code.op(IADD);
            code.store(read.index);
            code.setTemporaries(read.after);
            code.jump(GOTO, read.behind);
        }
    }
}
