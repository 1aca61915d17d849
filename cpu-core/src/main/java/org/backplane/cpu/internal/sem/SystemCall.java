package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.system.Control;
import org.backplane.cpu.internal.system.ControlRegisters;
import org.backplane.cpu.internal.system.Decimal;
import org.backplane.cpu.internal.system.DescriptorTables;
import org.backplane.cpu.internal.system.FarReturns;
import org.backplane.cpu.internal.system.FarTransfers;
import org.backplane.cpu.internal.system.FastSystemCalls;
import org.backplane.cpu.internal.system.Identification;
import org.backplane.cpu.internal.system.Interrupts;
import org.backplane.cpu.internal.system.ModelSpecificRegisters;
import org.backplane.cpu.internal.system.Ports;
import org.backplane.cpu.internal.system.RepeatedStrings;
import org.backplane.cpu.internal.system.SegmentLoads;
import org.backplane.cpu.internal.system.StackFrames;
import org.backplane.cpu.internal.system.Strings;

/**
 * The calls into the system part that semantics may make: static methods whose first argument is the processor, by the
 * name that generated code calls them by.
 */
public enum SystemCall implements HelperCall {
    DAA("Decimal.daa", (c, a) -> Decimal.daa(c)),
    DAS("Decimal.das", (c, a) -> Decimal.das(c)),
    AAA("Decimal.aaa", (c, a) -> Decimal.aaa(c)),
    AAS("Decimal.aas", (c, a) -> Decimal.aas(c)),
    AAM("Decimal.aam", (c, a) -> Decimal.aam(c, a[0])),
    AAD("Decimal.aad", (c, a) -> Decimal.aad(c, a[0])),
    DIVIDE_ERROR("Control.divideError", (c, a) -> Control.divideError(c)),
    PUSHA("StackFrames.pusha", (c, a) -> StackFrames.pusha(c, a[0])),
    POPA("StackFrames.popa", (c, a) -> StackFrames.popa(c, a[0])),
    PUSHF("StackFrames.pushf", (c, a) -> StackFrames.pushf(c, a[0])),
    POPF("StackFrames.popf", (c, a) -> StackFrames.popf(c, a[0])),
    ENTER("StackFrames.enter", (c, a) -> StackFrames.enter(c, a[0], a[1])),
    LOAD_SEGMENT("SegmentLoads.load", (c, a) -> SegmentLoads.load(c, a[0], a[1])),
    POP_SEGMENT("SegmentLoads.pop", (c, a) -> SegmentLoads.pop(c, a[0], a[1])),
    LOAD_FAR_POINTER("SegmentLoads.loadFarPointer",
            (c, a) -> SegmentLoads.loadFarPointer(c, a[0], a[1], a[2], a[3], a[4])),
    JMP_FAR("FarTransfers.jump", (c, a) -> FarTransfers.jump(c, a[0], a[1], a[2], a[3])),
    CALL_FAR("FarTransfers.call", (c, a) -> FarTransfers.call(c, a[0], a[1], a[2], a[3])),
    JMP_FAR_INDIRECT("FarTransfers.jumpIndirect", (c, a) -> FarTransfers.jumpIndirect(c, a[0], a[1], a[2], a[3])),
    CALL_FAR_INDIRECT("FarTransfers.callIndirect", (c, a) -> FarTransfers.callIndirect(c, a[0], a[1], a[2], a[3])),
    RETF("FarReturns.ret", (c, a) -> FarReturns.ret(c, a[0], a[1])),
    IRET("FarReturns.iret", (c, a) -> FarReturns.iret(c, a[0], a[1])),
    INT_N("Interrupts.softwareInterrupt", (c, a) -> Interrupts.softwareInterrupt(c, a[0], a[1])),
    TRAP("Interrupts.trapInstruction", (c, a) -> Interrupts.trapInstruction(c, a[0], a[1])),
    INT1("Interrupts.int1", (c, a) -> Interrupts.int1(c, a[0])),
    LGDT("DescriptorTables.lgdt", (c, a) -> DescriptorTables.lgdt(c, a[0], a[1], a[2])),
    LIDT("DescriptorTables.lidt", (c, a) -> DescriptorTables.lidt(c, a[0], a[1], a[2])),
    SGDT("DescriptorTables.sgdt", (c, a) -> DescriptorTables.sgdt(c, a[0], a[1])),
    SIDT("DescriptorTables.sidt", (c, a) -> DescriptorTables.sidt(c, a[0], a[1])),
    LLDT("DescriptorTables.lldt", (c, a) -> DescriptorTables.lldt(c, a[0])),
    LTR("DescriptorTables.ltr", (c, a) -> DescriptorTables.ltr(c, a[0])),
    VERR("DescriptorTables.verr", (c, a) -> DescriptorTables.verr(c, a[0])),
    VERW("DescriptorTables.verw", (c, a) -> DescriptorTables.verw(c, a[0])),
    WRITE_CONTROL("ControlRegisters.write", (c, a) -> ControlRegisters.write(c, a[0], a[1])),
    WRITE_DEBUG("ControlRegisters.writeDebug", (c, a) -> ControlRegisters.writeDebug(c, a[0], a[1])),
    LMSW("ControlRegisters.lmsw", (c, a) -> ControlRegisters.lmsw(c, a[0])),
    CLTS("ControlRegisters.clts", (c, a) -> ControlRegisters.clts(c)),
    INVLPG("ControlRegisters.invlpg", (c, a) -> ControlRegisters.invlpg(c, a[0], a[1])),
    OUT("Ports.out", (c, a) -> Ports.out(c, a[0], a[1], a[2])),
    INS("Strings.ins", (c, a) -> Strings.ins(c, a[0], a[1])),
    OUTS("Strings.outs", (c, a) -> Strings.outs(c, a[0], a[1], a[2])),
    REP_MOVS("RepeatedStrings.movs", (c, a) -> RepeatedStrings.movs(c, a[0], a[1], a[2], a[3], a[4])),
    REP_STOS("RepeatedStrings.stos", (c, a) -> RepeatedStrings.stos(c, a[0], a[1], a[2], a[3], a[4])),
    REP_LODS("RepeatedStrings.lods", (c, a) -> RepeatedStrings.lods(c, a[0], a[1], a[2], a[3], a[4])),
    REP_INS("RepeatedStrings.ins", (c, a) -> RepeatedStrings.ins(c, a[0], a[1], a[2], a[3], a[4])),
    REP_OUTS("RepeatedStrings.outs", (c, a) -> RepeatedStrings.outs(c, a[0], a[1], a[2], a[3], a[4])),
    REP_CMPS("RepeatedStrings.cmps", (c, a) -> RepeatedStrings.cmps(c, a[0], a[1], a[2], a[3], a[4], a[5])),
    REP_SCAS("RepeatedStrings.scas", (c, a) -> RepeatedStrings.scas(c, a[0], a[1], a[2], a[3], a[4])),
    CPUID("Identification.cpuid", (c, a) -> Identification.cpuid(c)),
    RDTSC("Identification.rdtsc", (c, a) -> Identification.rdtsc(c)),
    RDPMC("Identification.rdpmc", (c, a) -> Identification.rdpmc(c)),
    RDMSR("ModelSpecificRegisters.read", (c, a) -> ModelSpecificRegisters.read(c)),
    WRMSR("ModelSpecificRegisters.write", (c, a) -> ModelSpecificRegisters.write(c)),
    SYSENTER("FastSystemCalls.sysenter", (c, a) -> FastSystemCalls.sysenter(c)),
    SYSEXIT("FastSystemCalls.sysexit", (c, a) -> FastSystemCalls.sysexit(c)),
    CLFLUSH("Control.flushLine", (c, a) -> Control.flushLine(c, a[0], a[1])),
    CLI("Control.cli", (c, a) -> Control.cli(c)),
    STI("Control.sti", (c, a) -> Control.sti(c)),
    HLT("Control.hlt", (c, a) -> Control.hlt(c)),
    INVALIDATE_CACHES("Control.invalidateCaches", (c, a) -> Control.invalidateCaches(c)),
    SET_DIRECTION("Control.setDirection", (c, a) -> Control.setDirection(c, a[0])),
    BOUND("Control.bound", (c, a) -> Control.bound(c, a[0], a[1], a[2], a[3])),
    CMPXCHG8B("Control.cmpxchg8b", (c, a) -> Control.cmpxchg8b(c, a[0], a[1])),
    UNDEFINED("Control.undefined", (c, a) -> Control.undefined(c)),

