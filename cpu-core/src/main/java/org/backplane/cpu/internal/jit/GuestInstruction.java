package org.backplane.cpu.internal.jit;

import java.util.List;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.decode.Insn;

/**
 * An instruction of a region with its steps, or some in a row that are not translated, with the handlers to be called.
 *
 * @param eip             where it begins
 * @param length          its length in bytes
 * @param count           1, or how many there are
 * @param steps           what it does, or {@code null}
 * @param handler         executes it, followed by the others and the end of their block; {@code null} if it is not needed
 * @param calledIfRefused whether the handler is called if an access cannot be made directly; else the region is left
 */
record GuestInstruction(int eip, int length, int count, List<Step> steps, Handler handler, boolean calledIfRefused) {
    /**
     * An instruction as it was decoded.
     *
     * @param steps        what it does
     * @param handlers     gives the handler to be called if an access is refused
     * @param flat         whether offsets into DS, ES and SS are linear addresses
     * @param oftenRefused whether its accesses can often not be made directly
     */
    static GuestInstruction translated(Insn insn, int eip, List<Step> steps, HandlerSource handlers, boolean flat,
            boolean oftenRefused) {
        boolean calledIfRefused = oftenRefused && !insn.entry.jumps;
        return new GuestInstruction(eip, insn.length, 1, steps, calledIfRefused ? handlers.block(List.of(insn), flat) : null,
                calledIfRefused);
    }

    /** Instructions in a row that are not translated. */
    static GuestInstruction called(List<Insn> insns, int eip, HandlerSource handlers, boolean flat) {
        int length = insns.stream().mapToInt(insn -> insn.length).sum();
        return new GuestInstruction(eip, length, insns.size(), null, handlers.block(insns, flat), false);
    }

    boolean isTranslated() {
        return steps != null;
    }

    /** Whether it is translated, and needs a calm x87. */
    boolean isOfX87() {
        return isTranslated() && steps.stream().anyMatch(Step.Calm.class::isInstance);
    }

    int end() {
        return eip + length;
    }
}
