package org.backplane.cpu.internal.jit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IRETURN;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.backplane.cpu.internal.core.Handler;
import org.objectweb.asm.Label;

/**
 * Emits calls of the interpreter's handlers ({@link Escapes}): of instructions in a row that are not translated where they stand, and at
 * the end of the method of those whose accesses are often refused, which are most often accesses to devices. What is live in
 * registers of the host is spilled around a call, so a loop that accesses RAM is better off with a way out.
 */
final class CallEmitter {
    private record Refused(Label label, Label behind, Pending flags, BitSet temporaries, GuestInstruction instruction, int refund) {
    }

    private final Code code;
    private final StateEmitter state;
    private final List<Handler> handlers = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Label stopped = new Label();
    private boolean stops;

    CallEmitter(Code code, StateEmitter state) {
        this.code = code;
        this.state = state;
    }

    /** The handlers that are called, by the numbers under which the code knows them. */
    Handler[] handlers() {
        return handlers.toArray(Handler[]::new);
    }

    /**
     * Has instructions in a row executed by their handlers. The locals hold the flags.
     *
     * @param refund the instructions of the block behind them
     */
    void call(GuestInstruction instruction, int refund) {
        emit(instruction, refund);
        state.load();
    }

    /**
     * Where to go if an access is refused, with the temporaries that are in use now and the state before the instruction.
     *
     * @param flags  the flags that have not been computed, or {@code null}
     * @param refund the instructions of the block behind it
     * @param behind where it goes on; the locals hold the flags there
     */
    Label refused(GuestInstruction instruction, Pending flags, int refund, Label behind) {
        Label label = new Label();
        refused.add(new Refused(label, behind, flags, code.temporaries(), instruction, refund));
        return label;
    }

    /** Writes the calls for accesses that were refused. */
    void emitRefused(FlagEmitter flags) {
        for (Refused way : refused) {
            code.setTemporaries(way.temporaries);
            code.place(way.label);
            if (way.flags == null) {
                flags.settleKept();
            } else {
                flags.compute(way.flags);
            }
            emit(way.instruction, way.refund);
            state.loadChanged(way.instruction);
            code.jump(GOTO, way.behind);
        }
    }

    private void emit(GuestInstruction instruction, int refund) {
        state.storeBefore(instruction.eip(), refund);
        code.loadCpu();
        code.constant("data", "L" + Code.DATA + ";");
        code.push(handlers.size());
        handlers.add(instruction.handler());
        code.callStatic(Code.PACKAGE + "jit/Escapes", "run", "(L" + Code.CPU + ";L" + Code.DATA + ";I)Z");
        code.jump(IFEQ, stopped);
        stops = true;
    }

    /** Writes the way out behind an instruction after which the region must not go on. */
    void emitStopped() {
        if (stops) {
            code.place(stopped);
            code.push(WayOut.CALLED.ordinal());
            code.op(IRETURN);
        }
    }
}
