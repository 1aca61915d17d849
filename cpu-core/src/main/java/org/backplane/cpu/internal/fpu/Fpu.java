package org.backplane.cpu.internal.fpu;

import java.util.Arrays;

/**
 * The registers of the x87 FPU (SDM 1 §8.1): eight data registers as a stack, control, status and tag words, and the
 * pointers to the last instruction and operand. The significands are the MMX registers too (SDM 1 §9.2.1).
 */
public final class Fpu {
    // The status word (SDM 1 §8.1.3). Its low six bits are those of FpException.
    public static final int STACK_FAULT = 1 << 6;
    /** Error summary: an exception that is not masked waits. */
    public static final int ERROR_SUMMARY = 1 << 7;
    public static final int C0 = 1 << 8;
    public static final int C1 = 1 << 9;
    public static final int C2 = 1 << 10;
    public static final int C3 = 1 << 14;
    public static final int BUSY = 1 << 15;
    private static final int TOP_SHIFT = 11;
    private static final int TOP = 7 << TOP_SHIFT;

    // The control word (SDM 1 §8.1.5).
    private static final int CONTROL_FIXED = 1 << 6;
    private static final int CONTROL_WRITABLE = 0x1F3F;
    private static final int AFTER_RESET = 0x0040;
    private static final int AFTER_INIT = 0x037F;
    private static final int PRECISION_SHIFT = 8;
    private static final int ROUNDING_SHIFT = 10;
    private static final int DOUBLE = 53;
    /** Bits of the significand by the PC field; the reserved value acts as 64 bits. */
    private static final int[] PRECISIONS = {24, 64, DOUBLE, 64};

    // Tags (SDM 1 §8.1.7).
    private static final int VALID = 0;
    private static final int ZERO = 1;
    private static final int SPECIAL = 2;
    private static final int EMPTY = 3;

    private static final int SETTLED = -1;

    /** Where an operand from memory stands, or a result on its way there. */
    public static final int MEMORY = 8;

    /** Sign and exponent of the data registers by their physical number, and of the operand from memory. */
    public final int[] se = new int[MEMORY + 1];
    /** Significands of the data registers by their physical number, and of the operand from memory. */
    public final long[] sig = new long[MEMORY + 1];
    /** What stands there instead while the register's bit in {@link #doubles} is set. */
    final double[] value = new double[MEMORY + 1];
    /**
     * A bit for each register, and the operand from memory, that holds a {@link DoubleArithmetic double} now, its sign, exponent and
     * significand being out of date. Only translated code has any, and {@linkplain #settle settles} that before anybody else looks.
     */
    int doubles;
    /** C1 as it will be, if the status word does not have it yet, else {@link #SETTLED}: it need not be read to be written. For translated code too. */
    int lateC1 = SETTLED;
    /** Whether arithmetic makes doubles of doubles: precision control asks for 53 bits, rounded to nearest. */
    boolean roundsToDoubles;
    /** One bit for each physical register that is not empty, and one for the operand from memory. */
    public int used;
    /** Physical number of ST(0). */
    public int top;
    /** The status word without TOP. */
    public int status;
    private int control;

    // The last non-control instruction and its operand (SDM 1 §8.1.8, §8.1.9).
    public int instructionPointer;
    public int instructionSelector;
    public int operandPointer;
    public int operandSelector;
    public int opcode;

    /** The arithmetic, with rounding, precision and masks as the control word says. */
    public final Transcendental unit = new Transcendental();

    public Fpu() {
        reset();
    }

    /** The state after RESET (SDM 3A table 9-1). */
    public void reset() {
        initialize();
        setControl(AFTER_RESET);
        Arrays.fill(se, 0);
        Arrays.fill(sig, 0);
        used = 0x1FF;
    }

    /** Takes over all registers of another one. */
    public void copy(Fpu other) {
        System.arraycopy(other.se, 0, se, 0, MEMORY);
        System.arraycopy(other.sig, 0, sig, 0, MEMORY);
        used = other.used;
        top = other.top;
        setControl(other.control);
        status = other.status;
        instructionPointer = other.instructionPointer;
        instructionSelector = other.instructionSelector;
        operandPointer = other.operandPointer;
        operandSelector = other.operandSelector;
        opcode = other.opcode;
    }

    /** FINIT; the data registers are empty but keep their contents. */
    public void initialize() {
        setControl(AFTER_INIT);
        status = 0;
        top = 0;
        used = 1 << MEMORY;
        instructionPointer = 0;
        instructionSelector = 0;
        operandPointer = 0;
        operandSelector = 0;
        opcode = 0;
    }

    public int control() {
        return control;
    }

    public void setControl(int value) {
        control = value & CONTROL_WRITABLE | CONTROL_FIXED;
        unit.masks = control & FpException.ALL;
        unit.precision = PRECISIONS[control >>> PRECISION_SHIFT & 3];
        unit.rounding = control >>> ROUNDING_SHIFT & 3;
        roundsToDoubles = unit.precision == DOUBLE && unit.rounding == Rounding.NEAREST;
        summarize();
    }

    /** Sets the error summary from the exceptions and masks. */
    private void summarize() {
        boolean error = (status & FpException.ALL & ~control) != 0;
        status = error ? status | ERROR_SUMMARY | BUSY : status & ~(ERROR_SUMMARY | BUSY);
    }

    public int statusWord() {
        return status | top << TOP_SHIFT;
    }

    public void setStatusWord(int value) {
        top = value >>> TOP_SHIFT & 7;
        status = value & 0xFFFF & ~TOP;
        summarize();
    }

