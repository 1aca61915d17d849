package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.decode.Condition;
import org.backplane.cpu.internal.sem.Function;
import org.backplane.cpu.internal.sem.Ops;
import org.backplane.cpu.internal.sem.Truth;
import org.backplane.cpu.internal.sem.Value;

/** The part of the semantics that computes values of values, which is no step: what they become, with constants folded. */
abstract class NodeOps implements Ops {
    final Folding fold = new Folding();

    static Node node(Value value) {
        return (Node) value;
    }

    static Test test(Truth truth) {
        return (Test) truth;
    }

    @Override
    public final Value constant(int value) {
        return Node.constant(value);
    }

    // Arithmetic.

    @Override
    public final Value add(Value a, Value b) {
        return fold.binary(Node.Kind.ADD, node(a), node(b));
    }

    @Override
    public final Value sub(Value a, Value b) {
        return fold.binary(Node.Kind.SUB, node(a), node(b));
    }

    @Override
    public final Value mul(Value a, Value b) {
        return fold.binary(Node.Kind.MUL, node(a), node(b));
    }

    @Override
    public final Value and(Value a, Value b) {
        return fold.binary(Node.Kind.AND, node(a), node(b));
    }

    @Override
    public final Value or(Value a, Value b) {
        return fold.binary(Node.Kind.OR, node(a), node(b));
    }

    @Override
    public final Value xor(Value a, Value b) {
        return fold.binary(Node.Kind.XOR, node(a), node(b));
    }

    @Override
    public final Value not(Value a) {
        return Node.of(Node.Kind.NOT, 0, node(a));
    }

    @Override
    public final Value shl(Value a, int count) {
        return fold.shift(Node.Kind.SHL, node(a), count);
    }

    @Override
    public final Value shr(Value a, int count) {
        return fold.shift(Node.Kind.SHR, node(a), count);
    }

    @Override
    public final Value sar(Value a, int count) {
        return fold.shift(Node.Kind.SAR, node(a), count);
    }

    @Override
    public final Value call(Function function, int size, Value... arguments) {
        Node[] nodes = nodes(arguments);
        if (function == Function.SHL && size == 32 && nodes[1].isConstant()) {
            return shl(nodes[0], nodes[1].number);
        }
        if (function == Function.SHR && size == 32 && nodes[1].isConstant()) {
            return shr(nodes[0], nodes[1].number);
        }
        return Node.call(function, size, nodes);
    }

    static Node[] nodes(Value... values) {
        Node[] nodes = new Node[values.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = node(values[i]);
        }
        return nodes;
    }

    @Override
    public final Value signExtend(int size, Value a) {
        return fold.signExtend(size, node(a));
    }

    @Override
    public final Value zeroExtend(int size, Value a) {
        return fold.zeroExtend(size, node(a));
    }

    // Conditions.

    @Override
    public final Truth condition(Condition condition) {
        return Test.flags(condition);
    }

    @Override
    public final Truth isZero(Value a) {
        return Test.zero(node(a));
    }

    @Override
    public final Truth isNotZero(Value a) {
        return Test.notZero(node(a));
    }

    @Override
    public final Truth both(Truth a, Truth b) {
        return Test.both(test(a), test(b));
    }
}
