package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.simd.Xmm;

/** Moves of MMX, SSE and SSE2 (SDM 1 §9.4.2, §10.4.1.1, §10.4.6, §11.4.1.1, §11.4.4), MXCSR, FXSAVE and FXRSTOR. */
final class SimdMove {
    private SimdMove() {
    }

    static void define(Semantics s) {
        s.define("MOVD", SimdMove::moveDoubleword);
        s.define("MOVQ", SimdMove::moveQuadword);
        s.define("MOVNTQ", (o, f) -> o.system(MmxCall.STORE64, o.number(f.operand(1)), o.segment(), o.offset()));
        for (String mnemonic : new String[] {"MOVAPS", "MOVAPD", "MOVDQA", "MOVNTPS", "MOVNTPD", "MOVNTDQ"}) {
            s.define(mnemonic, (o, f) -> move(o, f, SseCall.LOAD128, SseCall.STORE128));
        }
        for (String mnemonic : new String[] {"MOVUPS", "MOVUPD", "MOVDQU"}) {
            s.define(mnemonic, (o, f) -> move(o, f, SseCall.LOAD_UNALIGNED, SseCall.STORE_UNALIGNED));
        }
        s.define("MOVSS", (o, f) -> scalar(o, f, SseCall.LOW_32, SseCall.STORE32));
        s.define("MOVSD", (o, f) -> scalar(o, f, SseCall.LOW_TO_LOW, SseCall.STORE64));
        for (String mnemonic : new String[] {"MOVLPS", "MOVLPD"}) {
            s.define(mnemonic, (o, f) -> half(o, f, SseCall.LOW_TO_LOW, SseCall.STORE64));
        }
        for (String mnemonic : new String[] {"MOVHPS", "MOVHPD"}) {
            s.define(mnemonic, (o, f) -> half(o, f, SseCall.LOW_TO_HIGH, SseCall.STORE_HIGH));
        }
        s.define("MOVHLPS", (o, f) -> half(o, f, SseCall.HIGH_TO_LOW, null));
        s.define("MOVLHPS", (o, f) -> half(o, f, SseCall.LOW_TO_HIGH, null));
        defineBetween(s);
        defineState(s);
    }

    private static void moveDoubleword(Ops o, Form f) {
        if (SimdSource.isMmx(f, 0) && f.operand(1).isMemory()) {
            moveQuadword(o, f);
        } else if (SimdSource.isMmx(f, 0)) {
            o.system(MmxCall.BEGIN);
            o.system(MmxCall.SET32, o.number(f.operand(0)), o.read(f.operand(1)));
        } else if (f.operand(0).size() == 128) {
            o.system(SseCall.BEGIN);
            o.system(SseCall.FROM_GENERAL, o.number(f.operand(0)), o.read(f.operand(1)));
        } else if (f.operand(0).isMemory()) {
            o.system(SimdSource.isMmx(f, 1) ? MmxCall.STORE32 : SseCall.STORE32, o.number(f.operand(1)), o.segment(),
                    o.offset());
        } else {
            boolean mmx = SimdSource.isMmx(f, 1);
            o.system(mmx ? MmxCall.BEGIN : SseCall.BEGIN);
            o.write(f.operand(0), o.ask(mmx ? MmxCall.LOW : SseCall.TO_GENERAL, o.number(f.operand(1))));
        }
    }

    private static void moveQuadword(Ops o, Form f) {
        if (SimdSource.isMmx(f, 0)) {
            Value source = SimdSource.mmx(o, f, 1);
            o.system(MmxCall.MOVE, o.number(f.operand(0)), source);
        } else if (f.operand(0).isMemory()) {
            o.system(SimdSource.isMmx(f, 1) ? MmxCall.STORE64 : SseCall.STORE64, o.number(f.operand(1)), o.segment(),
                    o.offset());
        } else {
            Value source = SimdSource.sse(o, f, 1);
            o.system(SseCall.MOVQ, o.number(f.operand(0)), source);
        }
    }

    private static void move(Ops o, Form f, SseCall load, SseCall store) {
        if (f.operand(0).isMemory()) {
            o.system(store, o.number(f.operand(1)), o.segment(), o.offset());
        } else if (f.operand(1).isMemory()) {
            o.system(load, o.segment(), o.offset());
            o.system(SseCall.MOVE, o.number(f.operand(0)), o.constant(Xmm.MEMORY));
        } else {
            o.system(SseCall.BEGIN);
            o.system(SseCall.MOVE, o.number(f.operand(0)), o.number(f.operand(1)));
        }
    }

    /** From memory the rest of the register is cleared, between registers it stays. */
    private static void scalar(Ops o, Form f, SseCall between, SseCall store) {
        if (f.operand(0).isMemory()) {
            o.system(store, o.number(f.operand(1)), o.segment(), o.offset());
        } else {
            Value source = SimdSource.sse(o, f, 1);
            o.system(f.operand(1).isMemory() ? SseCall.MOVE : between, o.number(f.operand(0)), source);
        }
    }

    private static void half(Ops o, Form f, SseCall move, SseCall store) {
        if (f.operand(0).isMemory()) {
            o.system(store, o.number(f.operand(1)), o.segment(), o.offset());
        } else {
            Value source = SimdSource.sse(o, f, 1);
            o.system(move, o.number(f.operand(0)), source);
        }
    }

    private static void defineBetween(Semantics s) {
        s.define("MOVQ2DQ", (o, f) -> {
            o.system(SseCall.BEGIN);
            o.system(MmxCall.BEGIN);
            o.system(SseCall.FROM_MMX, o.number(f.operand(0)), o.number(f.operand(1)));
        });
        s.define("MOVDQ2Q", (o, f) -> {
            o.system(SseCall.BEGIN);
            o.system(MmxCall.BEGIN);
            o.system(SseCall.TO_MMX, o.number(f.operand(0)), o.number(f.operand(1)));
        });
        s.define("MOVMSKPS", (o, f) -> {
            o.system(SseCall.BEGIN);
            o.write(f.operand(0), o.ask(SseCall.MOVMSKPS, o.number(f.operand(1))));
        });
        s.define("MOVMSKPD", (o, f) -> {
            o.system(SseCall.BEGIN);
            o.write(f.operand(0), o.ask(SseCall.MOVMSKPD, o.number(f.operand(1))));
        });
        // A store like any other: there are no caches to pass by.
        s.define("MOVNTI", (o, f) -> o.write(f.operand(0), o.read(f.operand(1))));
    }

    private static void defineState(Semantics s) {
        s.define("LDMXCSR", (o, f) -> o.system(SseCall.LOAD_MXCSR, o.segment(), o.offset()));
        s.define("STMXCSR", (o, f) -> o.system(SseCall.STORE_MXCSR, o.segment(), o.offset()));
        s.define("FXSAVE", (o, f) -> o.system(SseCall.FXSAVE, o.segment(), o.offset()));
        s.define("FXRSTOR", (o, f) -> o.system(SseCall.FXRSTOR, o.segment(), o.offset()));
    }
}
