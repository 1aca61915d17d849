package org.backplane.cpu.internal.interp;

import java.util.StringJoiner;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.decode.Form;
import org.backplane.cpu.internal.decode.Operand;
import org.backplane.cpu.internal.sem.FlagRule;
import org.backplane.cpu.internal.sem.Function;
import org.backplane.cpu.internal.sem.HelperCall;
import org.backplane.cpu.internal.sem.Ops;
import org.backplane.cpu.internal.sem.PackedFunction;
import org.backplane.cpu.internal.sem.PackedShape;
import org.backplane.cpu.internal.sem.Truth;
import org.backplane.cpu.internal.sem.Value;

/**
 * Turns the steps of an instruction into the body of its handler's {@code exec} method. What differs between instructions
 * of one form is read from the handler's fields.
 */
final class SourceOps implements Ops {
    /** An expression of type int. */
    private record Expression(String text) implements Value {
    }

    /** A local variable of type boolean. */
    private record Test(String text) implements Truth {
    }

    private static final String ES = Integer.toString(SegmentRegister.ES);

    private Form form;
    /** Where a near branch finds its target. */
    private String targetField = "imm";
    private final StringBuilder body = new StringBuilder();
    private int indent = 12;
    private int locals;
    private String offset;
    private boolean usesMemory;

    SourceOps(Form form) {
        this.form = form;
    }

    /** The statements; to be asked after the steps were told. */
    String body() {
        if (form.entry.endsBlock && !form.entry.jumps) {
            line("c.eip += end();");
        }
        return body.toString();
    }

    /** Goes on with the steps of a conditional branch that is fused to the instruction. */
    void fuse(Form branch) {
        form = branch;
        targetField = "target";
    }

    /** Whether the handler needs the fields of a memory operand. */
    boolean usesMemory() {
        return usesMemory;
    }

    private void line(String statement) {
        body.append(" ".repeat(indent)).append(statement).append('\n');
    }

    private Value local(String expression) {
        String name = "t" + locals++;
        line("int " + name + " = " + expression + ";");
        return new Expression(name);
    }

    private Truth test(String expression) {
        String name = "t" + locals++;
        line("boolean " + name + " = " + expression + ";");
        return new Test(name);
    }

    private static String text(Value value) {
        return ((Expression) value).text;
    }

    private static String text(Truth truth) {
        return ((Test) truth).text;
    }

    // Constants and operands.

    @Override
    public Value constant(int value) {
        return new Expression(Integer.toString(value));
    }

    @Override
    public Value read(Operand operand) {
        return switch (operand.kind()) {
            case REGISTER -> local(registerText(field(operand), operand.size()));
            case MEMORY -> load(operand.size(), offset());
            case IMMEDIATE, FAR_POINTER -> new Expression("imm");
            case ONE -> constant(1);
            case COUNT -> local("c.regs[1] & 0xFF");
            case SEGMENT -> local("c.segments[" + field(operand) + "].selector");
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
            setRegister(field(operand), operand.size(), value);
        }
    }

    private static String field(Operand operand) {
        return operand.field() == Operand.Field.DST ? "dst" : "src";
    }

    @Override
    public Value number(Operand operand) {
        if (operand.kind() == Operand.Kind.FAR_POINTER) {
            usesMemory = true;
            return new Expression("disp");
        }
        return new Expression(field(operand));
    }

    @Override
    public Value register(int number, int size) {
        return local(registerText(Integer.toString(number), size));
    }

    private static String registerText(String number, int size) {
        return switch (size) {
            case 8 -> "c.reg8(" + number + ")";
            case 16 -> "c.regs[" + number + "] & 0xFFFF";
            default -> "c.regs[" + number + "]";
        };
    }

    @Override
    public void setRegister(int number, int size, Value value) {
        setRegister(Integer.toString(number), size, value);
    }

    private void setRegister(String number, int size, Value value) {
        line(switch (size) {
            case 8 -> "c.setReg8(" + number + ", " + text(value) + ");";
            case 16 -> "c.setReg16(" + number + ", " + text(value) + ");";
            default -> "c.regs[" + number + "] = " + text(value) + ";";
        });
    }

    // Memory. In flat forms an offset is a linear address.

    @Override
    public Value offset() {
        if (offset == null) {
            usesMemory = true;
            offset = "ea";
            line("int ea = " + (form.flat ? "c.regs[base] + (c.regs[index] << scale) + disp;" : "c.offsetOf(this);"));
        }
        return new Expression(offset);
    }

    @Override
    public Value segment() {
        usesMemory = true;
        return new Expression("segment");
    }

    @Override
    public Value wrap(Value value) {
        return form.address32 ? value : local(text(value) + " & 0xFFFF");
    }

    @Override
    public Value load(int size, Value at) {
        return local(access("load", "read", size, at) + ", this)");
    }

    @Override
    public Value modify(int size, Value at) {
        return local(access("update", "modify", size, at) + ", this)");
    }

