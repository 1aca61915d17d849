package org.backplane.cpu.internal.decode;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A line of the opcode map. */
public final class OpcodeEntry {
    private static final int VARIANTS = 16;
    private static final Pattern X87 = Pattern.compile("D[89A-F]");

    /** Position in the map, from 0. */
    public final int number;
    public final String opcode;
    public final String mnemonic;
    final OperandSpec[] operands;
    private final Set<String> attributes;
    /** The low byte of the opcode: for conditions, and for the low register field. */
    public final int opcodeByte;

    // What the decoder asks, computed once.
    final boolean modRm;
    final boolean lockable;
    final boolean protectedOnly;
    final boolean memoryOnly;
    final boolean registerOnly;
    final boolean prefixesSelect;
    final boolean alwaysRegister;
    public final boolean string;
    /** Whether a block of decoded instructions ends after it. */
    public final boolean endsBlock;
    /** Whether it sets EIP by itself. */
    public final boolean jumps;
    /** Whether it has a near branch target as operand. */
    public final boolean relative;
    /** Whether its form depends on the address size although it has no memory operand. */
    public final boolean byAddressSize;

    private final Form[] forms = new Form[VARIANTS];

    OpcodeEntry(int number, String opcode, int opcodeByte, String mnemonic, List<OperandSpec> operands,
            Set<String> attributes, String modConstraint) {
        this.number = number;
        this.opcode = opcode;
        this.opcodeByte = opcodeByte;
        this.mnemonic = mnemonic;
        this.operands = operands.toArray(OperandSpec[]::new);
        this.attributes = attributes;
        this.modRm = opcode.contains("/") || X87.matcher(opcode).lookingAt() || any(OperandSpec::usesModRm);
        this.lockable = attributes.contains("lock");
        this.protectedOnly = attributes.contains("pm");
        this.memoryOnly = modConstraint.equals("mem") || any(o -> o.method() == 'M');
        this.registerOnly = modConstraint.equals("reg") || any(OperandSpec::isRegisterOnly);
        this.prefixesSelect = attributes.contains("np");
        this.alwaysRegister = any(o -> o.method() == 'R');
        this.string = any(o -> o.method() == 'X' || o.method() == 'Y');
        this.relative = any(o -> o.method() == 'J');
        this.jumps = attributes.contains("jumps");
        this.endsBlock = jumps || attributes.contains("ends");
        this.byAddressSize = attributes.contains("addr");
    }

    private boolean any(Predicate<OperandSpec> condition) {
        for (OperandSpec operand : operands) {
            if (condition.test(operand)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the low four bits of the opcode are a condition: Jcc. */
    public boolean isConditional() {
        return relative && (opcodeByte & 0xF0) == (opcode.startsWith("0F") ? 0x80 : 0x70);
    }

    /** Whether instructions of this entry can have memory as r/m, or an offset. */
    public boolean hasMemoryForm() {
        return any(o -> o.mayBeMemory() && !alwaysRegister && !registerOnly || o.method() == 'M' || o.method() == 'O');
    }

    /** Whether instructions of this entry can have a register as r/m. */
    public boolean hasRegisterForm() {
        return !memoryOnly && !usesOffset();
    }

    private boolean usesOffset() {
        return any(o -> o.method() == 'O');
    }

    /** The form of one variant. */
    public Form form(boolean registerForm, boolean operand32, boolean address32, boolean flat) {
        int variant = Form.variant(registerForm, operand32, address32, flat);
        if (forms[variant] == null) {
            forms[variant] = new Form(this, registerForm, operand32, address32, flat);
        }
        return forms[variant];
    }

    @Override
    public String toString() {
        return opcode + " " + mnemonic;
    }
}
