package org.backplane.cpu.internal.core;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.bus.processor.ProcessorSocket;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.fpu.FpuError;
import org.backplane.cpu.internal.simd.Xmm;
import org.backplane.mmu.Mmu;

/**
 * The state of the processor: what programs see, the system registers (SDM 3A chapter 2), the mode, and where execution
 * stands. The instructions live elsewhere: arithmetic in generated handlers, the rest in the {@code system} package.
 */
public final class Cpu extends SegmentedMemory {
    public static final int CR0_PE = 1;
    public static final int CR0_MP = 1 << 1;
    public static final int CR0_EM = 1 << 2;
    public static final int CR0_TS = 1 << 3;
    public static final int CR0_ET = 1 << 4;
    public static final int CR0_NE = 1 << 5;
    public static final int CR0_WP = 1 << 16;
    public static final int CR0_AM = 1 << 18;
    public static final int CR0_NW = 1 << 29;
    public static final int CR0_CD = 1 << 30;
    public static final int CR0_PG = 1 << 31;
    public static final int CR4_VME = 1;
    public static final int CR4_PVI = 1 << 1;

    // What decoded code depends on.
    public static final int MODE_CODE32 = 1;
    public static final int MODE_FLAT = 1 << 1;
    public static final int MODE_USER = 1 << 2;
    public static final int MODE_LEGACY = 1 << 3;

    public final ProcessorSocket socket;
    /** What CPUID says of this processor. */
    public final CpuModel model;

    public int cr0;
    public int cr3;
    public int cr4;
    public final int[] dr = new int[8];
    public int gdtBase;
    public int gdtLimit;
    public int idtBase;
    public int idtLimit;
    /** LDTR: selector, base, limit and attributes; attributes 0 if null. */
    public final SegmentRegister ldtr = new SegmentRegister();
    /** TR: selector, base, limit and attributes. */
    public final SegmentRegister tr = new SegmentRegister();

    /** IA32_SYSENTER_CS, _ESP and _EIP. */
    public int sysenterCs;
    public int sysenterEsp;
    public int sysenterEip;
    /** IA32_DEBUGCTL.BTF: single steps trap behind branches that are taken, and behind nothing else. */
    public boolean stepsOverBranches;
    /** IA32_EFER.NXE. */
    private boolean executeDisable;

    /** Bits MODE_*: two instructions with equal bytes and equal mode decode alike. */
    public int mode;
    /** Base of CS. */
    public int codeBase;

    /** The x87 and MMX registers. */
    public final Fpu fpu = new Fpu();
    /** The XMM registers. */
    public final Xmm xmm = new Xmm();
    /** How x87 errors leave the processor. */
    public final FpuError fpuError = new FpuError(this);

    /** Execution: the slice, the running block, pending events. */
    public final Execution execution = new Execution(this);
    public final LocalApicPort apic = new LocalApicPort();
    public final Breakpoints breakpoints = new Breakpoints(this);
    /** Where whoever operates the machine wants it to stop. */
    public final StopPoints stopPoints = new StopPoints(this);

    private WriteLog writeLog;

    public Cpu(ProcessorSocket socket, PhysicalMemory memory, Mmu mmu) {
        this(socket, memory, mmu, CpuModel.DEFAULT);
    }

    public Cpu(ProcessorSocket socket, PhysicalMemory memory, Mmu mmu, CpuModel model) {
        super(memory, mmu);
        this.socket = socket;
        this.model = model;
    }

    public boolean protectedMode() {
        return (cr0 & CR0_PE) != 0 && (control & Eflags.VM) == 0;
    }

    public boolean virtual8086() {
        return (control & Eflags.VM) != 0;
    }

    public boolean realMode() {
        return (cr0 & CR0_PE) == 0;
    }

    /** Recomputes everything that depends on segment registers, CR0, CPL, EFLAGS.VM and AC; call it after each change. */
    public void updateMode() {
        SegmentRegister cs = segments[SegmentRegister.CS];
        SegmentRegister ss = segments[SegmentRegister.SS];
        boolean isUser = cpl == 3;
        boolean flat = cs.isFlatCode() && ss.isFlatData() && ss.is32Bit()
                && segments[SegmentRegister.DS].isFlatData() && segments[SegmentRegister.ES].isFlatData();
        codeBase = cs.base;
        codeLimit = cs.limit;
        codeEnd = Integer.toUnsignedLong(cs.limit) + 1;
        stackMask = ss.is32Bit() ? -1 : 0xFFFF;
        mode = (cs.is32Bit() ? MODE_CODE32 : 0) | (flat ? MODE_FLAT : 0) | (isUser ? MODE_USER : 0)
                | (protectedMode() ? 0 : MODE_LEGACY);
        boolean checksAlignment = isUser && (cr0 & CR0_AM) != 0 && flag(Eflags.AC);
        if (isUser != user() || checksAlignment != aligning()) {
            selectTables(isUser, checksAlignment);
        }
    }