    @Override
    public void store(int size, Value at, Value value) {
        line(access("store", "write", size, at) + ", " + text(value) + ", this);");
    }

    private String access(String linear, String segmented, int size, Value at) {
        usesMemory |= !form.flat;
        return access(linear, segmented, size, "segment", at);
    }

    private String access(String linear, String segmented, int size, String segment, Value at) {
        return form.flat ? "c." + linear + size + "(" + text(at)
                : "c." + segmented + size + "(" + segment + ", " + text(at);
    }

    @Override
    public Value loadEs(int size, Value at) {
        return local(access("load", "read", size, ES, at) + ", this)");
    }

    @Override
    public void storeEs(int size, Value at, Value value) {
        line(access("store", "write", size, ES, at) + ", " + text(value) + ", this);");
    }

    @Override
    public Value stride(int bytes) {
        return local("c.stride(" + bytes + ")");
    }

    // The stack. In flat forms ESP is a linear address.

    @Override
    public void push(int size, Value value) {
        if (form.flat) {
            pushFlat(size, "c.store" + size, value);
        } else {
            line("c.push" + size + "(" + text(value) + ", this);");
        }
    }

    private void pushFlat(int size, String store, Value value) {
        Value sp = local("c.regs[4] - " + size / 8);
        line(store + "(" + text(sp) + ", " + text(value) + ", this);");
        line("c.regs[4] = " + text(sp) + ";");
    }

    @Override
    public void pushWord(int size, Value value) {
        if (form.flat) {
            pushFlat(size, "c.store16", value);
        } else {
            Value sp = local("c.regs[4] - " + size / 8 + " & c.stackMask");
            line("c.write16(2, " + text(sp) + ", " + text(value) + ", this);");
            line("c.setStackPointer(" + text(sp) + ");");
        }
    }

    @Override
    public Value stack(int size, int above) {
        return local(form.flat ? "c.load" + size + "(c.regs[4]" + (above == 0 ? "" : " + " + above) + ", this)"
                : "c.stack" + size + "(" + above + ", this)");
    }

    @Override
    public void release(Value bytes) {
        line(form.flat ? "c.regs[4] += " + text(bytes) + ";" : "c.releaseStack(" + text(bytes) + ");");
    }

    @Override
    public Value loadStack(int size, Value at) {
        return local(form.flat ? "c.load" + size + "(" + text(at) + ", this)"
                : "c.read" + size + "(2, " + text(at) + " & c.stackMask, this)");
    }

    @Override
    public void setStackPointer(Value value) {
        line(form.flat ? "c.regs[4] = " + text(value) + ";" : "c.setStackPointer(" + text(value) + ");");
    }

    // Arithmetic.

    private Value binary(Value a, String operator, Value b) {
        return local(text(a) + " " + operator + " " + text(b));
    }

    @Override
    public Value add(Value a, Value b) {
        return binary(a, "+", b);
    }

    @Override
    public Value sub(Value a, Value b) {
        return binary(a, "-", b);
    }

    @Override
    public Value mul(Value a, Value b) {
        return binary(a, "*", b);
    }

    @Override
    public Value and(Value a, Value b) {
        return binary(a, "&", b);
    }

    @Override
    public Value or(Value a, Value b) {
        return binary(a, "|", b);
    }

    @Override
    public Value xor(Value a, Value b) {
        return binary(a, "^", b);
    }

    @Override
    public Value not(Value a) {
        return local("~" + text(a));
    }

    @Override
    public Value shl(Value a, int count) {
        return local(text(a) + " << " + count);
    }

    @Override
    public Value shr(Value a, int count) {
        return local(text(a) + " >>> " + count);
    }

    @Override
    public Value sar(Value a, int count) {
        return local(text(a) + " >> " + count);
    }

    @Override
    public Value call(Function function, int size, Value... arguments) {
        StringJoiner call = new StringJoiner(", ", "Alu." + function.method + "(", ")");
        if (function.sized) {
            call.add(Integer.toString(size));
        }
        for (Value argument : arguments) {
            call.add(text(argument));
        }
        return local(call.toString());
    }

    @Override
    public Value signExtend(int size, Value a) {
        return size == 32 ? a : local((size == 16 ? "(short) " : "(byte) ") + text(a));
    }

    @Override
    public Value zeroExtend(int size, Value a) {
        return size == 32 ? a : local(text(a) + (size == 16 ? " & 0xFFFF" : " & 0xFF"));
    }

    // Conditions.

