package org.backplane.cpu.internal.system;

import org.backplane.bus.apic.LocalApic;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Feature;
import org.backplane.mmu.MemoryTypeRegisters;

/**
 * RDMSR and WRMSR: the architectural registers (SDM 4 table 2-2) of what CPUID announces. All others raise #GP(0).
 *
 * <p>The machine-check architecture has no banks: nothing here detects hardware errors (SDM 3B §15.3.1).
 *
 * <p>Not modelled: performance monitoring, last-branch records (IA32_DEBUGCTL has BTF only), microcode updates: there is none,
 * and a write of the revision is ignored; switches of IA32_MISC_ENABLE, which is what it is.
 */
public final class ModelSpecificRegisters {
    private static final int IA32_P5_MC_ADDR = 0;
    private static final int IA32_P5_MC_TYPE = 1;
    private static final int IA32_TIME_STAMP_COUNTER = 0x10;
    private static final int IA32_PLATFORM_ID = 0x17;
    private static final int IA32_APIC_BASE = 0x1B;
    private static final int IA32_TSC_ADJUST = 0x3B;
    private static final int IA32_BIOS_SIGN_ID = 0x8B;
    private static final int IA32_ARCH_CAPABILITIES = 0x10A;
    private static final int IA32_SYSENTER_CS = 0x174;
    private static final int IA32_SYSENTER_ESP = 0x175;
    private static final int IA32_SYSENTER_EIP = 0x176;
    private static final int IA32_MCG_CAP = 0x179;
    private static final int IA32_MCG_STATUS = 0x17A;
    private static final int IA32_MISC_ENABLE = 0x1A0;
    private static final int IA32_DEBUGCTL = 0x1D9;
    private static final int IA32_EFER = 0xC000_0080;
    /** String instructions are fast; branch trace storage and event sampling are unavailable. */
    private static final int MISC_FAST_STRINGS = 1;
    private static final int MISC_BTS_UNAVAILABLE = 1 << 11;
    private static final int MISC_PEBS_UNAVAILABLE = 1 << 12;
    private static final int MISC_ENABLE = MISC_FAST_STRINGS | MISC_BTS_UNAVAILABLE | MISC_PEBS_UNAVAILABLE;
    /**
     * Nothing is executed ahead, so no instruction sees what another one left in a cache or buffer: RDCL_NO,
     * SKIP_L1DFL_VMENTRY, SSB_NO, MDS_NO, IF_PSCHANGE_MC_NO, TAA_NO, SBDR_SSDP_NO, FBSDP_NO, PSDP_NO, BHI_NO, PBRSB_NO, GDS_NO,
     * RFDS_NO. A guest that believes it saves itself the precautions, such as page tables without the kernel.
     */
    private static final int CAPABILITIES = 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 8 | 1 << 13 | 1 << 14 | 1 << 15
            | 1 << 20 | 1 << 24 | 1 << 26 | 1 << 27;
    private static final int EFER_NXE = 1 << 11;
    /** Single steps trap behind branches only (SDM 3B §17.4.1). */
    private static final int DEBUGCTL_BTF = 1 << 1;
    /** Bits of IA32_APIC_BASE below the address; x2APIC mode is reserved, CPUID does not announce it (SDM 3A §10.4.4). */
    private static final long APIC_FLAGS = LocalApic.BASE_ENABLE | LocalApic.BASE_BSP;
    private static final long PAGE = 0x1000;

    private ModelSpecificRegisters() {
    }

    public static void read(Cpu c) {
        c.requirePrivilege();
        int msr = c.regs[Cpu.ECX];
        if (!exists(c, msr)) {
            throw c.generalProtection(0);
        }
        c.setEdxEax(switch (msr) {
            case IA32_TIME_STAMP_COUNTER -> c.execution.timeStamp();
            case IA32_TSC_ADJUST -> c.execution.timeStampAdjustment();
            case IA32_P5_MC_ADDR, IA32_P5_MC_TYPE, IA32_MCG_CAP, IA32_MCG_STATUS, IA32_PLATFORM_ID, IA32_BIOS_SIGN_ID -> 0;
            case IA32_MISC_ENABLE -> MISC_ENABLE;
            case IA32_ARCH_CAPABILITIES -> CAPABILITIES;
            case IA32_DEBUGCTL -> c.stepsOverBranches ? DEBUGCTL_BTF : 0;
            case IA32_APIC_BASE -> c.apic.base();
            case IA32_SYSENTER_CS -> Integer.toUnsignedLong(c.sysenterCs);
            case IA32_SYSENTER_ESP -> Integer.toUnsignedLong(c.sysenterEsp);
            case IA32_SYSENTER_EIP -> Integer.toUnsignedLong(c.sysenterEip);
            case IA32_EFER -> c.executeDisable() ? EFER_NXE : 0;
            default -> c.mmu.memoryTypes().read(msr);
        });
    }

