package org.backplane.cpu.internal.jit;

import java.util.List;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.decode.Insn;

/**
 * An instruction of a region: its steps, or if it is not translated, the handler to be called.
 *
 * @param eip     where it begins
 * @param length  its length in bytes
 * @param steps   what it does, or {@code null}
 * @param handler executes it, followed by the end of its block; {@code null} if it is not needed
 */
record GuestInstruction(int eip, int length, List<Step> steps, Handler handler) {
    /**
     * An instruction as it was decoded in flat 32-bit mode.
     *
     * @param handlers gives the handler of an instruction that is not translated
     */
    static GuestInstruction of(Insn insn, int eip, HandlerSource handlers) {
        List<Step> steps = StepRecorder.record(insn, eip);
        return new GuestInstruction(eip, insn.length, steps, steps == null ? handlers.handler(insn) : null);
    }

    boolean isTranslated() {
        return steps != null;
    }

    int end() {
        return eip + length;
    }
}