    /** Sets CR0 and tells the MMU; the caller has checked the value. */
    public void setCr0(int value) {
        int changed = cr0 ^ value;
        cr0 = value;
        mmu.writeCr0(value);
        fpuError.update();
        if ((changed & (CR0_PG | CR0_WP)) != 0) {
            execution.translationsChanged();
        }
        updateMode();
    }

    public void setCr3(int value) {
        cr3 = value;
        mmu.writeCr3(value);
        execution.translationsChanged();
    }

    public void setCr4(int value) {
        cr4 = value;
        mmu.writeCr4(value);
        execution.translationsChanged();
    }

    /** Goes on with the paging of another processor; {@link #updateMode} is to be called when the segments are there. */
    public void restorePaging(int cr0Value, int cr3Value, int cr4Value, long[] pointers) {
        cr0 = cr0Value;
        cr3 = cr3Value;
        cr4 = cr4Value;
        mmu.restore(cr0Value, cr3Value, cr4Value, pointers);
        execution.translationsChanged();
    }

    public boolean executeDisable() {
        return executeDisable;
    }

    /** Sets IA32_EFER.NXE. */
    public void setExecuteDisable(boolean enabled) {
        executeDisable = enabled;
        mmu.setExecuteDisable(enabled);
        execution.translationsChanged();
    }

    /** Splits a value over EDX and EAX. */
    public void setEdxEax(long value) {
        regs[EAX] = (int) value;
        regs[EDX] = (int) (value >>> 32);
    }

    /** Sets EFLAGS as the instructions that may change all of it do, and notices what becomes possible. */
    public void changeEflags(int image) {
        int before = control;
        setEflags(image);
        if (((before ^ control) & (Eflags.VM | Eflags.AC)) != 0) {
            updateMode();
            // Whoever keeps the tables of accesses at hand takes them anew.
            execution.stopAfterThis();
        }
        execution.flagsChanged();
    }

    /** The bits of EFLAGS that an image may set: VIF and VIP are there with CPUID's VME. */
    public int loadableFlags() {
        return model.has(Feature.VME) ? -1 : ~(Eflags.VIF | Eflags.VIP);
    }

    @Override
    protected void accessed(int linear, int width, boolean write) {
        if (writeLog != null && write) {
            writeLog.written(linear, width);
        }
        breakpoints.atAccess(linear, width, write);
        stopPoints.atAccess(linear, width, write);
    }

    /** Tells a log of all writes, which then take the slow path; {@code null} ends it. */
    public void logWrites(WriteLog log) {
        writeLog = log;
        watchData();
    }

    /** Somebody watches data, or does so no more. */
    void watchData() {
        watch(breakpoints.onData() || stopPoints.onData() || writeLog != null);
    }

    /** The general-protection fault that most checks end in. */
    public Fault generalProtection(int errorCode) {
        return fault(Vector.GP, errorCode);
    }

    public Fault undefinedOpcode() {
        return fault(Vector.UD, 0);
    }

    /** Faults unless CPL is 0 (real mode has CPL 0). */
    public void requirePrivilege() {
        if (cpl != 0) {
            throw generalProtection(0);
        }
    }

    // Reads and writes of system structures, always with supervisor rights (SDM 3A §4.6: implicit accesses).

    public int systemRead32(int linear) {
        return read(linear, 4, false);
    }

    public int systemRead16(int linear) {
        return read(linear, 2, false);
    }

    public int systemRead8(int linear) {
        return read(linear, 1, false);
    }

    public void systemWrite32(int linear, int value) {
        write(linear, 4, value, false);
    }

    public void systemWrite16(int linear, int value) {
        write(linear, 2, value, false);
    }

    public void systemWrite8(int linear, int value) {
        write(linear, 1, value, false);
    }

    /** Linear address of the instruction that is executed now. */
    public int instruction() {
        return codeBase + execution.currentEip();
    }
}
