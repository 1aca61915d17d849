package org.backplane.cpu.internal.jit;

import java.util.Arrays;
import java.util.BitSet;
import org.backplane.cpu.internal.core.Flags;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The method of a region while it is written: its locals, its frames, and how large it has become.
 *
 * <p>Locals hold the budget, EIP, the lazy flags, the mask of valid pages and the general registers, all as {@code int}; the
 * rest are temporaries, which live within a block. At labels the operand stack is empty. Registers and flags may stay in memory
 * instead: C1 moves what locals hold from place to place wherever two ways meet, which takes it three times as long and makes
 * twice as much code.
 */
final class Code {
    static final String PACKAGE = "org/backplane/cpu/internal/";
    static final String CPU = PACKAGE + "core/Cpu";
    static final String EXECUTION = PACKAGE + "core/Execution";
    static final String SEGMENT = PACKAGE + "core/SegmentRegister";
    static final String DATA = PACKAGE + "jit/RegionData";
    static final String RUN = PACKAGE + "jit/DirectRun";

    private static final int REGISTERS_LOCAL = 0;
    static final int CPU_LOCAL = 1;
    static final int BUDGET = 2;
    static final int EIP = 3;
    static final int RESULT = 4;
    static final int CARRIES = 5;
    static final int PAGES = 6;
    /** Where the words of the way out are in the table of {@link Exits}. */
    static final int WAY = 7;
    /** How the locals of the lazy flags hold them: 0 as they are, else in one of the forms of {@link Flags}. */
    static final int FORM = 8;
    private static final int REGISTERS = 9;
    private static final int TEMPORARIES = REGISTERS + 8;

    /** The locals up to this one are accessed with instructions of one byte. */
    private static final int LAST_AT_HAND = 3;
    private static final int FEW_KEYS = 4;

    private final MethodVisitor m;
    private final String owner;
    private final int usedRegisters;
    private final boolean inMemory;
    private final BitSet temporaries = new BitSet();
    private int mostLocals = TEMPORARIES;
    private int bytes;
    private int lastFrame = -1;

    /**
     * A method without instructions yet.
     *
     * @param owner         the class that it is in
     * @param usedRegisters a bit for each general register that has a local
     * @param inMemory      whether registers and flags are accessed where they are, and have no locals
     */
    Code(MethodVisitor m, String owner, int usedRegisters, boolean inMemory) {
        this.inMemory = inMemory;
        this.m = m;
        this.owner = owner;
        this.usedRegisters = usedRegisters;
    }

    /** Upper bound of the bytecode's size. */
    int bytes() {
        return bytes;
    }

    // Temporaries.

    int newTemporary() {
        int free = temporaries.nextClearBit(0);
        temporaries.set(free);
        mostLocals = Math.max(mostLocals, TEMPORARIES + free + 1);
        return TEMPORARIES + free;
    }

    /** The temporaries that are in use. */
    BitSet temporaries() {
        return (BitSet) temporaries.clone();
    }

    /** Uses these temporaries only. */
    void setTemporaries(BitSet used) {
        temporaries.clear();
        temporaries.or(used);
    }

    /** The bit of a temporary in {@link #temporaries}. */
    static int bit(int local) {
        return local - TEMPORARIES;
    }

    static int registerLocal(int number) {
        return REGISTERS + number;
    }

    // Instructions.

    void op(int opcode) {
        m.visitInsn(opcode);
        bytes++;
    }

    /** Whether the guest's registers and flags stay where they are and have no locals. */
    boolean isInMemory() {
        return inMemory;
    }

    /** Puts the array of the registers where it is at hand with one byte; the region's object itself is not needed. */
    void keepRegisters() {
        constant("registers", "[I");
        m.visitVarInsn(Opcodes.ASTORE, REGISTERS_LOCAL);
        bytes++;
    }

    private void loadRegisters() {
        m.visitVarInsn(Opcodes.ALOAD, REGISTERS_LOCAL);
        bytes++;
    }

    void load(int local) {
        if (inMemory && isRegister(local)) {
            loadRegisters();
            push(local - REGISTERS);
            op(Opcodes.IALOAD);
        } else if (inMemory && isFlags(local)) {
            loadCpu();
            field(Opcodes.GETFIELD, CPU, flagsField(local), "I");
        } else {
            m.visitVarInsn(Opcodes.ILOAD, local);
            bytes += sizeOfAccess(local);
        }
    }

