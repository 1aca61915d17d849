package org.backplane.cpu.internal.state;

import java.util.stream.IntStream;
import org.backplane.bus.state.StateException;
import org.backplane.mmu.MemoryTypeRegisters;

/**
 * MTRRs and PAT.
 *
 * @param numbers the numbers of the registers
 * @param values  their values
 */
record MemoryTypeState(int[] numbers, long[] values) {
    /** All of them have numbers between these (SDM 4 table 2-2); IA32_MTRRCAP, which has not, is read-only. */
    private static final int FIRST = 0x200;
    private static final int LAST = 0x2FF;

    MemoryTypeState {
        Lengths.check("values", values.length, numbers.length);
    }

    static MemoryTypeState of(MemoryTypeRegisters registers) {
        int[] numbers = IntStream.rangeClosed(FIRST, LAST).filter(registers::has).toArray();
        return new MemoryTypeState(numbers, IntStream.of(numbers).mapToLong(registers::read).toArray());
    }

    void enter(MemoryTypeRegisters registers) {
        for (int i = 0; i < numbers.length; i++) {
            if (!registers.has(numbers[i]) || !registers.write(numbers[i], values[i])) {
                throw new StateException(String.format("the model-specific register %X cannot hold %X", numbers[i], values[i]));
            }
        }
    }
}
