package org.backplane.cpu.internal.sem;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.fpu.X87;
import org.backplane.cpu.internal.fpu.X87Arithmetic;
import org.backplane.cpu.internal.fpu.X87Comparison;
import org.backplane.cpu.internal.fpu.X87Control;
import org.backplane.cpu.internal.fpu.X87Environment;
import org.backplane.cpu.internal.fpu.X87Functions;
import org.backplane.cpu.internal.fpu.X87Transfer;

/** The calls that the semantics of x87 instructions make. */
public enum X87Call implements HelperCall {
    BEGIN("X87.begin", (c, a) -> X87.begin(c)),
    NOTHING("X87.nothing", (c, a) -> X87.nothing(c)),
    FWAIT("X87.fwait", (c, a) -> X87.fwait(c)),
    LOAD_REAL32("X87Transfer.loadReal32", (c, a) -> X87Transfer.loadReal32(c, a[0], a[1])),
    LOAD_REAL64("X87Transfer.loadReal64", (c, a) -> X87Transfer.loadReal64(c, a[0], a[1])),
    LOAD_REAL80("X87Transfer.loadReal80", (c, a) -> X87Transfer.loadReal80(c, a[0], a[1])),
    LOAD_INTEGER("X87Transfer.loadInteger", (c, a) -> X87Transfer.loadInteger(c, a[0], a[1], a[2])),
    LOAD_BCD("X87Transfer.loadBcd", (c, a) -> X87Transfer.loadBcd(c, a[0], a[1])),
    PUSH("X87Transfer.push", (c, a) -> X87Transfer.push(c)),
    PUSH_EXACTLY("X87Transfer.pushExactly", (c, a) -> X87Transfer.pushExactly(c, a[0])),
    STORE_REAL32("X87Transfer.storeReal32", (c, a) -> X87Transfer.storeReal32(c, a[0], a[1], a[2])),
    STORE_REAL64("X87Transfer.storeReal64", (c, a) -> X87Transfer.storeReal64(c, a[0], a[1], a[2])),
    STORE_REAL80("X87Transfer.storeReal80", (c, a) -> X87Transfer.storeReal80(c, a[0], a[1])),
    STORE_INTEGER("X87Transfer.storeInteger", (c, a) -> X87Transfer.storeInteger(c, a[0], a[1], a[2], a[3])),
    STORE_BCD("X87Transfer.storeBcd", (c, a) -> X87Transfer.storeBcd(c, a[0], a[1])),
    STORE("X87Transfer.store", (c, a) -> X87Transfer.store(c, a[0], a[1])),
    EXCHANGE("X87Transfer.exchange", (c, a) -> X87Transfer.exchange(c, a[0])),
    MOVE_IF("X87Transfer.moveIf", (c, a) -> X87Transfer.moveIf(c, a[0], a[1])),
    ADD("X87Arithmetic.add", (c, a) -> X87Arithmetic.add(c, a[0], a[1], a[2])),
    MULTIPLY("X87Arithmetic.multiply", (c, a) -> X87Arithmetic.multiply(c, a[0], a[1], a[2])),
    SUBTRACT("X87Arithmetic.subtract", (c, a) -> X87Arithmetic.subtract(c, a[0], a[1], a[2])),
    SUBTRACT_REVERSED("X87Arithmetic.subtractReversed", (c, a) -> X87Arithmetic.subtractReversed(c, a[0], a[1], a[2])),
    DIVIDE("X87Arithmetic.divide", (c, a) -> X87Arithmetic.divide(c, a[0], a[1], a[2])),
    DIVIDE_REVERSED("X87Arithmetic.divideReversed", (c, a) -> X87Arithmetic.divideReversed(c, a[0], a[1], a[2])),
    SQUARE_ROOT("X87Arithmetic.squareRoot", (c, a) -> X87Arithmetic.squareRoot(c)),
    ROUND_TO_INTEGER("X87Arithmetic.roundToInteger", (c, a) -> X87Arithmetic.roundToInteger(c)),
    SCALE("X87Arithmetic.scale", (c, a) -> X87Arithmetic.scale(c)),
    REMAINDER("X87Arithmetic.remainder", (c, a) -> X87Arithmetic.remainder(c, a[0])),
    EXTRACT("X87Arithmetic.extract", (c, a) -> X87Arithmetic.extract(c)),
    ABSOLUTE("X87Arithmetic.absolute", (c, a) -> X87Arithmetic.absolute(c)),
    CHANGE_SIGN("X87Arithmetic.changeSign", (c, a) -> X87Arithmetic.changeSign(c)),
    PUSH_CONSTANT("X87Arithmetic.pushConstant", (c, a) -> X87Arithmetic.pushConstant(c, a[0])),
    COMPARE("X87Comparison.compare", (c, a) -> X87Comparison.compare(c, a[0], a[1], a[2])),
    TEST("X87Comparison.test", (c, a) -> X87Comparison.test(c)),
    EXAMINE("X87Comparison.examine", (c, a) -> X87Comparison.examine(c)),
    EXPONENTIAL("X87Functions.exponential", (c, a) -> X87Functions.exponential(c)),
    LOGARITHM("X87Functions.logarithm", (c, a) -> X87Functions.logarithm(c)),
    LOGARITHM_PLUS_ONE("X87Functions.logarithmPlusOne", (c, a) -> X87Functions.logarithmPlusOne(c)),
    TANGENT("X87Functions.tangent", (c, a) -> X87Functions.tangent(c)),
    ARCTANGENT("X87Functions.arctangent", (c, a) -> X87Functions.arctangent(c)),
    SINE("X87Functions.sine", (c, a) -> X87Functions.sine(c)),
    COSINE("X87Functions.cosine", (c, a) -> X87Functions.cosine(c)),
    SINE_AND_COSINE("X87Functions.sineAndCosine", (c, a) -> X87Functions.sineAndCosine(c)),
    INITIALIZE("X87Control.initialize", (c, a) -> X87Control.initialize(c)),
    CLEAR_EXCEPTIONS("X87Control.clearExceptions", (c, a) -> X87Control.clearExceptions(c)),
    STORE_CONTROL("X87Control.storeControl", (c, a) -> X87Control.storeControl(c, a[0], a[1])),
    LOAD_CONTROL("X87Control.loadControl", (c, a) -> X87Control.loadControl(c, a[0], a[1])),
    ROTATE("X87Control.rotate", (c, a) -> X87Control.rotate(c, a[0])),
    FREE("X87Control.free", (c, a) -> X87Control.free(c, a[0], a[1])),
    STORE_ENVIRONMENT("X87Environment.storeEnvironment",
            (c, a) -> X87Environment.storeEnvironment(c, a[0], a[1], a[2])),
    LOAD_ENVIRONMENT("X87Environment.loadEnvironment", (c, a) -> X87Environment.loadEnvironment(c, a[0], a[1], a[2])),
    SAVE("X87Environment.save", (c, a) -> X87Environment.save(c, a[0], a[1], a[2])),
    RESTORE("X87Environment.restore", (c, a) -> X87Environment.restore(c, a[0], a[1], a[2])),

    // Calls that give a value.
    COMPARE_FLAGS("X87Comparison.compareFlags", true, (c, a) -> X87Comparison.compareFlags(c, a[0], a[1], a[2])),
    STATUS("X87Control.status", true, (c, a) -> X87Control.status(c));

    private final String method;
    private final Call call;

    X87Call(String method, VoidCall call) {
        this(method, false, (c, a) -> {
            call.make(c, a);
            return 0;
        });
    }

    /** {@code hasValue} only tells this constructor from the other one. */
    X87Call(String method, boolean hasValue, Call call) {
        this.method = method;
        this.call = call;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public int make(Cpu c, int... arguments) {
        return call.make(c, arguments);
    }
}
