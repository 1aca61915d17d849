package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Flags;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.core.MemHandler;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.simd.Mmx;

/**
 * Executes the steps of an instruction at once, on the processor's state: the plain reading of the description, and the
 * reference that generated code is compared with. Memory is always addressed through segment registers.
 */
public final class EvalOps implements Ops {
    private record Word(int value) implements Value {
    }

    private record Bool(boolean value) implements Truth {
    }

    /** Stands for the instruction in the books of {@link org.backplane.cpu.internal.core.Execution}. */
    private static final class Mark extends Handler {
        @Override
        public void exec(Cpu c) {
            throw new AssertionError("the evaluator executes no handlers");
        }
    }

    private final Cpu c;
    private final Insn insn;
    private final Handler at = new Mark();

    public EvalOps(Cpu c, Insn insn) {
        this.c = c;
        this.insn = insn;
    }

    /** Executes the instruction that was decoded, which begins at EIP, and advances EIP. */
    public void execute() {
        at.place(0, insn.length);
        c.at = at;
        Semantics.INSTANCE.of(insn.entry).tell(this, insn.form());
        if (!insn.entry.jumps) {
            c.eip += insn.length;
        }
    }

    private static int int32(Value value) {
        return ((Word) value).value;
    }

    private static boolean bool(Truth truth) {
        return ((Bool) truth).value;
    }

    private static int cut(int size, int value) {
        return size == 32 ? value : value & (1 << size) - 1;
    }

    @Override
    public Value constant(int value) {
        return new Word(value);
    }

    @Override
    public Value read(Operand operand) {
        return switch (operand.kind()) {
            case REGISTER -> register(fieldOf(operand), operand.size());
            case MEMORY -> load(operand.size(), offset());
            case IMMEDIATE, FAR_POINTER -> constant(insn.imm);
            case ONE -> constant(1);
            case COUNT -> register(Cpu.ECX, 8);
            case SEGMENT -> constant(c.segments[fieldOf(operand)].selector);
            case SYSTEM, RELATIVE, STRING, PORT, X87, MMX, XMM -> throw new AssertionError(operand.toString());
        };
    }

    @Override
    public Value modify(Operand operand) {
        return operand.isMemory() ? modify(operand.size(), offset()) : read(operand);
    }

    @Override
    public void write(Operand operand, Value value) {
        if (operand.isMemory()) {
            store(operand.size(), offset(), value);
        } else {
            setRegister(fieldOf(operand), operand.size(), value);
        }
    }

    private int fieldOf(Operand operand) {
        return operand.field() == Operand.Field.DST ? insn.dst : insn.src;
    }

    @Override
    public Value number(Operand operand) {
        return constant(operand.kind() == Operand.Kind.FAR_POINTER ? insn.disp : fieldOf(operand));
    }

    @Override
    public Value register(int number, int size) {
        return constant(size == 8 ? c.reg8(number) : cut(size, c.regs[number]));
    }

    @Override
    public void setRegister(int number, int size, Value value) {
        switch (size) {
            case 8 -> c.setReg8(number, int32(value));
            case 16 -> c.setReg16(number, int32(value));
            default -> c.regs[number] = int32(value);
        }
    }

    @Override
    public Value offset() {
        return wrap(constant(c.regs[insn.base] + (c.regs[insn.index] << insn.scale) + insn.disp));
    }

    @Override
    public Value segment() {
        return constant(insn.segment | (insn.address32 ? 0 : MemHandler.OFFSET_16));
    }

    @Override
    public Value wrap(Value offset) {
        return constant(insn.address32 ? int32(offset) : int32(offset) & 0xFFFF);
    }

    @Override
    public Value load(int size, Value offset) {
        return constant(read(insn.segment, int32(offset), size));
    }

    private int read(int segment, int offset, int size) {
        return switch (size) {
            case 8 -> c.read8(segment, offset, at);
            case 16 -> c.read16(segment, offset, at);
            default -> c.read32(segment, offset, at);
        };
    }

    @Override
    public Value modify(int size, Value offset) {
        int from = int32(offset);
        return constant(switch (size) {
            case 8 -> c.modify8(insn.segment, from, at);
            case 16 -> c.modify16(insn.segment, from, at);
            default -> c.modify32(insn.segment, from, at);
        });
    }

    @Override
    public void store(int size, Value offset, Value value) {
        write(insn.segment, int32(offset), size, int32(value));
    }

    private void write(int segment, int offset, int size, int value) {
        switch (size) {
            case 8 -> c.write8(segment, offset, value, at);
            case 16 -> c.write16(segment, offset, value, at);
            default -> c.write32(segment, offset, value, at);
        }
    }

    @Override
    public Value loadEs(int size, Value offset) {
        return constant(read(SegmentRegister.ES, int32(offset), size));
    }

    @Override
    public void storeEs(int size, Value offset, Value value) {
        write(SegmentRegister.ES, int32(offset), size, int32(value));
    }

    @Override
    public Value stride(int bytes) {
        return constant(c.stride(bytes));
    }

    @Override
    public void push(int size, Value value) {
        if (size == 32) {
            c.push32(int32(value), at);
        } else {
            c.push16(int32(value), at);
        }
    }

    @Override
    public void pushWord(int size, Value value) {
        int sp = c.regs[Cpu.ESP] - size / 8 & c.stackMask;
        c.write16(SegmentRegister.SS, sp, int32(value), at);
        c.setStackPointer(sp);
    }

    @Override
    public Value stack(int size, int above) {
        return constant(size == 32 ? c.stack32(above, at) : c.stack16(above, at));
    }

