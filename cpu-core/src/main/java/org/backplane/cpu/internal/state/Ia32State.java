package org.backplane.cpu.internal.state;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateSchema;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Execution;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.simd.Xmm;

/**
 * A processor between two instructions: all that programs see and all that is hidden, but for caches (SDM 3A §4.10 lets those
 * be emptied at any time).
 *
 * @param signature    what CPUID says of family, model and stepping
 * @param general      EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI
 * @param eip          EIP
 * @param result       the status flags, in lazy form
 * @param carries      the other half of them
 * @param control      the rest of EFLAGS
 * @param cpl          the privilege level
 * @param segments     ES, CS, SS, DS, FS, GS, LDTR, TR
 * @param tables       bases and limits of GDTR and IDTR
 * @param controls     CR0, CR2, CR3, CR4
 * @param pointers     the page-directory-pointer-table registers
 * @param debug        DR0 to DR7
 * @param sysenter     IA32_SYSENTER_CS, _ESP and _EIP
 * @param branchSteps  IA32_DEBUGCTL.BTF
 * @param noExecute    IA32_EFER.NXE
 * @param memoryTypes  MTRRs and PAT
 * @param fpu          x87 and MMX
 * @param fpuWaits     whether it waits for an interrupt before a waiting x87 instruction
 * @param xmm          the XMM registers, low halves first
 * @param mxcsr        MXCSR
 * @param pending      what waits for the next boundary
 */
public record Ia32State(int signature, int[] general, int eip, int result, int carries, int control, int cpl,
        SegmentState[] segments, int[] tables, int[] controls, long[] pointers, int[] debug, int[] sysenter, boolean branchSteps,
        boolean noExecute, MemoryTypeState memoryTypes, FpuState fpu, boolean fpuWaits, long[] xmm, int mxcsr,
        Execution.Pending pending) {
    /** What the names mean. */
    public static final StateSchema SCHEMA = new StateSchema("org.backplane.cpu", 1);

    private static final int GENERAL = 8;
    private static final int LDTR = SegmentRegister.COUNT;
    private static final int TR = LDTR + 1;
    private static final int POINTERS = 4;

    /** Checks what comes from outside. */
    public Ia32State {
        Lengths.check("general", general.length, GENERAL);
        Lengths.check("segments", segments.length, TR + 1);
        Lengths.check("tables", tables.length, 4);
        Lengths.check("controls", controls.length, 4);
        Lengths.check("pointers", pointers.length, POINTERS);
        Lengths.check("debug", debug.length, 8);
        Lengths.check("sysenter", sysenter.length, 3);
        Lengths.check("xmm", xmm.length, 2 * Xmm.MEMORY);
    }

    /** Takes the state of a processor, which stays as it is. */
    public static Ia32State of(Cpu c) {
        SegmentState[] segments = Stream.concat(Arrays.stream(c.segments), Stream.of(c.ldtr, c.tr)).map(SegmentState::of)
                .toArray(SegmentState[]::new);
        return new Ia32State(c.model.signature(), Arrays.copyOf(c.regs, GENERAL), c.eip, c.result, c.carries, c.control, c.cpl,
                segments, new int[] {c.gdtBase, c.gdtLimit, c.idtBase, c.idtLimit}, new int[] {c.cr0, c.cr2, c.cr3, c.cr4},
                c.mmu.pointers(), c.dr.clone(), new int[] {c.sysenterCs, c.sysenterEsp, c.sysenterEip}, c.stepsOverBranches,
                c.executeDisable(), MemoryTypeState.of(c.mmu.memoryTypes()), FpuState.of(c.fpu), c.fpuError.isWaiting(),
                Arrays.copyOf(c.xmm.words, 2 * Xmm.MEMORY), c.xmm.mxcsr(), c.execution.pending());
    }

    /**
     * Brings a processor to this state.
     *
     * @param c one that was reset, with its pins connected
     */
    public void enter(Cpu c) {
        if (signature != c.model.signature()) {
            throw new StateException(String.format("the state is that of a processor %X, this one is %X", signature,
                    c.model.signature()));
        }
        enterRegisters(c);
        enterSystem(c);
        memoryTypes.enter(c.mmu.memoryTypes());
        fpu.enter(c.fpu);
        System.arraycopy(xmm, 0, c.xmm.words, 0, xmm.length);
        c.xmm.setMxcsr(mxcsr);
        c.execution.restore(pending);
        if (fpuWaits) {
            c.fpuError.resumeWaiting();
        }
        c.fpuError.update();
        c.breakpoints.update();
        c.updateMode();
    }

    private void enterRegisters(Cpu c) {
        System.arraycopy(general, 0, c.regs, 0, GENERAL);
        c.eip = eip;
        c.result = result;
        c.carries = carries;
        c.control = control;
        c.cpl = cpl;
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            segments[i].enter(c.segments[i]);
        }
    }

    private void enterSystem(Cpu c) {
        segments[LDTR].enter(c.ldtr);
        segments[TR].enter(c.tr);
        c.gdtBase = tables[0];
        c.gdtLimit = tables[1];
        c.idtBase = tables[2];
        c.idtLimit = tables[3];
        c.setExecuteDisable(noExecute);
        c.cr2 = controls[1];
        c.restorePaging(controls[0], controls[2], controls[3], pointers);
        System.arraycopy(debug, 0, c.dr, 0, debug.length);
        c.sysenterCs = sysenter[0];
        c.sysenterEsp = sysenter[1];
        c.sysenterEip = sysenter[2];
        c.stepsOverBranches = branchSteps;
    }
}
