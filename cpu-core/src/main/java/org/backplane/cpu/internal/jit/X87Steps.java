package org.backplane.cpu.internal.jit;

import java.util.EnumSet;
import java.util.Set;
import org.backplane.cpu.internal.sem.X87Call;

/**
 * What steps the calls of x87 instructions become: a region makes them itself for as long as the x87 is
 * {@linkplain org.backplane.cpu.internal.fpu.X87#isCalm calm} and none comes to an exception that is not masked; else the interpreter executes the
 * instruction, so that none of them can fault or report anything. Operands in memory are accessed as all others are, before anything has been changed.
 *
 * <p>Left to the interpreter: packed decimal numbers, what loads or stores several registers, and what initializes.
 */
final class X87Steps {
    /** Those of which a region makes the usual case alone, in classes that begin with {@code Quick} and not with {@code X87}. */
    private static final Set<X87Call> QUICK = EnumSet.of(X87Call.ADD, X87Call.MULTIPLY, X87Call.SUBTRACT, X87Call.SUBTRACT_REVERSED,
            X87Call.DIVIDE, X87Call.DIVIDE_REVERSED, X87Call.SQUARE_ROOT, X87Call.ABSOLUTE, X87Call.CHANGE_SIGN, X87Call.PUSH_CONSTANT,
            X87Call.COMPARE, X87Call.TEST, X87Call.PUSH, X87Call.PUSH_EXACTLY, X87Call.STORE, X87Call.EXCHANGE);
    /** The others whose arguments are numbers only, and that come after {@link X87Call#BEGIN} or an operand from memory. */
    private static final Set<X87Call> INSIDE = EnumSet.of(X87Call.MOVE_IF, X87Call.ROUND_TO_INTEGER,
            X87Call.SCALE, X87Call.REMAINDER, X87Call.EXTRACT, X87Call.EXAMINE, X87Call.EXPONENTIAL, X87Call.LOGARITHM, X87Call.LOGARITHM_PLUS_ONE, X87Call.TANGENT, X87Call.ARCTANGENT,
            X87Call.SINE, X87Call.COSINE, X87Call.SINE_AND_COSINE, X87Call.COMPARE_FLAGS);
    /** Those that are all of an instruction. */
    private static final Set<X87Call> WHOLE = EnumSet.of(X87Call.ROTATE, X87Call.FREE, X87Call.STATUS);
    private static final int PAGE = 4096;

    private final StepRecorder ops;
    /** What notes the instruction when nothing can refuse it any more, or {@code null}. */
    private Step noted;

    /**
     * The steps of an instruction.
     *
     * @param recorder writes them down
     */
    X87Steps(StepRecorder recorder) {
        this.ops = recorder;
    }

    /** Tells a call. */
    void call(X87Call call, Node... arguments) {
        if (QUICK.contains(call)) {
            ops.add(new Step.Invoke(quick(call), arguments, true));
        } else if (INSIDE.contains(call)) {
            start();
            invoke(call.method(), arguments);
        } else {
            leaveUnlessCalm();
            whole(call, arguments);
        }
    }

    private void whole(X87Call call, Node... arguments) {
        if (WHOLE.contains(call)) {
            invoke(quick(call), arguments);
            return;
        }
        switch (call) {
            case BEGIN -> noted = new Step.Note(0, null);
            case NOTHING, FWAIT -> { }
            case LOAD_REAL32 -> load("QuickTransfer.real32", 4, arguments[0], arguments[1]);
            case LOAD_REAL64 -> load("QuickTransfer.real64", 8, arguments[0], arguments[1]);
            case LOAD_REAL80 -> load("QuickTransfer.real80", 10, arguments[0], arguments[1]);
            case LOAD_INTEGER -> loadInteger(arguments[0].number, arguments[1], arguments[2]);
            case STORE_REAL32 -> store("QuickTransfer.toReal32", 4, arguments[0], arguments[1], arguments[2]);
            case STORE_REAL64 -> store("QuickTransfer.toReal64", 8, arguments[0], arguments[1], arguments[2]);
            case STORE_REAL80 -> store("QuickTransfer.toReal80", 10, arguments[0], arguments[1], Node.constant(1));
            case STORE_INTEGER -> storeInteger(arguments[0].number, arguments[1], arguments[2], arguments[3]);
            case STORE_CONTROL -> ops.store(16, arguments[1], value("X87Control.control"));
            case LOAD_CONTROL -> ops.add(new Step.Invoke("QuickControl.loadControl", new Node[] {(Node) ops.load(16, arguments[1])}, true));
            default -> throw NotTranslatedException.INSTANCE;
        }
    }

