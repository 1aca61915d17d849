package org.backplane.cpu.internal.state;

import java.util.Arrays;
import org.backplane.cpu.internal.fpu.Fpu;

/**
 * The x87 registers by their physical numbers.
 *
 * @param signExponents       signs and exponents
 * @param significands        significands, the MMX registers
 * @param used                one bit for each that is not empty
 * @param top                 the number of ST(0)
 * @param status              the status word without TOP
 * @param control             the control word
 * @param instructionPointer  FIP
 * @param instructionSelector FCS
 * @param operandPointer      FDP
 * @param operandSelector     FDS
 * @param opcode              FOP
 */
record FpuState(int[] signExponents, long[] significands, int used, int top, int status, int control, int instructionPointer,
        int instructionSelector, int operandPointer, int operandSelector, int opcode) {
    private static final int REGISTERS = 8;

    FpuState {
        Lengths.check("signExponents", signExponents.length, REGISTERS);
        Lengths.check("significands", significands.length, REGISTERS);
    }

    static FpuState of(Fpu fpu) {
        return new FpuState(Arrays.copyOf(fpu.se, REGISTERS), Arrays.copyOf(fpu.sig, REGISTERS), fpu.used, fpu.top, fpu.status,
                fpu.control(), fpu.instructionPointer, fpu.instructionSelector, fpu.operandPointer, fpu.operandSelector,
                fpu.opcode);
    }

    void enter(Fpu fpu) {
        System.arraycopy(signExponents, 0, fpu.se, 0, REGISTERS);
        System.arraycopy(significands, 0, fpu.sig, 0, REGISTERS);
        fpu.used = used;
        fpu.top = top & REGISTERS - 1;
        fpu.setControl(control);
        fpu.status = status;
        fpu.instructionPointer = instructionPointer;
        fpu.instructionSelector = instructionSelector;
        fpu.operandPointer = operandPointer;
        fpu.operandSelector = operandSelector;
        fpu.opcode = opcode;
    }
}
