package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Feature;
import org.backplane.mmu.MemoryTypeRegisters;

/**
 * RDMSR and WRMSR: the architectural registers (SDM 4 table 2-2) of what CPUID announces. All others raise #GP(0).
 *
 * <p>Not modelled: performance monitoring, last-branch records, machine check, microcode updates: there is none, and a
 * write of the revision is ignored.
 */
public final class ModelSpecificRegisters {
    private static final int IA32_TIME_STAMP_COUNTER = 0x10;
    private static final int IA32_PLATFORM_ID = 0x17;
    private static final int IA32_BIOS_SIGN_ID = 0x8B;
    private static final int IA32_SYSENTER_CS = 0x174;
    private static final int IA32_SYSENTER_ESP = 0x175;
    private static final int IA32_SYSENTER_EIP = 0x176;
    private static final int IA32_EFER = 0xC000_0080;
    private static final int EFER_NXE = 1 << 11;

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
            case IA32_PLATFORM_ID, IA32_BIOS_SIGN_ID -> 0;
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
            case IA32_PLATFORM_ID -> {
                return false;
            }
            case IA32_BIOS_SIGN_ID -> { }
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
            case IA32_PLATFORM_ID, IA32_BIOS_SIGN_ID -> true;
            case IA32_SYSENTER_CS, IA32_SYSENTER_ESP, IA32_SYSENTER_EIP -> c.model.has(Feature.SEP);
            case IA32_EFER -> c.model.has(Feature.NX);
            case MemoryTypeRegisters.IA32_PAT -> c.model.has(Feature.PAT);
            default -> c.model.has(Feature.MTRR) && c.mmu.memoryTypes().has(msr);
        };
    }
}
