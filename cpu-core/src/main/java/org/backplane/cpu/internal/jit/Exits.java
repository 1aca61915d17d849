package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GOTO;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * The ways out of a region. Each is a stub at the end of the method, which makes the state exact: it computes the flags that
 * have not been, gives back what the budget was charged too much, and sets EIP.
 */
final class Exits {
    private record Stub(Label label, Pending flags, int refund, int eip, WayOut way, BitSet temporaries) {
    }

    private final Code code;
    private final List<Stub> stubs = new ArrayList<>();
    /** Where all ways out meet. */
    final Label exit = new Label();

    Exits(Code code) {
        this.code = code;
    }

    /**
     * A way out, to be jumped to with the temporaries that are in use now.
     *
     * @param flags  the flags that have not been computed, or {@code null}
     * @param refund the instructions that were taken from the budget and not executed
     * @param eip    the instruction to be executed next
     * @param way    why the region is left there
     */
    Label to(Pending flags, int refund, int eip, WayOut way) {
        Label label = new Label();
        stubs.add(new Stub(label, flags, refund, eip, way, code.temporaries()));
        return label;
    }

    /** Writes the stubs. */
    void emit(FlagEmitter flags) {
        for (Stub stub : stubs) {
            code.setTemporaries(stub.temporaries);
            code.place(stub.label);
            flags.compute(stub.flags);
            if (stub.refund != 0) {
                code.increment(Code.BUDGET, stub.refund);
            }
            code.push(stub.eip);
            code.store(Code.EIP);
            if (stub.way != WayOut.ELSEWHERE) {
                code.push(stub.way.ordinal());
                code.store(Code.WAY);
            }
            code.jump(GOTO, exit);
        }
    }
}
