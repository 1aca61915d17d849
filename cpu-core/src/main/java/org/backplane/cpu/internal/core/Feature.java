package org.backplane.cpu.internal.core;

/** Features of the processor by the names that CPUID's manual page has for their bits (SDM 2, CPUID, tables 3-8 and 3-11). */
public enum Feature {
    FPU(Word.EDX_1, 0),
    VME(Word.EDX_1, 1),
    DE(Word.EDX_1, 2),
    PSE(Word.EDX_1, 3),
    TSC(Word.EDX_1, 4),
    MSR(Word.EDX_1, 5),
    PAE(Word.EDX_1, 6),
    MCE(Word.EDX_1, 7),
    CX8(Word.EDX_1, 8),
    /** Shown only while the board has a local APIC and IA32_APIC_BASE enables it. */
    APIC(Word.EDX_1, 9),
    SEP(Word.EDX_1, 11),
    MTRR(Word.EDX_1, 12),
    PGE(Word.EDX_1, 13),
    MCA(Word.EDX_1, 14),
    CMOV(Word.EDX_1, 15),
    PAT(Word.EDX_1, 16),
    PSE36(Word.EDX_1, 17),
    CLFSH(Word.EDX_1, 19),
    MMX(Word.EDX_1, 23),
    FXSR(Word.EDX_1, 24),
    SSE(Word.EDX_1, 25),
    SSE2(Word.EDX_1, 26),
    TSC_ADJUST(Word.EBX_7, 1),
    SMEP(Word.EBX_7, 7),
    ARCH_CAPABILITIES(Word.EDX_7, 29),
    NX(Word.EDX_80000001, 20),
    /** The time-stamp counter runs at one rate, whatever the processor does. */
    INVARIANT_TSC(Word.EDX_80000007, 8);

    /** The registers of the leaves that have feature bits. */
    public enum Word {
        EDX_1, EBX_7, EDX_7, EDX_80000001, EDX_80000007
    }

    final Word word;
    final int mask;

    Feature(Word word, int bit) {
        this.word = word;
        this.mask = 1 << bit;
    }
}