    /** The instruction is complete. */
    void end() {
        if (noted != null) {
            ops.add(noted);
        }
    }

    /** Tells a call for a value. */
    Node ask(X87Call call, Node... arguments) {
        if (WHOLE.contains(call)) {
            leaveUnlessCalm();
        } else {
            leaveUnlessMasked();
        }
        return value(quick(call), arguments);
    }

    private static String quick(X87Call call) {
        return call.method().replaceFirst("^X87", "Quick");
    }

    /** Begins what may come to any exception. */
    private void start() {
        leaveUnlessMasked();
        invoke("X87.start");
    }

    private void leaveUnlessMasked() {
        ops.add(new Step.Invoke("X87.isMasked", new Node[0], true));
    }

    private void leaveUnlessCalm() {
        ops.add(new Step.Calm());
    }

    private void invoke(String method, Node... arguments) {
        ops.add(new Step.Invoke(method, arguments, false));
    }

    private Node value(String method, Node... arguments) {
        return ops.compute(Node.invoke(method, arguments));
    }

    // Operands in memory: up to three parts of 32 and 16 bits.

    private void load(String method, int bytes, Node segment, Node offset) {
        Node[] parts = new Node[(bytes + 3) / 4];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (Node) ops.load(size(bytes, i), at(offset, i));
        }
        noted = new Step.Note(segment.number, offset);
        invoke(method, parts);
    }

    private void loadInteger(int size, Node segment, Node offset) {
        Node low = (Node) ops.load(Math.min(size, 32), offset);
        low = size == 16 ? (Node) ops.signExtend(16, low) : low;
        Node high = (Node) (size == 64 ? ops.load(32, at(offset, 1)) : ops.sar(low, 31));
        noted = new Step.Note(segment.number, offset);
        invoke("QuickTransfer.integer", low, high);
    }

    private void store(String method, int bytes, Node segment, Node offset, Node pop) {
        store(value(method), bytes, segment, offset, pop);
    }

    private void storeInteger(int size, Node segment, Node offset, Node pop) {
        store(value("QuickTransfer.toInteger", Node.constant(size)), size / 8, segment, offset, pop);
    }

    /** Stores the parts of a result of which the first is given and the others wait to be asked for. */
    private void store(Node first, int bytes, Node segment, Node offset, Node pop) {
        if (bytes > 4) {
            leaveIfInTwoPages(bytes, offset);
        }
        ops.add(new Step.Invoke("X87Transfer.isToBeStored", new Node[0], true));
        for (int i = 0; 4 * i < bytes; i++) {
            Node part = i == 0 ? first : value("X87Transfer.part", Node.constant(i));
            ops.store(size(bytes, i), at(offset, i), part);
        }
        noted = new Step.Note(segment.number, offset);
        invoke("X87Transfer.stored", pop);
    }

    /** What is stored in parts lies in one page, so that no part is refused when another has been stored. */
    private void leaveIfInTwoPages(int bytes, Node offset) {
        Node inPage = (Node) ops.and(ops.linear(offset), ops.constant(PAGE - 1));
        Node behind = (Node) ops.shr(ops.sub(ops.constant(PAGE - bytes), inPage), 31);
        ops.add(new Step.Leave(Test.notZero(behind)));
    }

    private static int size(int bytes, int part) {
        return Math.min(8 * bytes - 32 * part, 32);
    }

    private Node at(Node offset, int part) {
        return part == 0 ? offset : (Node) ops.add(offset, ops.constant(4 * part));
    }
}
