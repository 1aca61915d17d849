package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.cpu.internal.core.MemHandler;
import org.backplane.cpu.internal.core.Registers;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.sem.FlagRule;
import org.backplane.cpu.internal.sem.HelperCall;
import org.backplane.cpu.internal.sem.PackedFunction;
import org.backplane.cpu.internal.sem.PackedShape;
import org.backplane.cpu.internal.sem.Semantics;
import org.backplane.cpu.internal.sem.Truth;
import org.backplane.cpu.internal.sem.Value;
import org.backplane.cpu.internal.sem.X87Call;

/**
 * Writes down the steps of one instruction, its operands being constants and {@link Addressing} being given: the third reader
 * of the semantics, besides the handler generator and the evaluator. Where segments are flat, one that FS or GS points to must be so but for
 * its base; where they are not, each access must lie in its segment. Else the interpreter executes the instruction, and so it does where
 * the description calls into the system part.
 */
final class StepRecorder extends NodeOps {
    private final Insn insn;
    private final int eip;
    private final Form form;
    private final Addressing addressing;
    private final LinearAddresses addresses;
    private final X87Steps x87;
    private List<Step> steps = new ArrayList<>();
    private Node offset;
    private int registersSet;
    /** How many alternatives the steps that are told now are in. */
    private int depth;

    private StepRecorder(Insn insn, int eip, Addressing addressing) {
        this.insn = insn;
        this.eip = eip;
        this.addressing = addressing;
        this.addresses = new LinearAddresses(insn, addressing, this::add);
        this.x87 = new X87Steps(this);
        this.form = insn.entry.form(insn.registerForm, insn.operand32, insn.address32, addressing.flat());
    }

    /**
     * The steps of an instruction.
     *
     * @param insn       the instruction
     * @param eip        where it begins
     * @param addressing what is given of segments
     * @return its steps, or {@code null} if it is not translated
     */
    static List<Step> record(Insn insn, int eip, Addressing addressing) {
        StepRecorder recorder = new StepRecorder(insn, eip, addressing);
        try {
            Semantics.INSTANCE.of(insn.entry).tell(recorder, recorder.form);
            recorder.x87.end();
        } catch (NotTranslatedException e) {
            return null;
        }
        return recorder.steps;
    }

    private Node readRegister(int number) {
        return Node.register(number, registersSet);
    }

    private void setRegister(int number, Node value) {
        steps.add(new Step.SetRegister(number, value, registersSet++));
    }

    /** The linear address of the first byte of the memory operand. */
    Node linear(Value at) {
        return addresses.ofOperand(8, at, false);
    }

    /** Adds a step. */
    void add(Step step) {
        steps.add(step);
    }

    /** Adds the computation of a value. */
    Node compute(Node node) {
        steps.add(new Step.Compute(node));
        return node;
    }

    // Operands.

    @Override
    public Value read(Operand operand) {
        return switch (operand.kind()) {
            case REGISTER -> register(field(operand), operand.size());
            case MEMORY -> load(operand.size(), offset());
            case IMMEDIATE, FAR_POINTER -> constant(insn.imm);
            case ONE -> constant(1);
            case COUNT -> register(Registers.ECX, 8);
            case SEGMENT -> Node.of(Node.Kind.SELECTOR, field(operand));
            default -> throw NotTranslatedException.INSTANCE;
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
        } else if (operand.isRegister()) {
            setRegister(field(operand), operand.size(), value);
        } else {
            throw NotTranslatedException.INSTANCE;
        }
    }

    private int field(Operand operand) {
        return operand.field() == Operand.Field.DST ? insn.dst : insn.src;
    }

    @Override
    public Value number(Operand operand) {
        if (operand.kind() != Operand.Kind.X87) {
            throw NotTranslatedException.INSTANCE;
        }
        return constant(field(operand));
    }

    @Override
    public Value register(int number, int size) {
        if (size == 8) {
            Node word = readRegister(number & 3);
            return fold.zeroExtend(8, fold.shift(Node.Kind.SHR, word, (number & 4) << 1));
        }
        return fold.zeroExtend(size, readRegister(number));
    }