    /** The tag word, computed from what the registers hold. */
    public int tagWord() {
        int tags = 0;
        for (int i = 7; i >= 0; i--) {
            tags = tags << 2 | tag(i);
        }
        return tags;
    }

    private int tag(int register) {
        if ((used >>> register & 1) == 0) {
            return EMPTY;
        }
        if (F80.isZero(se[register], sig[register])) {
            return ZERO;
        }
        int exponent = se[register] & Rounding.SPECIAL;
        return exponent == 0 || exponent == Rounding.SPECIAL || sig[register] >= 0 ? SPECIAL : VALID;
    }

    /** Of a tag word only what is empty counts. */
    public void setTagWord(int tags) {
        int bits = 1 << MEMORY;
        for (int i = 0; i < 8; i++) {
            bits |= (tags >>> 2 * i & 3) == EMPTY ? 0 : 1 << i;
        }
        used = bits;
    }

    /** Physical number of ST(i); an operand from memory has its own. */
    public int index(int i) {
        return i == MEMORY ? MEMORY : top + i & 7;
    }

    public boolean isEmpty(int index) {
        return (used >>> index & 1) == 0;
    }

    public void put(int index, int signExponent, long significand) {
        se[index] = signExponent;
        sig[index] = significand;
        used |= 1 << index;
    }

    // What translated code puts off.

    /** Makes registers and status word what everybody else may read. */
    public void settle() {
        settleDoubles();
        settleStatus();
    }

    /** Makes {@link #status} all of the status word but TOP. */
    void settleStatus() {
        if (lateC1 != SETTLED) {
            status = status & ~C1 | lateC1;
            lateC1 = SETTLED;
        }
    }

    /** Makes all registers what {@link #se} and {@link #sig} say. */
    void settleDoubles() {
        if (doubles != 0) {
            settleAll();
        }
    }

    private void settleAll() {
        for (int i = 0; i <= MEMORY; i++) {
            if ((doubles >>> i & 1) != 0) {
                se[i] = DoubleArithmetic.signExponent(value[i]);
                sig[i] = DoubleArithmetic.significand(value[i]);
            }
        }
        doubles = 0;
    }

    /** Whether two registers hold doubles, of which arithmetic makes a double. */
    boolean computesDoubles(int a, int b) {
        return roundsToDoubles && (areDoubles(a, b) || becomesDouble(a) && becomesDouble(b));
    }

    /** Whether two registers hold doubles. */
    boolean areDoubles(int a, int b) {
        int held = used & doubles;
        return (held >>> a & held >>> b & 1) != 0;
    }

    /** Whether a register holds a double. */
    boolean isDouble(int index) {
        return (used & doubles & 1 << index) != 0;
    }

    /** Makes a register hold a double if it can. What was denormal in 32 bits is to be noticed, although it is a normal double. */
    private boolean becomesDouble(int index) {
        int bit = 1 << index;
        boolean isSilent = index != MEMORY || !unit.denormalOperand;
        if ((doubles & bit) == 0 && (used & bit) != 0 && isSilent && DoubleArithmetic.isDouble(se[index], sig[index])) {
            putDouble(index, DoubleArithmetic.toDouble(se[index], sig[index]));
        }
        return isDouble(index);
    }

    /** A register, or the operand from memory, holds something else than a double. */
    void forgetDouble(int index) {
        if (doubles != 0) {
            doubles &= ~(1 << index);
        }
    }

    void putDouble(int index, double a) {
        value[index] = a;
        doubles |= 1 << index;
        used |= 1 << index;
    }

    public void pop() {
        used &= ~(1 << top);
        top = top + 1 & 7;
    }

    /** Sets the condition codes C3, C2 and C0. */
    public void setConditions(int codes) {
        status = status & ~(C3 | C2 | C0) | codes;
    }

    /** Whether the exceptions of the present operation forbid that a register gets a result. */
    public boolean hasNoResult() {
        return unit.hasNoResult();
    }

    /** Whether they forbid that memory gets a result (SDM 1 §8.5.4, §8.5.5). */
    public boolean hasNoStore() {
        int forbidding = FpException.INVALID | FpException.OVERFLOW | FpException.UNDERFLOW;
        return (unit.raised & forbidding & ~unit.masks) != 0;
    }

    /** Whether the present operation has found a stack fault, to be noted in the status word with its exceptions. */
    private boolean stackFault;

    /** A register was needed that is empty (SDM 1 §8.5.1.1); whether that is masked. */
    public boolean underflow() {
        unit.raised = FpException.INVALID;
        unit.roundedUp = false;
        stackFault = true;
        return !hasNoResult();
    }

    /** A register was to be filled that is not empty; whether that is masked. */
    public boolean overflow() {
        unit.raised = FpException.INVALID;
        unit.roundedUp = true;
        stackFault = true;
        return !hasNoResult();
    }

    /** Before an operation: no exceptions yet. */
    public void start() {
        stackFault = false;
        unit.raised = 0;
        unit.roundedUp = false;
        unit.denormalOperand = false;
    }

    /** After an operation: its exceptions and C1 enter the status word; whether one of them is not masked. */
    public boolean commit() {
        int raised = unit.raised;
        status = status & ~C1 | (unit.roundedUp ? C1 : 0) | (stackFault ? STACK_FAULT : 0) | raised;
        if ((raised & ~unit.masks) != 0) {
            status |= ERROR_SUMMARY | BUSY;
            return true;
        }
        return false;
    }
}
