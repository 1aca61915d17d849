package org.backplane.cpu.internal.jit;

import java.util.BitSet;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The method of a region while it is written: its locals, its frames, and how large it has become.
 *
 * <p>Locals hold the budget, EIP, the lazy flags, the mask of valid pages and the general registers, all as {@code int}; the
 * rest are temporaries, which live within a block. At labels the operand stack is empty.
 */
final class Code {
    static final String PACKAGE = "org/backplane/cpu/internal/";
    static final String CPU = PACKAGE + "core/Cpu";
    static final String EXECUTION = PACKAGE + "core/Execution";
    static final String SEGMENT = PACKAGE + "core/SegmentRegister";
    static final String DATA = PACKAGE + "jit/RegionData";

    static final int CPU_LOCAL = 1;
    static final int BUDGET = 2;
    static final int EIP = 3;
    static final int RESULT = 4;
    static final int CARRIES = 5;
    static final int PAGES = 6;
    /** Why the region is left, as the ordinal of a {@link WayOut}. */
    static final int WAY = 7;
    private static final int REGISTERS = 8;
    private static final int TEMPORARIES = REGISTERS + 8;

    private final MethodVisitor m;
    private final String owner;
    private final int usedRegisters;
    private final BitSet temporaries = new BitSet();
    private int mostLocals = TEMPORARIES;
    private int bytes;
    private int lastFrame = -1;

    /**
     * A method without instructions yet.
     *
     * @param owner         the class that it is in
     * @param usedRegisters a bit for each general register that has a local
     */
    Code(MethodVisitor m, String owner, int usedRegisters) {
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

    void load(int local) {
        m.visitVarInsn(Opcodes.ILOAD, local);
        bytes += 2;
    }

    void store(int local) {
        m.visitVarInsn(Opcodes.ISTORE, local);
        bytes += 2;
    }

    void loadCpu() {
        m.visitVarInsn(Opcodes.ALOAD, CPU_LOCAL);
        bytes++;
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

    void constant(String name, String descriptor) {
        m.visitFieldInsn(Opcodes.GETSTATIC, owner, name, descriptor);
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

    void lookUp(Label otherwise, int[] keys, Label[] labels) {
        m.visitLookupSwitchInsn(otherwise, keys, labels);
        bytes += 12 + 8 * keys.length;
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
        m.visitFrame(Opcodes.F_FULL, locals.length, locals, 0, new Object[0]);
        lastFrame = bytes;
    }

    private boolean isDefined(int local) {
        if (local >= TEMPORARIES) {
            return temporaries.get(bit(local));
        }
        return local >= REGISTERS ? (usedRegisters >>> local - REGISTERS & 1) != 0 : local >= BUDGET;
    }

    /** The method is complete. */
    void end() {
        m.visitMaxs(0, mostLocals);
        m.visitEnd();
    }
}
