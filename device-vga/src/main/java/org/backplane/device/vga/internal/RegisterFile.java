package org.backplane.device.vga.internal;

import org.backplane.bus.state.StateException;

/** An index register and the registers behind it, which hold what the guest writes to their writable bits. */
final class RegisterFile {
    private final int indexMask;
    private final IndexedRegister[] registers;
    private final int[] values;
    private int index;

    /**
     * Makes a file with all registers as after a reset.
     *
     * @param indexMask the bits of the index register that count
     * @param constants the registers, each at its own index
     */
    RegisterFile(int indexMask, IndexedRegister... constants) {
        this.indexMask = indexMask;
        this.registers = new IndexedRegister[indexMask + 1];
        this.values = new int[indexMask + 1];
        for (IndexedRegister register : constants) {
            registers[register.index()] = register;
        }
        reset();
    }

    /** The index register and all values by their index. */
    record State(int index, int[] values) {
    }

    State state() {
        return new State(index, values.clone());
    }

    void restore(State state) {
        select(state.index);
        if (state.values.length != values.length) {
            throw new StateException(state.values.length + " registers where there are " + values.length);
        }
        for (IndexedRegister register : registers) {
            if (register != null) {
                set(register, state.values[register.index()]);
            }
        }
    }

    void reset() {
        index = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = registers[i] == null ? 0 : registers[i].afterReset();
        }
    }

    void select(int value) {
        index = value & indexMask;
    }

    int index() {
        return index;
    }

    /** The register that the index points to, or {@code null} if there is none. */
    IndexedRegister selected() {
        return registers[index];
    }

    /** The value behind the index; 0 where there is no register. */
    int selectedValue() {
        return values[index];
    }

    /** Writes the register behind the index and tells whether it changed; an index without a register takes nothing. */
    boolean write(int value) {
        return registers[index] != null && set(registers[index], value);
    }

    boolean set(IndexedRegister register, int value) {
        int before = values[register.index()];
        values[register.index()] = value & register.writable();
        return before != values[register.index()];
    }

    int get(IndexedRegister register) {
        return values[register.index()];
    }

    boolean bit(IndexedRegister register, int mask) {
        return (values[register.index()] & mask) != 0;
    }
}
