package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.simd.FxState;
import org.backplane.cpu.internal.simd.Shuffle;
import org.backplane.cpu.internal.simd.Sse;
import org.backplane.cpu.internal.simd.SseArithmetic;
import org.backplane.cpu.internal.simd.SseConversion;
import org.backplane.cpu.internal.simd.SseMove;

/** The calls that the semantics of SSE and SSE2 instructions make. */
public enum SseCall implements HelperCall {
    BEGIN("Sse.begin", (c, a) -> Sse.begin(c)),
    LOAD128("Sse.load128", (c, a) -> Sse.load128(c, a[0], a[1])),
    LOAD_UNALIGNED("Sse.loadUnaligned", (c, a) -> Sse.loadUnaligned(c, a[0], a[1])),
    LOAD64("Sse.load64", (c, a) -> Sse.load64(c, a[0], a[1])),
    LOAD32("Sse.load32", (c, a) -> Sse.load32(c, a[0], a[1])),
    STORE128("Sse.store128", (c, a) -> Sse.store128(c, a[0], a[1], a[2])),
    STORE_UNALIGNED("Sse.storeUnaligned", (c, a) -> Sse.storeUnaligned(c, a[0], a[1], a[2])),
    STORE64("Sse.store64", (c, a) -> Sse.store64(c, a[0], a[1], a[2])),
    STORE_HIGH("Sse.storeHigh", (c, a) -> Sse.storeHigh(c, a[0], a[1], a[2])),
    STORE32("Sse.store32", (c, a) -> Sse.store32(c, a[0], a[1], a[2])),
    LOAD_MXCSR("Sse.loadMxcsr", (c, a) -> Sse.loadMxcsr(c, a[0], a[1])),
    STORE_MXCSR("Sse.storeMxcsr", (c, a) -> Sse.storeMxcsr(c, a[0], a[1])),
    COUNT("Sse.setCount", (c, a) -> Sse.setCount(c, a[0])),
    MOVE("SseMove.move", (c, a) -> SseMove.move(c, a[0], a[1])),
    LOW_32("SseMove.low32", (c, a) -> SseMove.low32(c, a[0], a[1])),
    LOW_TO_LOW("SseMove.lowToLow", (c, a) -> SseMove.lowToLow(c, a[0], a[1])),
    LOW_TO_HIGH("SseMove.lowToHigh", (c, a) -> SseMove.lowToHigh(c, a[0], a[1])),
    HIGH_TO_LOW("SseMove.highToLow", (c, a) -> SseMove.highToLow(c, a[0], a[1])),
    MOVQ("SseMove.movq", (c, a) -> SseMove.movq(c, a[0], a[1])),
    FROM_GENERAL("SseMove.fromGeneral", (c, a) -> SseMove.fromGeneral(c, a[0], a[1])),
    FROM_MMX("SseMove.fromMmx", (c, a) -> SseMove.fromMmx(c, a[0], a[1])),
    TO_MMX("SseMove.toMmx", (c, a) -> SseMove.toMmx(c, a[0], a[1])),
    ADD("SseArithmetic.add", (c, a) -> SseArithmetic.add(c, a[0], a[1], a[2])),
    SUBTRACT("SseArithmetic.subtract", (c, a) -> SseArithmetic.subtract(c, a[0], a[1], a[2])),
    MULTIPLY("SseArithmetic.multiply", (c, a) -> SseArithmetic.multiply(c, a[0], a[1], a[2])),
    DIVIDE("SseArithmetic.divide", (c, a) -> SseArithmetic.divide(c, a[0], a[1], a[2])),
    MIN("SseArithmetic.min", (c, a) -> SseArithmetic.min(c, a[0], a[1], a[2])),
    MAX("SseArithmetic.max", (c, a) -> SseArithmetic.max(c, a[0], a[1], a[2])),
    SQUARE_ROOT("SseArithmetic.squareRoot", (c, a) -> SseArithmetic.squareRoot(c, a[0], a[1], a[2])),
    RECIPROCAL("SseArithmetic.reciprocal", (c, a) -> SseArithmetic.reciprocal(c, a[0], a[1], a[2])),
    RECIPROCAL_ROOT("SseArithmetic.reciprocalRoot", (c, a) -> SseArithmetic.reciprocalRoot(c, a[0], a[1], a[2])),
    COMPARE("SseArithmetic.compare", (c, a) -> SseArithmetic.compare(c, a[0], a[1], a[2], a[3])),
    COMPARE_FLAGS("SseArithmetic.compareFlags", (c, a) -> SseArithmetic.compareFlags(c, a[0], a[1], a[2], a[3])),
    CVTPS2PD("SseConversion.cvtps2pd", (c, a) -> SseConversion.cvtps2pd(c, a[0], a[1])),
    CVTPD2PS("SseConversion.cvtpd2ps", (c, a) -> SseConversion.cvtpd2ps(c, a[0], a[1])),
    CVTSS2SD("SseConversion.cvtss2sd", (c, a) -> SseConversion.cvtss2sd(c, a[0], a[1])),
    CVTSD2SS("SseConversion.cvtsd2ss", (c, a) -> SseConversion.cvtsd2ss(c, a[0], a[1])),
    CVTDQ2PS("SseConversion.cvtdq2ps", (c, a) -> SseConversion.cvtdq2ps(c, a[0], a[1])),
    CVTDQ2PD("SseConversion.cvtdq2pd", (c, a) -> SseConversion.cvtdq2pd(c, a[0], a[1])),
    CVTSI2SS("SseConversion.cvtsi2ss", (c, a) -> SseConversion.cvtsi2ss(c, a[0], a[1])),
    CVTSI2SD("SseConversion.cvtsi2sd", (c, a) -> SseConversion.cvtsi2sd(c, a[0], a[1])),
    CVTPI2PS("SseConversion.cvtpi2ps", (c, a) -> SseConversion.cvtpi2ps(c, a[0], a[1])),
    CVTPI2PD("SseConversion.cvtpi2pd", (c, a) -> SseConversion.cvtpi2pd(c, a[0], a[1])),
    LOAD_INTEGERS("SseConversion.loadIntegers", (c, a) -> SseConversion.loadIntegers(c, a[0], a[1])),
    CVTPS2DQ("SseConversion.cvtps2dq", (c, a) -> SseConversion.cvtps2dq(c, a[0], a[1], a[2])),
    CVTPD2DQ("SseConversion.cvtpd2dq", (c, a) -> SseConversion.cvtpd2dq(c, a[0], a[1], a[2])),
    CVTPS2PI("SseConversion.cvtps2pi", (c, a) -> SseConversion.cvtps2pi(c, a[0], a[1], a[2])),
    CVTPD2PI("SseConversion.cvtpd2pi", (c, a) -> SseConversion.cvtpd2pi(c, a[0], a[1], a[2])),
    PSHUFD("Shuffle.pshufd", (c, a) -> Shuffle.pshufd(c, a[0], a[1], a[2])),
    PSHUFLW("Shuffle.pshuflw", (c, a) -> Shuffle.pshuflw(c, a[0], a[1], a[2])),
    PSHUFHW("Shuffle.pshufhw", (c, a) -> Shuffle.pshufhw(c, a[0], a[1], a[2])),
    SHUFPS("Shuffle.shufps", (c, a) -> Shuffle.shufps(c, a[0], a[1], a[2])),
    SHUFPD("Shuffle.shufpd", (c, a) -> Shuffle.shufpd(c, a[0], a[1], a[2])),
    SHIFT_LEFT("Shuffle.shiftLeft", (c, a) -> Shuffle.shiftLeft(c, a[0], a[1])),
    SHIFT_RIGHT("Shuffle.shiftRight", (c, a) -> Shuffle.shiftRight(c, a[0], a[1])),
    PINSRW("Shuffle.pinsrwXmm", (c, a) -> Shuffle.pinsrwXmm(c, a[0], a[1], a[2])),
    MASKMOVDQU("Shuffle.maskmovdqu", (c, a) -> Shuffle.maskmovdqu(c, a[0], a[1], a[2], a[3])),
    FXSAVE("FxState.save", (c, a) -> FxState.save(c, a[0], a[1])),
    FXRSTOR("FxState.restore", (c, a) -> FxState.restore(c, a[0], a[1])),