    @Override
    public void setRegister(int number, int size, Value value) {
        Node part = node(value);
        if (size == 8) {
            int shift = (number & 4) << 1;
            setPart(number & 3, 0xFF << shift, fold.shift(Node.Kind.SHL, fold.zeroExtend(8, part), shift));
        } else if (size == 16) {
            setPart(number, 0xFFFF, fold.zeroExtend(16, part));
        } else {
            setRegister(number, part);
        }
    }

    private void setPart(int number, int mask, Node part) {
        Node rest = fold.binary(Node.Kind.AND, readRegister(number), Node.constant(~mask));
        setRegister(number, fold.binary(Node.Kind.OR, rest, part));
    }

    // Memory.

    @Override
    public Value offset() {
        if (offset == null) {
            Node index = fold.shift(Node.Kind.SHL, base(insn.index), insn.scale);
            offset = node(wrap(fold.binary(Node.Kind.ADD, fold.binary(Node.Kind.ADD, base(insn.base), index),
                    Node.constant(insn.disp))));
        }
        return offset;
    }

    private Node base(int number) {
        return number == Registers.ZERO ? Node.constant(0) : readRegister(number);
    }

    @Override
    public Value segment() {
        return constant(insn.segment | (insn.address32 ? 0 : MemHandler.OFFSET_16));
    }

    @Override
    public Value wrap(Value value) {
        return insn.address32 ? value : zeroExtend(16, value);
    }

    @Override
    public Value load(int size, Value at) {
        return loadLinear(size, addresses.ofOperand(size, at, false));
    }

    private Value loadLinear(int size, Value at) {
        return compute(Node.of(Node.Kind.LOAD, size, node(at)));
    }

    @Override
    public Value modify(int size, Value at) {
        return compute(Node.of(Node.Kind.UPDATE, size, addresses.ofOperand(size, at, true)));
    }

    @Override
    public void store(int size, Value at, Value value) {
        storeLinear(size, addresses.ofOperand(size, at, true), value);
    }

    private void storeLinear(int size, Value at, Value value) {
        steps.add(new Step.Store(size, node(at), node(value)));
    }

    @Override
    public Value loadEs(int size, Value at) {
        return loadLinear(size, addresses.in(SegmentRegister.ES, size, at, false));
    }

    @Override
    public void storeEs(int size, Value at, Value value) {
        storeLinear(size, addresses.in(SegmentRegister.ES, size, at, true), value);
    }

    @Override
    public Value stride(int bytes) {
        return Node.of(Node.Kind.STRIDE, bytes);
    }

    // The stack.

    @Override
    public void push(int size, Value value) {
        pushed(size, size, value);
    }

    @Override
    public void pushWord(int size, Value value) {
        pushed(size, 16, value);
    }

    private void pushed(int size, int stored, Value value) {
        Value sp = stackOffset(sub(readRegister(Registers.ESP), Node.constant(size / 8)));
        storeLinear(stored, addresses.in(SegmentRegister.SS, stored, sp, true), value);
        setStackPointer(sp);
    }

    /** Cuts an offset to the size of the stack. */
    private Value stackOffset(Value at) {
        return zeroExtend(stackSize(), at);
    }

    private int stackSize() {
        return addressing.stackMask() == -1 ? 32 : 16;
    }

    @Override
    public Value stack(int size, int above) {
        return loadStack(size, add(readRegister(Registers.ESP), Node.constant(above)));
    }

    @Override
    public void release(Value bytes) {
        setStackPointer(add(readRegister(Registers.ESP), bytes));
    }

    @Override
    public Value loadStack(int size, Value at) {
        return loadLinear(size, addresses.in(SegmentRegister.SS, size, stackOffset(at), false));
    }

    @Override
    public void setStackPointer(Value value) {
        setRegister(Registers.ESP, stackSize(), value);
    }

    // Conditions.

    @Override
    public Value bit(Truth truth) {
        return compute(Node.bit(test(truth)));
    }

