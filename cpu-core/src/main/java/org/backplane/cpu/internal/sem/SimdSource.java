package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.simd.Mmx;
import org.backplane.cpu.internal.simd.Xmm;

/** How MMX and SSE instructions begin: with their checks, and with their operand from memory if they have one. */
final class SimdSource {
    private SimdSource() {
    }

    static boolean isMmx(Form f, int operand) {
        return f.operand(operand).kind() == Operand.Kind.MMX;
    }

    /** Begins an MMX instruction; the number of the register that its source is in. */
    static Value mmx(Ops o, Form f, int operand) {
        Operand source = f.operand(operand);
        if (!source.isMemory()) {
            o.system(MmxCall.BEGIN);
            return o.number(source);
        }
        o.system(source.size() == 64 ? MmxCall.LOAD64 : MmxCall.LOAD32, o.segment(), o.offset());
        return o.constant(Mmx.MEMORY);
    }

    /** Begins an SSE instruction; the number of the register that its source is in. 128 bits must be aligned. */
    static Value sse(Ops o, Form f, int operand) {
        Operand source = f.operand(operand);
        if (!source.isMemory()) {
            o.system(SseCall.BEGIN);
            return o.number(source);
        }
        o.system(switch (source.size()) {
            case 32 -> SseCall.LOAD32;
            case 64 -> SseCall.LOAD64;
            default -> SseCall.LOAD128;
        }, o.segment(), o.offset());
        return o.constant(Xmm.MEMORY);
    }
}
