package org.backplane.cpu.internal.jit;

import java.util.List;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.decode.Insn;

/**
 * An instruction of a region: its steps, or if it is not translated, the handler to be called.
 *
 * @param eip             where it begins
 * @param length          its length in bytes
 * @param steps           what it does, or {@code null}
 * @param handler         executes it, followed by the end of its block; {@code null} if it is not needed
 * @param calledIfRefused whether the handler is called if an access cannot be made directly; else the region is left
 */
record GuestInstruction(int eip, int length, List<Step> steps, Handler handler, boolean calledIfRefused) {
    /**
     * An instruction as it was decoded in flat 32-bit mode.
     *
     * @param handlers     gives the handler of an instruction that is not translated
     * @param oftenRefused whether its accesses can often not be made directly
     */
    static GuestInstruction of(Insn insn, int eip, HandlerSource handlers, boolean oftenRefused) {
        List<Step> steps = StepRecorder.record(insn, eip);
        boolean calledIfRefused = steps != null && oftenRefused && !insn.entry.jumps;
        Handler handler = steps == null || calledIfRefused ? handlers.handler(insn) : null;
        return new GuestInstruction(eip, insn.length, steps, handler, calledIfRefused);
    }

    boolean isTranslated() {
        return steps != null;
    }

    int end() {
        return eip + length;
    }
}
