package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.simd.Mmx;
import org.backplane.cpu.internal.simd.Xmm;

/** Packed integers of MMX, SSE and SSE2 (SDM 1 §9.4, §10.4.4, §11.4.2): the same in 64 and in 128 bits. */
final class PackedInteger {
    /** Instructions that treat each 64-bit word by itself; they are named as their functions. */
    private static final String[] LANES = {"PADDB", "PADDW", "PADDD", "PADDQ", "PSUBB", "PSUBW", "PSUBD", "PSUBQ", "PADDSB",
        "PADDSW", "PSUBSB", "PSUBSW", "PADDUSB", "PADDUSW", "PSUBUSB", "PSUBUSW", "PCMPEQB", "PCMPEQW", "PCMPEQD",
        "PCMPGTB", "PCMPGTW", "PCMPGTD", "PMINUB", "PMAXUB", "PMINSW", "PMAXSW", "PAVGB", "PAVGW", "PMULLW", "PMULHW",
        "PMULHUW", "PMADDWD", "PMULUDQ", "PSADBW"};
    private static final String[] SHIFTS =
            {"PSLLW", "PSLLD", "PSLLQ", "PSRLW", "PSRLD", "PSRLQ", "PSRAW", "PSRAD"};
    private static final String[] PACKS = {"PACKSSWB", "PACKUSWB", "PACKSSDW"};

    private PackedInteger() {
    }

    static void define(Semantics s) {
        for (String mnemonic : LANES) {
            packed(s, mnemonic, PackedFunction.valueOf(mnemonic), PackedShape.LANES);
        }
        for (String mnemonic : PACKS) {
            packed(s, mnemonic, PackedFunction.valueOf(mnemonic), PackedShape.PACK);
        }
        for (String mnemonic : SHIFTS) {
            s.define(mnemonic, (o, f) -> shift(o, f, PackedFunction.valueOf(mnemonic)));
        }
        packed(s, "PAND", PackedFunction.AND, PackedShape.LANES);
        packed(s, "PANDN", PackedFunction.AND_NOT, PackedShape.LANES);
        packed(s, "POR", PackedFunction.OR, PackedShape.LANES);
        packed(s, "PXOR", PackedFunction.XOR, PackedShape.LANES);
        unpack(s, "BW", PackedFunction.PUNPCKLBW, PackedFunction.PUNPCKHBW);
        unpack(s, "WD", PackedFunction.PUNPCKLWD, PackedFunction.PUNPCKHWD);
        unpack(s, "DQ", PackedFunction.PUNPCKLDQ, PackedFunction.PUNPCKHDQ);
        unpack(s, "QDQ", PackedFunction.FIRST, PackedFunction.SECOND);
        defineShuffles(s);
        defineElements(s);
        s.define("EMMS", (o, f) -> o.system(MmxCall.EMPTY));
    }

    private static void packed(Semantics s, String mnemonic, PackedFunction function, PackedShape shape) {
        s.define(mnemonic, (o, f) -> packed(o, f, function, function, shape));
    }

    private static void packed(Ops o, Form f, PackedFunction low, PackedFunction high, PackedShape shape) {
        if (SimdSource.isMmx(f, 0)) {
            Value source = SimdSource.mmx(o, f, 1);
            o.mmx(shape == PackedShape.HIGH ? high : low, o.number(f.operand(0)), source);
        } else {
            Value source = SimdSource.sse(o, f, 1);
            o.xmm(low, high, shape, o.number(f.operand(0)), source);
        }
    }

    private static void unpack(Semantics s, String elements, PackedFunction low, PackedFunction high) {
        s.define("PUNPCKL" + elements, (o, f) -> packed(o, f, low, high, PackedShape.LOW));
        s.define("PUNPCKH" + elements, (o, f) -> packed(o, f, low, high, PackedShape.HIGH));
    }