    public static void write(Cpu c) {
        c.requirePrivilege();
        int msr = c.regs[Cpu.ECX];
        long value = (long) c.regs[Cpu.EDX] << 32 | Integer.toUnsignedLong(c.regs[Cpu.EAX]);
        if (!exists(c, msr) || !write(c, msr, value)) {
            throw c.generalProtection(0);
        }
    }

    /** Writes a register unless it is read-only or the value is reserved. */
    private static boolean write(Cpu c, int msr, long value) {
        switch (msr) {
            case IA32_TIME_STAMP_COUNTER -> c.execution.setTimeStamp(value);
            case IA32_TSC_ADJUST -> c.execution.setTimeStampAdjustment(value);
            case IA32_PLATFORM_ID, IA32_MCG_CAP, IA32_ARCH_CAPABILITIES -> {
                return false;
            }
            case IA32_MISC_ENABLE -> {
                return value == MISC_ENABLE;
            }
            case IA32_BIOS_SIGN_ID, IA32_P5_MC_ADDR, IA32_P5_MC_TYPE -> { }
            case IA32_MCG_STATUS -> {
                // Software can only clear it (SDM 4 table 2-2).
                return value == 0;
            }
            case IA32_DEBUGCTL -> {
                if ((value & ~DEBUGCTL_BTF) != 0) {
                    return false;
                }
                c.stepsOverBranches = value != 0;
            }
            case IA32_APIC_BASE -> {
                long address = (1L << c.model.paging().physicalBits()) - PAGE;
                if ((value & ~(address | APIC_FLAGS)) != 0) {
                    return false;
                }
                c.apic.base(value);
            }
            case IA32_SYSENTER_CS -> c.sysenterCs = (int) value;
            case IA32_SYSENTER_ESP -> c.sysenterEsp = (int) value;
            case IA32_SYSENTER_EIP -> c.sysenterEip = (int) value;
            case IA32_EFER -> {
                if ((value & ~EFER_NXE) != 0) {
                    return false;
                }
                c.setExecuteDisable(value != 0);
            }
            default -> {
                return c.mmu.memoryTypes().write(msr, value);
            }
        }
        return true;
    }

    private static boolean exists(Cpu c, int msr) {
        return switch (msr) {
            case IA32_TIME_STAMP_COUNTER -> c.model.has(Feature.TSC);
            case IA32_TSC_ADJUST -> c.model.has(Feature.TSC) && c.model.has(Feature.TSC_ADJUST);
            case IA32_PLATFORM_ID, IA32_BIOS_SIGN_ID, IA32_MISC_ENABLE, IA32_DEBUGCTL -> true;
            case IA32_ARCH_CAPABILITIES -> c.model.has(Feature.ARCH_CAPABILITIES);
            case IA32_P5_MC_ADDR, IA32_P5_MC_TYPE -> c.model.has(Feature.MCE);
            case IA32_MCG_CAP, IA32_MCG_STATUS -> c.model.has(Feature.MCA);
            case IA32_APIC_BASE -> c.apic.isPresent() && c.model.has(Feature.APIC);
            case IA32_SYSENTER_CS, IA32_SYSENTER_ESP, IA32_SYSENTER_EIP -> c.model.has(Feature.SEP);
            case IA32_EFER -> c.model.has(Feature.NX);
            case MemoryTypeRegisters.IA32_PAT -> c.model.has(Feature.PAT);
            default -> c.model.has(Feature.MTRR) && c.mmu.memoryTypes().has(msr);
        };
    }
}
