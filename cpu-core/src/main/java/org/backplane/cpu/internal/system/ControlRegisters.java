package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.CpuModel;
import org.backplane.cpu.internal.core.Feature;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.simd.Sse;

/**
 * MOV to and from control and debug registers, SMSW, LMSW, CLTS, INVLPG (SDM 3A §2.5; SDM 2).
 *
 * <p>Not modelled: caches, so CD and NW have no effect.
 */
public final class ControlRegisters {
    private static final int CR0_KNOWN = Cpu.CR0_PE | Cpu.CR0_MP | Cpu.CR0_EM | Cpu.CR0_TS | Cpu.CR0_NE | Cpu.CR0_WP
            | Cpu.CR0_AM | Cpu.CR0_NW | Cpu.CR0_CD | Cpu.CR0_PG;
    /** The bits that LMSW can write; it cannot clear PE. */
    private static final int MACHINE_STATUS = Cpu.CR0_PE | Cpu.CR0_MP | Cpu.CR0_EM | Cpu.CR0_TS;

    private static final int CR4_TSD = 1 << 2;
    private static final int CR4_DE = 1 << 3;
    private static final int CR4_PSE = 1 << 4;
    private static final int CR4_PAE = 1 << 5;
    private static final int CR4_MCE = 1 << 6;
    private static final int CR4_PGE = 1 << 7;
    private static final int CR4_PCE = 1 << 8;
    private static final int CR4_SMEP = 1 << 20;
    /** What of CR0 and CR4 makes PAE paging load its page-directory-pointer-table entries if it changes (SDM 3A §4.4.1). */
    private static final int CR0_LOADING = Cpu.CR0_PG | Cpu.CR0_CD | Cpu.CR0_NW;
    private static final int CR4_LOADING = CR4_PSE | CR4_PAE | CR4_PGE | CR4_SMEP;

    private static final int DR6_FIXED = 0xFFFF0FF0;
    private static final int DR6_WRITABLE = 0x0000E00F;
    private static final int DR6_BD = 1 << 13;
    private static final int DR7_GD = 1 << 13;
    private static final int DR7_FIXED = 0x00000400;
    private static final int DR7_WRITABLE = 0xFFFF23FF;

    private ControlRegisters() {
    }

    public static int read(Cpu c, int register) {
        int value = switch (register) {
            case 0 -> c.cr0;
            case 2 -> c.cr2;
            case 3 -> c.cr3;
            case 4 -> c.cr4;
            default -> throw c.undefinedOpcode();
        };
        c.requirePrivilege();
        return value;
    }

    public static void write(Cpu c, int register, int value) {
        if (register == 1 || register > 4) {
            throw c.undefinedOpcode();
        }
        c.requirePrivilege();
        switch (register) {
            case 0 -> writeCr0(c, value);
            case 2 -> c.cr2 = value;
            case 3 -> writeCr3(c, value);
            default -> writeCr4(c, value);
        }
    }

    private static void writeCr3(Cpu c, int value) {
        if ((c.cr0 & Cpu.CR0_PG) != 0) {
            checkPointers(c, c.cr4, value);
        }
        c.setCr3(value);
    }

    private static void writeCr4(Cpu c, int value) {
        if ((value & ~knownInCr4(c)) != 0) {
            throw c.generalProtection(0);
        }
        if ((c.cr0 & Cpu.CR0_PG) != 0 && ((c.cr4 ^ value) & CR4_LOADING) != 0) {
            checkPointers(c, value, c.cr3);
        }
        c.setCr4(value);
        c.breakpoints.update();
    }