    private static void shift(Ops o, Form f, PackedFunction function) {
        if (f.operand(1).kind() != Operand.Kind.IMMEDIATE) {
            packed(o, f, function, function, PackedShape.COUNT);
        } else if (SimdSource.isMmx(f, 0)) {
            o.system(MmxCall.BEGIN);
            o.system(MmxCall.COUNT, o.read(f.operand(1)));
            o.mmx(function, o.number(f.operand(0)), o.constant(Mmx.MEMORY));
        } else {
            o.system(SseCall.BEGIN);
            o.system(SseCall.COUNT, o.read(f.operand(1)));
            o.xmm(function, function, PackedShape.COUNT, o.number(f.operand(0)), o.constant(Xmm.MEMORY));
        }
    }

    private static void defineShuffles(Semantics s) {
        s.define("PSHUFW", (o, f) -> {
            Value source = SimdSource.mmx(o, f, 1);
            o.system(MmxCall.PSHUFW, o.number(f.operand(0)), source, o.read(f.operand(2)));
        });
        shuffle(s, "PSHUFD", SseCall.PSHUFD);
        shuffle(s, "PSHUFLW", SseCall.PSHUFLW);
        shuffle(s, "PSHUFHW", SseCall.PSHUFHW);
        shuffle(s, "SHUFPS", SseCall.SHUFPS);
        shuffle(s, "SHUFPD", SseCall.SHUFPD);
        s.define("PSLLDQ", (o, f) -> shiftBytes(o, f, SseCall.SHIFT_LEFT));
        s.define("PSRLDQ", (o, f) -> shiftBytes(o, f, SseCall.SHIFT_RIGHT));
    }

    private static void shuffle(Semantics s, String mnemonic, SseCall call) {
        s.define(mnemonic, (o, f) -> {
            Value source = SimdSource.sse(o, f, 1);
            o.system(call, o.number(f.operand(0)), source, o.read(f.operand(2)));
        });
    }

    private static void shiftBytes(Ops o, Form f, SseCall call) {
        o.system(SseCall.BEGIN);
        o.system(call, o.number(f.operand(0)), o.read(f.operand(1)));
    }

    private static void defineElements(Semantics s) {
        s.define("PINSRW", (o, f) -> {
            boolean mmx = SimdSource.isMmx(f, 0);
            Value value = element(o, f, mmx);
            o.system(mmx ? MmxCall.PINSRW : SseCall.PINSRW, o.number(f.operand(0)), value, o.read(f.operand(2)));
        });
        definePicks(s);
    }

    /** The word to be inserted; an MMX instruction changes the x87 state only once it has been read. */
    private static Value element(Ops o, Form f, boolean mmx) {
        if (mmx && f.operand(1).isMemory()) {
            o.system(MmxCall.LOAD16, o.segment(), o.offset());
            return o.ask(MmxCall.LOW, o.constant(Mmx.MEMORY));
        }
        o.system(mmx ? MmxCall.BEGIN : SseCall.BEGIN);
        return o.read(f.operand(1));
    }

    private static void definePicks(Semantics s) {
        s.define("PEXTRW", (o, f) -> {
            boolean mmx = SimdSource.isMmx(f, 1);
            o.system(mmx ? MmxCall.BEGIN : SseCall.BEGIN);
            o.write(f.operand(0), o.ask(mmx ? MmxCall.PEXTRW : SseCall.PEXTRW, o.number(f.operand(1)),
                    o.read(f.operand(2))));
        });
        s.define("PMOVMSKB", (o, f) -> {
            boolean mmx = SimdSource.isMmx(f, 1);
            o.system(mmx ? MmxCall.BEGIN : SseCall.BEGIN);
            o.write(f.operand(0), o.ask(mmx ? MmxCall.PMOVMSKB : SseCall.PMOVMSKB, o.number(f.operand(1))));
        });
        s.define("MASKMOV", (o, f) -> {
            boolean mmx = SimdSource.isMmx(f, 0);
            o.system(mmx ? MmxCall.BEGIN : SseCall.BEGIN);
            o.system(mmx ? MmxCall.MASKMOVQ : SseCall.MASKMOVDQU, o.number(f.operand(0)), o.number(f.operand(1)),
                    o.segment(), o.constant(f.addressSize()));
        });
    }
}
