package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;

/**
 * CPUID, RDTSC, RDMSR, WRMSR.
 *
 * <p>The model is a family 6 processor that has what this one implements: TSC, MSR, CX8, PSE, PGE, DE, CMOV. Its time-stamp
 * counter ticks once a nanosecond of virtual time. Not modelled yet: everything that CPUID does not announce, among it the FPU.
 */
public final class Identification {
    private static final int MAX_LEAF = 1;
    /** Family 6, model 1, stepping 9. */
    private static final int SIGNATURE = 0x619;
    private static final int FEATURE_DE = 1 << 2;
    private static final int FEATURE_PSE = 1 << 3;
    private static final int FEATURE_TSC = 1 << 4;
    private static final int FEATURE_MSR = 1 << 5;
    private static final int FEATURE_CX8 = 1 << 8;
    private static final int FEATURE_PGE = 1 << 13;
    private static final int FEATURE_CMOV = 1 << 15;
    private static final int FEATURES =
            FEATURE_DE | FEATURE_PSE | FEATURE_TSC | FEATURE_MSR | FEATURE_CX8 | FEATURE_PGE | FEATURE_CMOV;

    private static final int MSR_TSC = 0x10;

    private Identification() {
    }

    /** The processor signature, which EDX holds after reset (SDM 3A §9.1.2). */
    public static int signature() {
        return SIGNATURE;
    }

    public static void cpuid(Cpu c) {
        int leaf = c.regs[Cpu.EAX];
        if (leaf == 0) {
            answer(c, MAX_LEAF, ascii("Back"), ascii("eCPU"), ascii("plan"));
        } else {
            // A leaf above the highest answers as the highest (SDM 2, CPUID).
            answer(c, SIGNATURE, 0, 0, FEATURES);
        }
    }

    private static int ascii(String four) {
        return four.charAt(0) | four.charAt(1) << 8 | four.charAt(2) << 16 | four.charAt(3) << 24;
    }

    private static void answer(Cpu c, int eax, int ebx, int ecx, int edx) {
        c.regs[Cpu.EAX] = eax;
        c.regs[Cpu.EBX] = ebx;
        c.regs[Cpu.ECX] = ecx;
        c.regs[Cpu.EDX] = edx;
    }

    public static void rdtsc(Cpu c) {
        if (!ControlRegisters.timeStampAllowed(c)) {
            throw c.generalProtection(0);
        }
        setEdxEax(c, c.execution.timeStamp());
    }

    public static void rdmsr(Cpu c) {
        c.requirePrivilege();
        if (c.regs[Cpu.ECX] != MSR_TSC) {
            throw c.generalProtection(0);
        }
        setEdxEax(c, c.execution.timeStamp());
    }

    public static void wrmsr(Cpu c) {
        c.requirePrivilege();
        if (c.regs[Cpu.ECX] != MSR_TSC) {
            throw c.generalProtection(0);
        }
        c.execution.setTimeStamp((long) c.regs[Cpu.EDX] << 32 | Integer.toUnsignedLong(c.regs[Cpu.EAX]));
    }

    private static void setEdxEax(Cpu c, long value) {
        c.regs[Cpu.EAX] = (int) value;
        c.regs[Cpu.EDX] = (int) (value >>> 32);
    }
}
