package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Alu;

/** The pure functions that semantics may call: methods of {@link Alu}, by the name that generated code calls them by. */
public enum Function {
    MUL_HIGH_UNSIGNED("mulHighUnsigned", false, (s, a) -> Alu.mulHighUnsigned(a[0], a[1])),
    MUL_HIGH_SIGNED("mulHighSigned", false, (s, a) -> Alu.mulHighSigned(a[0], a[1])),
    BYTE_SWAP("byteSwap", false, (s, a) -> Alu.byteSwap(a[0])),
    LOWEST_BIT("lowestBit", false, (s, a) -> Alu.lowestBit(a[0])),
    HIGHEST_BIT("highestBit", false, (s, a) -> Alu.highestBit(a[0])),
    SHIFTED_BIT("shiftedBit", false, (s, a) -> Alu.shiftedBit(a[0])),
    BIT_AT("bitAt", false, (s, a) -> Alu.bitAt(a[0], a[1])),
    SHL("shl", true, (s, a) -> Alu.shl(s, a[0], a[1])),
    SHR("shr", true, (s, a) -> Alu.shr(s, a[0], a[1])),
    SAR("sar", true, (s, a) -> Alu.sar(s, a[0], a[1])),
    ROL("rol", true, (s, a) -> Alu.rol(s, a[0], a[1])),
    ROR("ror", true, (s, a) -> Alu.ror(s, a[0], a[1])),
    RCL("rcl", true, (s, a) -> Alu.rcl(s, a[0], a[1], a[2])),
    RCR("rcr", true, (s, a) -> Alu.rcr(s, a[0], a[1], a[2])),
    SHLD("shld", true, (s, a) -> Alu.shld(s, a[0], a[1], a[2])),
    SHRD("shrd", true, (s, a) -> Alu.shrd(s, a[0], a[1], a[2])),
    FITS_UNSIGNED("fitsUnsigned", true, (s, a) -> Alu.fitsUnsigned(s, a[0], a[1], a[2])),
    FITS_SIGNED("fitsSigned", true, (s, a) -> Alu.fitsSigned(s, a[0], a[1], a[2])),
    QUOTIENT_UNSIGNED("quotientUnsigned", true, (s, a) -> Alu.quotientUnsigned(s, a[0], a[1], a[2])),
    QUOTIENT_SIGNED("quotientSigned", true, (s, a) -> Alu.quotientSigned(s, a[0], a[1], a[2]));

    /** Evaluates a function. */
    interface Body {
        int apply(int size, int[] arguments);
    }

    /** The method of {@link Alu}. */
    public final String method;
    /** Whether the operand size is its first argument. */
    public final boolean sized;
    private final Body body;

    Function(String method, boolean sized, Body body) {
        this.method = method;
        this.sized = sized;
        this.body = body;
    }

    int apply(int size, int... arguments) {
        return body.apply(size, arguments);
    }
}