    void store(int local) {
        if (inMemory && isRegister(local)) {
            loadRegisters();
            op(Opcodes.SWAP);
            push(local - REGISTERS);
            op(Opcodes.SWAP);
            op(Opcodes.IASTORE);
        } else if (inMemory && isFlags(local)) {
            loadCpu();
            op(Opcodes.SWAP);
            field(Opcodes.PUTFIELD, CPU, flagsField(local), "I");
        } else {
            m.visitVarInsn(Opcodes.ISTORE, local);
            bytes += sizeOfAccess(local);
        }
    }

    private static boolean isRegister(int local) {
        return local >= REGISTERS && local < TEMPORARIES;
    }

    private static boolean isFlags(int local) {
        return local == RESULT || local == CARRIES;
    }

    private static String flagsField(int local) {
        return local == RESULT ? "result" : "carries";
    }

    private static int sizeOfAccess(int local) {
        return local <= LAST_AT_HAND ? 1 : 2;
    }

    void loadCpu() {
        m.visitVarInsn(Opcodes.ALOAD, CPU_LOCAL);
        bytes++;
    }

    void pushLong(long value) {
        m.visitLdcInsn(value);
        bytes += 3;
    }

    void push(int value) {
        if (value >= -1 && value <= 5) {
            op(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            m.visitIntInsn(Opcodes.BIPUSH, value);
            bytes += 2;
        } else if (value == (short) value) {
            m.visitIntInsn(Opcodes.SIPUSH, value);
            bytes += 3;
        } else {
            m.visitLdcInsn(value);
            bytes += 3;
        }
    }

    void increment(int local, int by) {
        m.visitIincInsn(local, by);
        bytes += 3;
    }

    /** Pushes a constant of the region's class. */
    void constant(String name, String descriptor) {
        staticField(owner, name, descriptor);
    }

    void staticField(String type, String name, String descriptor) {
        m.visitFieldInsn(Opcodes.GETSTATIC, type, name, descriptor);
        bytes += 3;
    }

    void field(int opcode, String type, String name, String descriptor) {
        m.visitFieldInsn(opcode, type, name, descriptor);
        bytes += 3;
    }

    void callStatic(String type, String name, String descriptor) {
        m.visitMethodInsn(Opcodes.INVOKESTATIC, type, name, descriptor, false);
        bytes += 3;
    }

    void callVirtual(String type, String name, String descriptor) {
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, name, descriptor, false);
        bytes += 3;
    }

    void jump(int opcode, Label target) {
        m.visitJumpInsn(opcode, target);
        bytes += 3;
    }

    /** Jumps to the label of the key that a local has. C1 looks at the keys of a switch one after the other. */
    void lookUp(int local, Label otherwise, int[] keys, Label[] labels) {
        load(local);
        if (keys.length > FEW_KEYS && inMemory) {
            int half = keys.length / 2;
            Label upper = new Label();
            push(keys[half]);
            jump(Opcodes.IF_ICMPGE, upper);
            lookUp(local, otherwise, Arrays.copyOf(keys, half), Arrays.copyOf(labels, half));
            place(upper);
            lookUp(local, otherwise, Arrays.copyOfRange(keys, half, keys.length), Arrays.copyOfRange(labels, half, keys.length));
        } else {
            m.visitLookupSwitchInsn(otherwise, keys, labels);
            bytes += 12 + 8 * keys.length;
        }
    }

    /** A label where no local has a value yet but the processor. */
    void placeAtStart(Label label) {
        m.visitLabel(label);
        m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        lastFrame = bytes;
    }

    /** A label where the temporaries in use are those that have values on all ways to it. */
    void place(Label label) {
        if (lastFrame == bytes) {
            op(Opcodes.NOP);
        }
        m.visitLabel(label);
        Object[] locals = new Object[TEMPORARIES + temporaries.length()];
        for (int i = 0; i < locals.length; i++) {
            locals[i] = isDefined(i) ? Opcodes.INTEGER : Opcodes.TOP;
        }
        locals[CPU_LOCAL] = CPU;
        if (inMemory) {
            locals[REGISTERS_LOCAL] = "[I";
        }
        m.visitFrame(Opcodes.F_FULL, locals.length, locals, 0, new Object[0]);
        lastFrame = bytes;
    }

    private boolean isDefined(int local) {
        if (local >= TEMPORARIES) {
            return temporaries.get(bit(local));
        }
        if (inMemory && (isRegister(local) || isFlags(local))) {
            return false;
        }
        return isRegister(local) ? (usedRegisters >>> local - REGISTERS & 1) != 0 : local >= BUDGET;
    }

    /** The method is complete. */
    void end() {
        m.visitMaxs(0, mostLocals);
        m.visitEnd();
    }
}
