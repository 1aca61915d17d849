package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.simd.Mmx;
import org.backplane.cpu.internal.simd.Shuffle;

/** The calls that the semantics of MMX instructions make. */
public enum MmxCall implements HelperCall {
    BEGIN("Mmx.begin", (c, a) -> Mmx.begin(c)),
    LOAD64("Mmx.load64", (c, a) -> Mmx.load64(c, a[0], a[1])),
    LOAD32("Mmx.load32", (c, a) -> Mmx.load32(c, a[0], a[1])),
    LOAD16("Mmx.load16", (c, a) -> Mmx.load16(c, a[0], a[1])),
    STORE64("Mmx.store64", (c, a) -> Mmx.store64(c, a[0], a[1], a[2])),
    STORE32("Mmx.store32", (c, a) -> Mmx.store32(c, a[0], a[1], a[2])),
    COUNT("Mmx.setCount", (c, a) -> Mmx.setCount(c, a[0])),
    MOVE("Mmx.move", (c, a) -> Mmx.move(c, a[0], a[1])),
    SET32("Mmx.set32", (c, a) -> Mmx.set32(c, a[0], a[1])),
    EMPTY("Mmx.empty", (c, a) -> Mmx.empty(c)),
    PSHUFW("Shuffle.pshufw", (c, a) -> Shuffle.pshufw(c, a[0], a[1], a[2])),
    PINSRW("Shuffle.pinsrw", (c, a) -> Shuffle.pinsrw(c, a[0], a[1], a[2])),
    MASKMOVQ("Shuffle.maskmovq", (c, a) -> Shuffle.maskmovq(c, a[0], a[1], a[2], a[3])),

    // Calls that give a value.
    LOW("Mmx.low", true, (c, a) -> Mmx.low(c, a[0])),
    PEXTRW("Shuffle.pextrw", true, (c, a) -> Shuffle.pextrw(c, a[0], a[1])),
    PMOVMSKB("Shuffle.pmovmskb", true, (c, a) -> Shuffle.pmovmskb(c, a[0]));

    private final String method;
    private final Call call;

    MmxCall(String method, VoidCall call) {
        this(method, false, (c, a) -> {
            call.make(c, a);
            return 0;
        });
    }

    /** {@code hasValue} only tells this constructor from the other one. */
    MmxCall(String method, boolean hasValue, Call call) {
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
