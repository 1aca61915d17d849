package org.backplane.cpu.internal.sem;

import java.util.function.LongBinaryOperator;
import org.backplane.cpu.internal.simd.PackedAdd;
import org.backplane.cpu.internal.simd.PackedCompare;
import org.backplane.cpu.internal.simd.PackedConvert;
import org.backplane.cpu.internal.simd.PackedMultiply;
import org.backplane.cpu.internal.simd.PackedShift;

/** The pure functions of two 64-bit words of packed integers, by the name that generated code calls them by. */
public enum PackedFunction {
    PADDB("PackedAdd.paddb", PackedAdd::paddb),
    PADDW("PackedAdd.paddw", PackedAdd::paddw),
    PADDD("PackedAdd.paddd", PackedAdd::paddd),
    PADDQ("PackedAdd.paddq", PackedAdd::paddq),
    PSUBB("PackedAdd.psubb", PackedAdd::psubb),
    PSUBW("PackedAdd.psubw", PackedAdd::psubw),
    PSUBD("PackedAdd.psubd", PackedAdd::psubd),
    PSUBQ("PackedAdd.psubq", PackedAdd::psubq),
    PADDSB("PackedAdd.paddsb", PackedAdd::paddsb),
    PADDSW("PackedAdd.paddsw", PackedAdd::paddsw),
    PSUBSB("PackedAdd.psubsb", PackedAdd::psubsb),
    PSUBSW("PackedAdd.psubsw", PackedAdd::psubsw),
    PADDUSB("PackedAdd.paddusb", PackedAdd::paddusb),
    PADDUSW("PackedAdd.paddusw", PackedAdd::paddusw),
    PSUBUSB("PackedAdd.psubusb", PackedAdd::psubusb),
    PSUBUSW("PackedAdd.psubusw", PackedAdd::psubusw),
    AND("PackedAdd.and", PackedAdd::and),
    AND_NOT("PackedAdd.andNot", PackedAdd::andNot),
    OR("PackedAdd.or", PackedAdd::or),
    XOR("PackedAdd.xor", PackedAdd::xor),
    SECOND("PackedAdd.second", PackedAdd::second),
    FIRST("PackedAdd.first", PackedAdd::first),
    PCMPEQB("PackedCompare.pcmpeqb", PackedCompare::pcmpeqb),
    PCMPEQW("PackedCompare.pcmpeqw", PackedCompare::pcmpeqw),
    PCMPEQD("PackedCompare.pcmpeqd", PackedCompare::pcmpeqd),
    PCMPGTB("PackedCompare.pcmpgtb", PackedCompare::pcmpgtb),
    PCMPGTW("PackedCompare.pcmpgtw", PackedCompare::pcmpgtw),
    PCMPGTD("PackedCompare.pcmpgtd", PackedCompare::pcmpgtd),
    PMINUB("PackedCompare.pminub", PackedCompare::pminub),
    PMAXUB("PackedCompare.pmaxub", PackedCompare::pmaxub),
    PMINSW("PackedCompare.pminsw", PackedCompare::pminsw),
    PMAXSW("PackedCompare.pmaxsw", PackedCompare::pmaxsw),
    PAVGB("PackedCompare.pavgb", PackedCompare::pavgb),
    PAVGW("PackedCompare.pavgw", PackedCompare::pavgw),
    PMULLW("PackedMultiply.pmullw", PackedMultiply::pmullw),
    PMULHW("PackedMultiply.pmulhw", PackedMultiply::pmulhw),
    PMULHUW("PackedMultiply.pmulhuw", PackedMultiply::pmulhuw),
    PMADDWD("PackedMultiply.pmaddwd", PackedMultiply::pmaddwd),
    PMULUDQ("PackedMultiply.pmuludq", PackedMultiply::pmuludq),
    PSADBW("PackedMultiply.psadbw", PackedMultiply::psadbw),
    PSLLW("PackedShift.psllw", PackedShift::psllw),
    PSLLD("PackedShift.pslld", PackedShift::pslld),
    PSLLQ("PackedShift.psllq", PackedShift::psllq),
    PSRLW("PackedShift.psrlw", PackedShift::psrlw),
    PSRLD("PackedShift.psrld", PackedShift::psrld),
    PSRLQ("PackedShift.psrlq", PackedShift::psrlq),
    PSRAW("PackedShift.psraw", PackedShift::psraw),
    PSRAD("PackedShift.psrad", PackedShift::psrad),
    PACKSSWB("PackedConvert.packsswb", PackedConvert::packsswb),
    PACKUSWB("PackedConvert.packuswb", PackedConvert::packuswb),
    PACKSSDW("PackedConvert.packssdw", PackedConvert::packssdw),
    PUNPCKLBW("PackedConvert.punpcklbw", PackedConvert::punpcklbw),
    PUNPCKHBW("PackedConvert.punpckhbw", PackedConvert::punpckhbw),
    PUNPCKLWD("PackedConvert.punpcklwd", PackedConvert::punpcklwd),
    PUNPCKHWD("PackedConvert.punpckhwd", PackedConvert::punpckhwd),
    PUNPCKLDQ("PackedConvert.punpckldq", PackedConvert::punpckldq),
    PUNPCKHDQ("PackedConvert.punpckhdq", PackedConvert::punpckhdq);

    /** Class and method. */
    public final String method;
    private final LongBinaryOperator body;

    PackedFunction(String method, LongBinaryOperator body) {
        this.method = method;
        this.body = body;
    }

    long apply(long a, long b) {
        return body.applyAsLong(a, b);
    }
}