    @Override
    public void release(Value bytes) {
        c.releaseStack(int32(bytes));
    }

    @Override
    public Value loadStack(int size, Value offset) {
        return constant(read(SegmentRegister.SS, int32(offset) & c.stackMask, size));
    }

    @Override
    public void setStackPointer(Value value) {
        c.setStackPointer(int32(value));
    }

    @Override
    public Value add(Value a, Value b) {
        return constant(int32(a) + int32(b));
    }

    @Override
    public Value sub(Value a, Value b) {
        return constant(int32(a) - int32(b));
    }

    @Override
    public Value mul(Value a, Value b) {
        return constant(int32(a) * int32(b));
    }

    @Override
    public Value and(Value a, Value b) {
        return constant(int32(a) & int32(b));
    }

    @Override
    public Value or(Value a, Value b) {
        return constant(int32(a) | int32(b));
    }

    @Override
    public Value xor(Value a, Value b) {
        return constant(int32(a) ^ int32(b));
    }

    @Override
    public Value not(Value a) {
        return constant(~int32(a));
    }

    @Override
    public Value shl(Value a, int count) {
        return constant(int32(a) << count);
    }

    @Override
    public Value shr(Value a, int count) {
        return constant(int32(a) >>> count);
    }

    @Override
    public Value sar(Value a, int count) {
        return constant(int32(a) >> count);
    }

    @Override
    public Value call(Function function, int size, Value... arguments) {
        return constant(function.apply(size, ints(arguments)));
    }

    private static int[] ints(Value... values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = int32(values[i]);
        }
        return ints;
    }

    @Override
    public Value signExtend(int size, Value a) {
        return constant(Flags.result(size, int32(a)));
    }

    @Override
    public Value zeroExtend(int size, Value a) {
        return constant(cut(size, int32(a)));
    }

    @Override
    public Truth condition(Condition condition) {
        int result = c.result;
        int carries = c.carries;
        return new Bool(switch (condition) {
            case O -> Flags.isOverflow(carries);
            case NO -> !Flags.isOverflow(carries);
            case B -> Flags.isBelow(carries);
            case AE -> !Flags.isBelow(carries);
            case E -> result == 0;
            case NE -> result != 0;
            case BE -> Flags.isBelowOrEqual(result, carries);
            case A -> !Flags.isBelowOrEqual(result, carries);
            case S -> Flags.isSign(result, carries);
            case NS -> !Flags.isSign(result, carries);
            case P -> Flags.isParity(result, carries);
            case NP -> !Flags.isParity(result, carries);
            case L -> Flags.isLess(result, carries);
            case GE -> !Flags.isLess(result, carries);
            case LE -> Flags.isLessOrEqual(result, carries);
            case G -> !Flags.isLessOrEqual(result, carries);
        });
    }

    @Override
    public Truth isZero(Value a) {
        return new Bool(int32(a) == 0);
    }

    @Override
    public Truth isNotZero(Value a) {
        return new Bool(int32(a) != 0);
    }

    @Override
    public Truth both(Truth a, Truth b) {
        return new Bool(bool(a) && bool(b));
    }

    @Override
    public Value bit(Truth truth) {
        return constant(bool(truth) ? 1 : 0);
    }

    @Override
    public Value select(Truth truth, Value whenTrue, Value whenFalse) {
        return bool(truth) ? whenTrue : whenFalse;
    }

    @Override
    public void when(Truth truth, Runnable steps) {
        if (bool(truth)) {
            steps.run();
        }
    }

    @Override
    public void choose(Truth truth, Runnable whenTrue, Runnable whenFalse) {
        (bool(truth) ? whenTrue : whenFalse).run();
    }

    @Override
    public Value carry() {
        return constant(Flags.cf(c.carries));
    }

    @Override
    public void flags(FlagRule rule, int size, Value... operands) {
        int[] ints = ints(operands);
        c.carries = rule.carries(size, ints, c.carries);
        if (rule.setsResult) {
            c.result = Flags.result(size, ints[ints.length - 1]);
        }
    }

    @Override
    public Value nextEip() {
        return constant(c.eip + insn.length);
    }

    @Override
    public Value thisEip() {
        return constant(c.eip);
    }

    @Override
    public Value relativeTarget() {
        return target(constant(c.eip + insn.length + insn.imm));
    }

    @Override
    public Value target(Value eip) {
        return constant(c.checkedTarget(cut(insn.operand32 ? 32 : 16, int32(eip))));
    }

    @Override
    public void jump(Value eip) {
        c.eip = int32(eip);
    }

    @Override
    public void branch(Truth truth) {
        jump(bool(truth) ? relativeTarget() : nextEip());
    }

    @Override
    public void mmx(PackedFunction function, Value destination, Value source) {
        long[] registers = c.fpu.sig;
        Mmx.set(c, int32(destination), function.apply(registers[int32(destination)], registers[int32(source)]));
    }

    @Override
    public void xmm(PackedFunction low, PackedFunction high, PackedShape shape, Value destination, Value source) {
        int d = int32(destination);
        int s = int32(source);
        long[] words = {c.xmm.low(d), c.xmm.high(d), c.xmm.low(s), c.xmm.high(s)};
        c.xmm.set(d, low.apply(words[shape.lowFirst], words[shape.lowSecond]),
                high.apply(words[shape.highFirst], words[shape.highSecond]));
    }

    @Override
    public void system(HelperCall call, Value... arguments) {
        c.at = at;
        call.make(c, ints(arguments));
    }

    @Override
    public Value ask(HelperCall call, Value... arguments) {
        c.at = at;
        return constant(call.make(c, ints(arguments)));
    }
}