    @Override
    public Truth condition(Condition condition) {
        return test(switch (condition) {
            case O -> "Flags.isOverflow(c.carries)";
            case NO -> "!Flags.isOverflow(c.carries)";
            case B -> "Flags.isBelow(c.carries)";
            case AE -> "!Flags.isBelow(c.carries)";
            case E -> "c.result == 0";
            case NE -> "c.result != 0";
            case BE -> "Flags.isBelowOrEqual(c.result, c.carries)";
            case A -> "!Flags.isBelowOrEqual(c.result, c.carries)";
            case S -> "Flags.isSign(c.result, c.carries)";
            case NS -> "!Flags.isSign(c.result, c.carries)";
            case P -> "Flags.isParity(c.result, c.carries)";
            case NP -> "!Flags.isParity(c.result, c.carries)";
            case L -> "Flags.isLess(c.result, c.carries)";
            case GE -> "!Flags.isLess(c.result, c.carries)";
            case LE -> "Flags.isLessOrEqual(c.result, c.carries)";
            case G -> "!Flags.isLessOrEqual(c.result, c.carries)";
        });
    }

    @Override
    public Truth isZero(Value a) {
        return test(text(a) + " == 0");
    }

    @Override
    public Truth isNotZero(Value a) {
        return test(text(a) + " != 0");
    }

    @Override
    public Truth both(Truth a, Truth b) {
        return test(text(a) + " && " + text(b));
    }

    @Override
    public Value bit(Truth truth) {
        return local(text(truth) + " ? 1 : 0");
    }

    @Override
    public Value select(Truth truth, Value whenTrue, Value whenFalse) {
        return local(text(truth) + " ? " + text(whenTrue) + " : " + text(whenFalse));
    }

    @Override
    public void when(Truth truth, Runnable steps) {
        line("if (" + text(truth) + ") {");
        nested(steps);
        line("}");
    }

    @Override
    public void choose(Truth truth, Runnable whenTrue, Runnable whenFalse) {
        line("if (" + text(truth) + ") {");
        nested(whenTrue);
        line("} else {");
        nested(whenFalse);
        line("}");
    }

    private void nested(Runnable steps) {
        indent += 4;
        steps.run();
        indent -= 4;
    }

    // Flags.

    @Override
    public Value carry() {
        return local("Flags.cf(c.carries)");
    }

    @Override
    public void flags(FlagRule rule, int size, Value... operands) {
        StringJoiner call = new StringJoiner(", ", "c.carries = " + rule.method + "(", ");");
        call.add(Integer.toString(size));
        for (Value operand : operands) {
            call.add(text(operand));
        }
        if (rule.takesOld) {
            call.add("c.carries");
        }
        line(call.toString());
        if (rule.setsResult) {
            String last = text(operands[operands.length - 1]);
            line("c.result = " + (size == 32 ? "" : size == 16 ? "(short) " : "(byte) ") + last + ";");
        }
    }

    // Control transfer.

    @Override
    public Value nextEip() {
        return local("c.eip + end()");
    }

    @Override
    public Value thisEip() {
        return local("c.eip + start()");
    }

    @Override
    public Value relativeTarget() {
        return target(new Expression("c.eip + " + targetField));
    }

    @Override
    public Value target(Value eip) {
        String cut = form.operand32 ? text(eip) : text(eip) + " & 0xFFFF";
        return local(form.flat ? cut : "c.checkedTarget(" + cut + ")");
    }

    @Override
    public void jump(Value eip) {
        line("c.eip = " + text(eip) + ";");
    }

    @Override
    public void branch(Truth truth) {
        if (form.flat && form.operand32) {
            line("c.eip += " + text(truth) + " ? " + targetField + " : end();");
        } else {
            choose(truth, () -> jump(relativeTarget()), () -> line("c.eip += end();"));
        }
    }

    @Override
    public void mmx(PackedFunction function, Value destination, Value source) {
        String d = text(destination);
        line("Mmx.set(c, " + d + ", " + function.method + "(c.fpu.sig[" + d + "], c.fpu.sig[" + text(source) + "]));");
    }

    @Override
    public void xmm(PackedFunction low, PackedFunction high, PackedShape shape, Value destination, Value source) {
        String d = "c.xmm.%s(" + text(destination) + ")";
        String s = "c.xmm.%s(" + text(source) + ")";
        String[] w = {d.formatted("low"), d.formatted("high"), s.formatted("low"), s.formatted("high")};
        line("c.xmm.set(" + text(destination) + ", " + low.method + "(" + w[shape.lowFirst] + ", " + w[shape.lowSecond]
                + "), " + high.method + "(" + w[shape.highFirst] + ", " + w[shape.highSecond] + "));");
    }

    @Override
    public void system(HelperCall call, Value... arguments) {
        line("c.at = this;");
        line(invocation(call, arguments) + ";");
    }

    @Override
    public Value ask(HelperCall call, Value... arguments) {
        line("c.at = this;");
        return local(invocation(call, arguments));
    }

    private static String invocation(HelperCall call, Value... arguments) {
        StringJoiner invocation = new StringJoiner(", ", call.method() + "(", ")");
        invocation.add("c");
        for (Value argument : arguments) {
            invocation.add(text(argument));
        }
        return invocation.toString();
    }
}