    /** The bits of CR4 that CPUID's features bring along; the others are reserved (SDM 3A §2.5). */
    private static int knownInCr4(Cpu c) {
        CpuModel model = c.model;
        return CR4_PCE | (model.has(Feature.VME) ? Cpu.CR4_VME | Cpu.CR4_PVI : 0) | (model.has(Feature.MCE) ? CR4_MCE : 0)
                | (model.has(Feature.TSC) ? CR4_TSD : 0) | (model.has(Feature.DE) ? CR4_DE : 0)
                | (model.has(Feature.PSE) ? CR4_PSE : 0) | (model.has(Feature.PAE) ? CR4_PAE : 0)
                | (model.has(Feature.PGE) ? CR4_PGE : 0) | (model.has(Feature.SMEP) ? CR4_SMEP : 0)
                | (model.has(Feature.FXSR) ? Sse.CR4_OSFXSR : 0) | (model.has(Feature.SSE) ? Sse.CR4_OSXMMEXCPT : 0);
    }

    /** #GP if PAE paging would load page-directory-pointer-table entries with reserved bits set (SDM 3A §4.4.1). */
    private static void checkPointers(Cpu c, int cr4, int cr3) {
        if ((cr4 & CR4_PAE) != 0 && !c.mmu.hasValidPointers(cr3)) {
            throw c.generalProtection(0);
        }
    }

    /** Combinations that fault: PG without PE, NW without CD (SDM 2, MOV to control registers). */
    private static void writeCr0(Cpu c, int value) {
        boolean pagingWithoutProtection = (value & Cpu.CR0_PG) != 0 && (value & Cpu.CR0_PE) == 0;
        boolean notWriteThroughWithCache = (value & Cpu.CR0_NW) != 0 && (value & Cpu.CR0_CD) == 0;
        if (pagingWithoutProtection || notWriteThroughWithCache) {
            throw c.generalProtection(0);
        }
        if ((value & Cpu.CR0_PG) != 0 && ((c.cr0 ^ value) & CR0_LOADING) != 0) {
            checkPointers(c, c.cr4, c.cr3);
        }
        c.setCr0(value & CR0_KNOWN | Cpu.CR0_ET);
    }

    public static int smsw(Cpu c) {
        return c.cr0;
    }

    public static void lmsw(Cpu c, int value) {
        c.requirePrivilege();
        int kept = c.cr0 & (~MACHINE_STATUS | Cpu.CR0_PE);
        c.setCr0(kept | value & MACHINE_STATUS);
    }

    public static void clts(Cpu c) {
        c.requirePrivilege();
        c.setCr0(c.cr0 & ~Cpu.CR0_TS);
    }

    public static void invlpg(Cpu c, int segment, int offset) {
        c.requirePrivilege();
        int linear = c.segments[segment & 7].base + offset;
        c.mmu.invalidatePage(linear);
        c.execution.translationChanged(linear);
    }

    // Debug registers: DR4 and DR5 are aliases of DR6 and DR7 unless CR4.DE is set (SDM 3B §17.2.2).

    public static int readDebug(Cpu c, int register) {
        int number = debugRegister(c, register);
        c.requirePrivilege();
        detectAccess(c);
        return c.dr[number];
    }

    public static void writeDebug(Cpu c, int register, int value) {
        int number = debugRegister(c, register);
        c.requirePrivilege();
        detectAccess(c);
        c.dr[number] = switch (number) {
            case 6 -> value & DR6_WRITABLE | DR6_FIXED;
            case 7 -> value & DR7_WRITABLE | DR7_FIXED;
            default -> value;
        };
        c.breakpoints.update();
        // Instructions are executed one at a time, or no longer so.
        c.execution.stopAfterThis();
    }

    /** General detect: #DB before an access if DR7.GD is set, which the exception clears (SDM 3B §17.2.4). */
    private static void detectAccess(Cpu c) {
        if ((c.dr[7] & DR7_GD) != 0) {
            c.breakpoints.report(DR6_BD);
            c.dr[7] &= ~DR7_GD;
            throw c.fault(Vector.DB, 0);
        }
    }

    private static int debugRegister(Cpu c, int register) {
        if (register != 4 && register != 5) {
            return register;
        }
        if ((c.cr4 & CR4_DE) != 0) {
            throw c.undefinedOpcode();
        }
        return register + 2;
    }

    /** Whether RDTSC is allowed at the present privilege. */
    static boolean timeStampAllowed(Cpu c) {
        return (c.cr4 & CR4_TSD) == 0 || c.cpl == 0;
    }
}