    // Calls that give a value.
    TO_GENERAL("SseMove.toGeneral", true, (c, a) -> SseMove.toGeneral(c, a[0])),
    CVTSS2SI("SseConversion.cvtss2si", true, (c, a) -> SseConversion.cvtss2si(c, a[0], a[1])),
    CVTSD2SI("SseConversion.cvtsd2si", true, (c, a) -> SseConversion.cvtsd2si(c, a[0], a[1])),
    PEXTRW("Shuffle.pextrwXmm", true, (c, a) -> Shuffle.pextrwXmm(c, a[0], a[1])),
    PMOVMSKB("Shuffle.pmovmskbXmm", true, (c, a) -> Shuffle.pmovmskbXmm(c, a[0])),
    MOVMSKPS("Shuffle.movmskps", true, (c, a) -> Shuffle.movmskps(c, a[0])),
    MOVMSKPD("Shuffle.movmskpd", true, (c, a) -> Shuffle.movmskpd(c, a[0]));

    private final String method;
    private final Call call;

    SseCall(String method, VoidCall call) {
        this(method, false, (c, a) -> {
            call.make(c, a);
            return 0;
        });
    }

    /** {@code hasValue} only tells this constructor from the other one. */
    SseCall(String method, boolean hasValue, Call call) {
        this.method = method;
        this.call = call;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public int make(Cpu c, int... arguments) {
        return call.make(c, arguments);
    }
}