    @Override
    public Value select(Truth truth, Value whenTrue, Value whenFalse) {
        return compute(Node.of(test(truth), node(whenTrue), node(whenFalse)));
    }

    @Override
    public void when(Truth truth, Runnable body) {
        choose(truth, body, () -> { });
    }

    @Override
    public void choose(Truth truth, Runnable whenTrue, Runnable whenFalse) {
        Test test = test(truth);
        if (test.isConstant()) {
            (test.kind() == Test.Kind.TRUE ? whenTrue : whenFalse).run();
        } else {
            int time = registersSet;
            List<Step> first = nested(whenTrue);
            List<Step> second = nested(whenFalse);
            steps.add(leaves(first, second) ? new Step.Leave(test) : new Step.Choose(test, first, second, time));
        }
    }

    /** Whether the first of two alternatives is the interpreter's, and there is no second. */
    private static boolean leaves(List<Step> first, List<Step> second) {
        boolean leaves = Stream.concat(first.stream(), second.stream()).anyMatch(Step.Leave.class::isInstance);
        if (leaves && first.size() + second.size() > 1) {
            throw NotTranslatedException.INSTANCE;
        }
        return leaves && second.isEmpty();
    }

    private List<Step> nested(Runnable body) {
        List<Step> outer = steps;
        steps = new ArrayList<>();
        depth++;
        body.run();
        depth--;
        List<Step> inner = steps;
        steps = outer;
        return inner;
    }

    // Flags.

    @Override
    public Value carry() {
        return compute(Node.of(Node.Kind.CARRY, 0));
    }

    @Override
    public void flags(FlagRule rule, int size, Value... operands) {
        steps.add(new Step.SetFlags(rule, size, nodes(operands)));
    }

    // Control transfer.

    @Override
    public Value nextEip() {
        return Node.constant(eip + insn.length);
    }

    @Override
    public Value thisEip() {
        return Node.constant(eip);
    }

    @Override
    public Value relativeTarget() {
        return target(Node.constant(eip + insn.length + insn.imm));
    }

    @Override
    public Value target(Value target) {
        Node cut = node(form.operand32 ? target : zeroExtend(16, target));
        long end = addressing.allowed(0);
        if (cut.isConstant() ? Integer.toUnsignedLong(cut.number) >= end : end < (form.operand32 ? 1L << 32 : 1L << 16)) {
            // It may fault.
            throw NotTranslatedException.INSTANCE;
        }
        return cut;
    }

    @Override
    public void jump(Value target) {
        steps.add(new Step.Jump(null, node(target)));
    }

    @Override
    public void branch(Truth truth) {
        steps.add(new Step.Jump(test(truth), node(relativeTarget())));
    }

    // Not translated: the interpreter's handler is called instead.

    @Override
    public void mmx(PackedFunction function, Value destination, Value source) {
        throw NotTranslatedException.INSTANCE;
    }

    @Override
    public void xmm(PackedFunction low, PackedFunction high, PackedShape shape, Value destination, Value source) {
        throw NotTranslatedException.INSTANCE;
    }

    @Override
    public void system(HelperCall call, Value... arguments) {
        if (call instanceof X87Call known) {
            requireFlatOperand();
            x87.call(known, nodes(arguments));
            return;
        }
        if (depth == 0 || registersSet > 0) {
            throw NotTranslatedException.INSTANCE;
        }
        steps.add(new Step.Leave(Test.ALWAYS));
    }

    @Override
    public Value ask(HelperCall call, Value... arguments) {
        if (call instanceof X87Call known) {
            requireFlatOperand();
            return x87.ask(known, nodes(arguments));
        }
        throw NotTranslatedException.INSTANCE;
    }

    /** The x87's operands are accessed in parts, of which none may be refused that lies behind another one. */
    private void requireFlatOperand() {
        if (!insn.registerForm && !(addressing.flat() && insn.address32 && insn.segment != SegmentRegister.CS)) {
            throw NotTranslatedException.INSTANCE;
        }
    }
}
