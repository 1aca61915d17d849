package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GOTO;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * The ways out of a region. Each is a stub at the end of the method, which says which one it is; what that means - EIP, how much
 * the budget was charged too much, and why the region is left - is looked up where all of them meet.
 */
final class Exits {
    private record Stub(Label label, Pending flags, int refund, int eip, WayOut way, BitSet temporaries) {
    }

    static final int REFUND = 1;
    static final int REASON = 2;
    private static final int WORDS = 3;

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
        for (int i = 0; i < stubs.size(); i++) {
            Stub stub = stubs.get(i);
            code.setTemporaries(stub.temporaries);
            code.place(stub.label);
            if (stub.flags != null) {
                flags.keep(stub.flags);
            }
            code.push(WORDS * (i + 1));
            code.store(Code.WAY);
            code.jump(GOTO, exit);
        }
    }

    /**
     * What the stubs mean, {@link #WORDS} for each: EIP, what the budget is given back, and the ordinal of the {@link WayOut}.
     * The first are for who comes without a stub; EIP is right then.
     */
    int[] table() {
        int[] table = new int[WORDS * (stubs.size() + 1)];
        table[REASON] = WayOut.ELSEWHERE.ordinal();
        for (int i = 0; i < stubs.size(); i++) {
            Stub stub = stubs.get(i);
            int at = WORDS * (i + 1);
            table[at] = stub.eip;
            table[at + REFUND] = stub.refund;
            table[at + REASON] = stub.way.ordinal();
        }
        return table;
    }
}
