package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.decode.Operand;

/**
 * The steps of which the semantics of instructions are made. An implementation executes them ({@link EvalOps}) or
 * generates code that will (the handler generator, the translator).
 *
 * <p>Values are 32 bits wide. What is read is zero-extended; results may carry anything above the operand's size, because
 * everything that takes a value looks at the bits of its size only. Steps take effect in the order in which they are told.
 * A step that can fault ({@code load}, {@code store}, {@code push}, checks and system calls) must come before the first
 * step that changes a register or flag, unless the faulting step cannot be reached any more.
 */
public interface Ops {
    // Constants and operands.

    Value constant(int value);

    /** Reads an operand: register, memory, immediate, selector of a segment register, or port number. */
    Value read(Operand operand);

    /** Reads an operand that will be written: memory is checked for the write first. */
    Value modify(Operand operand);

    void write(Operand operand, Value value);

    /** The number of the register that is the operand. */
    Value number(Operand operand);

    /** A general register named by the manual, such as EAX or CL. */
    Value register(int number, int size);

    void setRegister(int number, int size, Value value);

    // Memory.

    /** The effective address of the memory operand. */
    Value offset();

    /**
     * The number of the segment register that the memory or string operand uses, with {@code MemHandler.OFFSET_16} if the
     * address size is 16 bits.
     */
    Value segment();

    /** Cuts an offset to the address size. */
    Value wrap(Value offset);

    /** Reads memory in the segment of the memory operand. */
    Value load(int size, Value offset);

    /** Reads memory that will be written. */
    Value modify(int size, Value offset);

    void store(int size, Value offset, Value value);

    /** Reads memory in ES, where the destinations of string instructions are. */
    Value loadEs(int size, Value offset);

    void storeEs(int size, Value offset, Value value);

    /** What a string instruction adds to an index register: the bytes of its element, less than 0 if DF is set. */
    Value stride(int bytes);

    // The stack.

    void push(int size, Value value);

    /** Stores the low 16 bits of a value and moves the stack pointer by the operand size. */
    void pushWord(int size, Value value);

    /** The value at the top of the stack, or {@code above} bytes above it. */
    Value stack(int size, int above);

    /** Moves the stack pointer up by a number of bytes. */
    void release(Value bytes);

    /** Reads the stack segment at an offset, cut to the stack's size. */
    Value loadStack(int size, Value offset);

    /** Sets as much of ESP as the stack's size uses. */
    void setStackPointer(Value value);

    // Arithmetic.

    Value add(Value a, Value b);

    Value sub(Value a, Value b);

    Value mul(Value a, Value b);

    Value and(Value a, Value b);

    Value or(Value a, Value b);

    Value xor(Value a, Value b);

    Value not(Value a);

    /** Shifts left by a constant. */
    Value shl(Value a, int count);

    /** Shifts right by a constant, filling with zeroes. */
    Value shr(Value a, int count);

    /** Shifts right by a constant, filling with the sign. */
    Value sar(Value a, int count);

    /** A pure function. */
    Value call(Function function, int size, Value... arguments);

    Value signExtend(int size, Value a);

    Value zeroExtend(int size, Value a);

    // Conditions.

    Truth condition(Condition condition);

    Truth isZero(Value a);

    Truth isNotZero(Value a);

    Truth both(Truth a, Truth b);

    /** 1 if it is true, else 0. */
    Value bit(Truth truth);

    /** One of two values. Both are computed. */
    Value select(Truth truth, Value whenTrue, Value whenFalse);

    /** Does the steps only if it is true. */
    void when(Truth truth, Runnable steps);

    /** Does one of two sequences of steps. */
    void choose(Truth truth, Runnable whenTrue, Runnable whenFalse);

    // Flags.

    /** CF as 0 or 1. */
    Value carry();

    /** Sets the status flags as a rule says. */
    void flags(FlagRule rule, int size, Value... operands);

    // Control transfer. A jump ends the instruction's effect on EIP; steps that follow it must not fault.

    /** EIP of the instruction after this one. */
    Value nextEip();

    /** EIP of this instruction. */
    Value thisEip();

    /** The target of a near relative branch, checked against the code segment's limit. */
    Value relativeTarget();

    /** A near target, cut to the operand size and checked against the code segment's limit. */
    Value target(Value eip);

    void jump(Value eip);

    /** Jumps to the relative target if it is true, otherwise to the next instruction. */
    void branch(Truth truth);

    // Packed integers. Registers are given by number; the operand from memory has one too.

    /** Sets an MMX register to a function of it and another. */
    void mmx(PackedFunction function, Value destination, Value source);

    /** Sets an XMM register, each half to a function of words of it and another. */
    void xmm(PackedFunction low, PackedFunction high, PackedShape shape, Value destination, Value source);

    // Everything that is not arithmetic.

    /** Calls into the processor's system part. */
    void system(HelperCall call, Value... arguments);

    /** Calls into the processor's system part for a value. */
    Value ask(HelperCall call, Value... arguments);
}
