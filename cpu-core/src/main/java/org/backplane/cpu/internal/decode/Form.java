package org.backplane.cpu.internal.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * What all instructions share that differ only in register numbers, addresses and constants: the unit for which the
 * semantics are written and handlers generated. A line of the opcode map has one form for each combination of operand
 * size, address size, register or memory operand, and flat or segmented addressing.
 */
public final class Form {
    /** Number of variants an opcode map line can have. */
    public static final int VARIANTS = 16;

    public final OpcodeEntry entry;
    /** Whether the r/m operand is a register (or there is none). */
    public final boolean registerForm;
    public final boolean operand32;
    public final boolean address32;
    /**
     * Whether offsets into DS, ES and SS are linear addresses, the stack is 32 bits wide and code is flat; see
     * {@code Cpu.updateMode}.
     */
    public final boolean flat;
    private final List<Operand> operands;

    Form(OpcodeEntry entry, boolean registerForm, boolean operand32, boolean address32, boolean flat) {
        this.entry = entry;
        this.registerForm = registerForm;
        this.operand32 = operand32;
        this.address32 = address32;
        this.flat = flat;
        this.operands = resolve();
    }

    private List<Operand> resolve() {
        List<Operand> resolved = new ArrayList<>();
        Operand.Field field = Operand.Field.DST;
        for (OperandSpec spec : entry.operands) {
            resolved.add(spec.resolve(registerForm || entry.alwaysRegister, operand32, field));
            field = Operand.Field.SRC;
        }
        return List.copyOf(resolved);
    }

    static int variant(boolean registerForm, boolean operand32, boolean address32, boolean flat) {
        return (registerForm ? 1 : 0) | (operand32 ? 2 : 0) | (address32 ? 4 : 0) | (flat ? 8 : 0);
    }

    /** Position among the variants of its entry. */
    public int variant() {
        return variant(registerForm, operand32, address32, flat);
    }

    public List<Operand> operands() {
        return operands;
    }

    public Operand operand(int index) {
        return operands.get(index);
    }

    /** Width of the first operand in bits. */
    public int size() {
        return operands.get(0).size();
    }

    /** The operand size attribute in bits. */
    public int operandSize() {
        return operand32 ? 32 : 16;
    }

    /** The address size attribute in bits. */
    public int addressSize() {
        return address32 ? 32 : 16;
    }

    /** Whether an operand lies in memory. */
    public boolean hasMemory() {
        return operands.stream().anyMatch(Operand::isMemory);
    }

    /** The condition code in the opcode (SDM 2D §B.1.4.7). */
    public Condition condition() {
        return Condition.values()[entry.opcodeByte & 0xF];
    }

    /** Name for listings and for the generated class, such as {@code ADD_r32_m32}. */
    public String name() {
        StringBuilder name = new StringBuilder(entry.mnemonic.replace('.', '_'));
        operands.forEach(operand -> name.append('_').append(operand.shortName()));
        return name.toString();
    }
}
