package org.backplane.cpu.internal.core;

import java.util.Arrays;

/** The state after RESET and INIT (SDM 3A §9.1.1, table 9-1). */
public final class ResetState {
    private static final int RESET_BASE = 0xFFFF0000;
    private static final int RESET_SELECTOR = 0xF000;
    private static final int RESET_EIP = 0xFFF0;
    private static final int TABLE_LIMIT = 0xFFFF;
    private static final int DR6 = 0xFFFF0FF0;
    private static final int DR7 = 0x400;
    /** CD and NW: what INIT leaves alone. */
    private static final int CACHE_CONTROL = Cpu.CR0_CD | Cpu.CR0_NW;

    private ResetState() {
    }

    /**
     * Brings the processor to its state after RESET or INIT.
     *
     * @param isInit whether it is INIT, which leaves CR0.CD and NW and the memory types alone
     */
    public static void enter(Cpu c, boolean isInit) {
        Arrays.fill(c.regs, 0);
        c.regs[Cpu.EDX] = c.model.signature();
        c.eip = RESET_EIP;
        c.setEflags(Eflags.FIXED);
        for (SegmentRegister s : c.segments) {
            s.load(0, 0, TABLE_LIMIT, SegmentRegister.REAL_MODE_DATA);
        }
        c.segments[SegmentRegister.CS].load(RESET_SELECTOR, RESET_BASE, TABLE_LIMIT, SegmentRegister.REAL_MODE_DATA);
        c.gdtBase = 0;
        c.gdtLimit = TABLE_LIMIT;
        c.idtBase = 0;
        c.idtLimit = TABLE_LIMIT;
        c.ldtr.load(0, 0, TABLE_LIMIT, Descriptor.P | Descriptor.LDT << 8);
        c.tr.load(0, 0, TABLE_LIMIT, Descriptor.P | Descriptor.TSS32_BUSY << 8);
        Arrays.fill(c.dr, 0);
        c.dr[6] = DR6;
        c.dr[7] = DR7;
        c.cr2 = 0;
        c.cpl = 0;
        c.setCr3(0);
        c.setCr4(0);
        c.sysenterCs = 0;
        c.sysenterEsp = 0;
        c.sysenterEip = 0;
        c.stepsOverBranches = false;
        c.setExecuteDisable(false);
        c.setCr0((isInit ? c.cr0 & CACHE_CONTROL : CACHE_CONTROL) | Cpu.CR0_ET);
        if (!isInit) {
            // INIT leaves memory types and floating-point registers alone.
            c.mmu.memoryTypes().reset();
            c.fpu.reset();
            c.xmm.reset();
            c.fpuError.update();
            // The counter itself goes on with virtual time, where silicon begins at 0.
            c.execution.setTimeStampAdjustment(0);
        }
        c.fpuError.stopWaiting();
        c.execution.reset();
        c.breakpoints.update();
        c.updateMode();
    }
}
