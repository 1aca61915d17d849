package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.sem.Function;
import org.backplane.cpu.internal.sem.Value;

/**
 * A value of a recorded instruction: what it is computed from, and while code is emitted, how often it is still needed and
 * where it was put.
 */
final class Node implements Value {
    /** How it is computed. */
    enum Kind {
        CONSTANT, REGISTER, ADD, SUB, MUL, AND, OR, XOR, NOT, SHL, SHR, SAR, CALL, SIGN_EXTEND, ZERO_EXTEND,
        /** The base of a segment register. */
        BASE,
        /** The selector in a segment register. */
        SELECTOR,
        /** 1 if offsets into a segment register need no check, else 0. */
        WHOLE,
        /** What a string instruction adds to an index register. */
        STRIDE,
        /** Memory that is read. */
        LOAD,
        /** Memory that is read to be written. */
        UPDATE,
        SELECT, BIT, CARRY,
        /** What a method of the x87 gives. */
        INVOKE
    }

    static final int NOWHERE = -1;

    final Kind kind;
    /**
     * The constant, the register's number, the count of a shift, the size of what is loaded, extended or called for, or the
     * bytes of an element.
     */
    final int number;
    final Function function;
    /** Class and method that give it, or {@code null}. */
    final String method;
    final Node[] inputs;
    /** What a selection depends on. */
    final Test test;

    /** How many registers had been set before a register was read. */
    int time;

    /** Uses that have not been emitted yet. */
    int uses;
    /** The JVM local that holds it, or {@link #NOWHERE}. */
    int local = NOWHERE;

    private Node(Kind kind, int number, Function function, String method, Test test, Node... inputs) {
        this.kind = kind;
        this.number = number;
        this.function = function;
        this.method = method;
        this.test = test;
        this.inputs = inputs;
    }

    static Node constant(int value) {
        return new Node(Kind.CONSTANT, value, null, null, null);
    }

    static Node register(int number, int time) {
        Node node = new Node(Kind.REGISTER, number, null, null, null);
        node.time = time;
        return node;
    }

    static Node of(Kind kind, int number, Node... inputs) {
        return new Node(kind, number, null, null, null, inputs);
    }

    static Node call(Function function, int size, Node... inputs) {
        return new Node(Kind.CALL, size, function, null, null, inputs);
    }

    static Node invoke(String method, Node... inputs) {
        return new Node(Kind.INVOKE, 0, null, method, null, inputs);
    }

    static Node of(Test test, Node whenTrue, Node whenFalse) {
        return new Node(Kind.SELECT, 0, null, null, test, whenTrue, whenFalse);
    }

    static Node bit(Test test) {
        return new Node(Kind.BIT, 0, null, null, test);
    }

    /** It has not been used or put anywhere. */
    void forget() {
        uses = 0;
        local = NOWHERE;
    }

    boolean isConstant() {
        return kind == Kind.CONSTANT;
    }

    boolean isConstant(int value) {
        return kind == Kind.CONSTANT && number == value;
    }

    boolean isRegister() {
        return kind == Kind.REGISTER;
    }

    /** Whether it is computed at a step of its own, because it has an effect, or labels. */
    boolean isStep() {
        return kind.ordinal() >= Kind.LOAD.ordinal();
    }

    boolean isMemory() {
        return kind == Kind.LOAD || kind == Kind.UPDATE;
    }
}