    // Calls that give a value.
    IN("Ports.in", true, (c, a) -> Ports.in(c, a[0], a[1])),
    SLDT("DescriptorTables.sldt", true, (c, a) -> DescriptorTables.sldt(c)),
    STR("DescriptorTables.str", true, (c, a) -> DescriptorTables.str(c)),
    LAR("DescriptorTables.lar", true, (c, a) -> DescriptorTables.lar(c, a[0], a[1], a[2])),
    LSL("DescriptorTables.lsl", true, (c, a) -> DescriptorTables.lsl(c, a[0], a[1])),
    ARPL("DescriptorTables.arpl", true, (c, a) -> DescriptorTables.arpl(c, a[0], a[1])),
    SMSW("ControlRegisters.smsw", true, (c, a) -> ControlRegisters.smsw(c)),
    READ_CONTROL("ControlRegisters.read", true, (c, a) -> ControlRegisters.read(c, a[0])),
    READ_DEBUG("ControlRegisters.readDebug", true, (c, a) -> ControlRegisters.readDebug(c, a[0])),
    FLAGS_IMAGE("Control.flagsImage", true, (c, a) -> Control.flagsImage(c));

    private final String method;
    private final Call call;

    SystemCall(String method, VoidCall call) {
        this(method, false, (c, a) -> {
            call.make(c, a);
            return 0;
        });
    }

    SystemCall(String method, boolean hasValue, Call call) {
        this.method = method;
        this.call = call;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public int make(Cpu c, int... arguments) {
        return call.make(c, arguments);
    }
}
